/* The panel of the map: the author's drawing, with the way that the play came, and the same as a list. */

const maps = new Map(); // by story, as long as the page is as it is

function mapPanel(told) {
  if (!told.story) return [make("p", "empty", WORDS.noStory)];
  const frame = make("div", "ch-map-frame");
  frame.tabIndex = 0;
  frame.setAttribute("role", "region");
  frame.ariaLabel = WORDS.map;
  const list = make("details", "as-list", make("summary", "", WORDS.asList));
  list.dataset.key = "list";
  list.firstChild.dataset.key = "summary list";
  mapOf(told.story.id).then(async (map) => {
    if (!map) return maps.delete(told.story.id);
    const { svg, in_parts: inParts, scenes } = map;
    fillFrame(frame, svg, told, inParts ? await partOf(told) : told.place);
    list.append(scenes.length ? make("ul", "places", ...scenes.map((scene) => sceneOf(scene, told))) : make("p", "aside", WORDS.noList));
    restoreScroll();
  });
  return [make("p", "aside", WORDS.legend), frame, list];
}

function mapOf(story) {
  if (!maps.has(story)) maps.set(story, ask("map.json", { story }));
  return maps.get(story);
}

/* What stands for the place on a map of the story's parts. */
function partOf({ story, place }) {
  return place && ask("part.json", { story: story.id, place });
}

function fillFrame(frame, svg, told, place) {
  if (!svg) return frame.replaceChildren(make("p", "empty", WORDS.noMap));
  frame.innerHTML = svg; // our own drawing, in which every word of an author is escaped
  for (const each of frame.querySelectorAll("a")) each.setAttribute("href", siteAddress(each.getAttribute("href")));
  for (const [from, to, position] of told.way ?? []) markWay(frame, from, to, position);
  const here = frame.querySelector(`[data-place="${CSS.escape(place ?? "")}"]`);
  if (!here) return;
  here.classList.add("is-here");
  here.ariaCurrent = "true";
  const [box, view] = [here.getBoundingClientRect(), frame.getBoundingClientRect()];
  frame.scrollLeft += box.x + box.width / 2 - view.x - view.width / 2;
  frame.scrollTop += box.y + box.height / 2 - view.y - view.height / 2;
}

/* Marks the line that the play took: of several between two scenes, the one that its choice is told by. */
function markWay(frame, from, to, position) {
  const lines = [...frame.querySelectorAll(`[data-from="${CSS.escape(from)}"][data-to="${CSS.escape(to)}"]`)];
  const own = lines.filter(({ dataset }) => (dataset.by ?? "").split(" ").includes(`${position}`));
  for (const line of own.length ? own : lines) line.classList.add("is-way");
  frame.querySelector(`[data-place="${CSS.escape(from)}"]`)?.classList.add("is-come");
}

function sceneOf({ place, title, ways }, told) {
  const steps = told.steps?.map((step) => step.place) ?? [];
  const state = place === told.place ? WORDS.here : steps.includes(place) ? WORDS.cameThrough : "";
  const name = make("p", "", link("name", `${told.story.id}/${place}.html`, title));
  if (state) name.append(" ", make("strong", "facts", state));
  return make("li", "", name, make("ul", "ways", ...ways.map(wayOf)));
}

function wayOf({ number, words, when, rating, title }) {
  const parts = [number && `${number}. `, words && `${words} `, when && `(${WORDS.when(when)}) `].filter(Boolean);
  return make("li", "", ...parts, ...(rating ? [rated(rating), " "] : []), `${WORDS.leadsTo} `, make("b", "", title));
}
