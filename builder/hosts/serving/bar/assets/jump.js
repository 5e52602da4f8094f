/* The panel that leads to any scene, in a situation that a real play produces. */

const PAUSE = 80; // milliseconds without a letter after which it is worth to look

function jumpPanel(told) {
  const field = Object.assign(make("input", ""), { type: "search", autocomplete: "off", spellcheck: false });
  field.value = recall().wanted ?? "";
  field.dataset.key = "jump";
  const words = make("label", "", told.story ? WORDS.search : WORDS.searchStories, field);
  const count = make("p", "aside", "");
  count.setAttribute("role", "status");
  const list = make("ul", "places");
  const fill = async () => {
    const wanted = field.value;
    keep({ wanted });
    const found = await ask("jump.json", { ...address(), find: wanted });
    if (!found || field.value !== wanted) return;
    const focus = list.contains(focused()) ? focused().href : ""; // who steps through the places goes on from there
    count.textContent = WORDS.hits(found.found, found.of);
    list.replaceChildren(...found.entries.map((entry) => placeOf(entry, told.place)));
    if (found.found > found.entries.length) list.append(make("li", "aside", WORDS.more(found.found - found.entries.length)));
    if (focus) ([...list.querySelectorAll("a")].find(({ href }) => href === focus) ?? field).focus();
  };
  let typing;
  field.addEventListener("input", () => {
    clearTimeout(typing);
    typing = setTimeout(fill, PAUSE);
  });
  const form = make("search", "", words, count, list);
  form.addEventListener("keydown", (event) => walk(event, field, list));
  fill().then(restoreScroll);
  return [form];
}

function placeOf({ id, title, stage, result, address: path, plays, note, longest }, place) {
  const name = path ? link("name", path, title) : make("span", "name", title);
  if (id === place) name.ariaCurrent = "true";
  const facts = [make("code", "", id)];
  if (result) facts.push(make("span", `result ${result}`, WORDS.results[result]));
  if (stage) facts.push(make("span", "", stage));
  if (plays?.shortest.chance !== undefined && !result) facts.push(make("span", "", WORDS.chance(share(plays.shortest.chance))));
  if (id === place) facts.push(make("strong", "", WORDS.here));
  if (note) facts.push(make("span", "", note === "unreached" ? WORDS.unreached(longest) : WORDS[note]));
  return make("li", "", make("p", "", name), make("p", "facts", ...facts), ...waysTo(title, plays ?? {}));
}

/* The situations that a scene may be met in, where they are unlike each other. */
function waysTo(title, { worst, best }) {
  if (!worst) return [];
  const ways = Object.entries({ best, worst }).map(([which, { address: path, chance }]) => {
    const way = link("deed", path, WORDS.extremes[which]);
    way.ariaLabel = `${title}, ${WORDS.extremes[which]}: ${WORDS.chance(share(chance))}`;
    return make("span", "way", way, make("span", "aside", share(chance)));
  });
  return [make("p", "deeds", ...ways)];
}

/* Arrow keys step through the places, Enter in the field takes the first. */
function walk(event, field, list) {
  const names = [...list.querySelectorAll("a.name")];
  const now = names.indexOf(event.target);
  const next = { ArrowDown: names[now + 1], ArrowUp: now > 0 ? names[now - 1] : field }[event.key];
  if (next) {
    event.preventDefault();
    next.focus();
  } else if (event.key === "Enter" && event.target === field) {
    names[0]?.click();
  }
}
