/* The story's map with the way this play took: only places it came through have their names. */

const LABEL_LENGTH = 15; // letters of the map's size that a box has room for
const LABEL_LINES = 2;
const SMALLEST = 0.8; // of its own size: smaller, and its words cannot be read, so that it scrolls instead

/* All places a play came through, in order, those too that are never shown. */
function placesOf(rests) {
  const entered = rests.flatMap((rest) => rest.entered);
  return rests.at(-1).ended ? [...entered, rests.at(-1).place] : entered;
}

function storyMap({ lessons, rests }) {
  if (!lessons.map) return null;
  const holder = authored("div", "ch-map-sheet", lessons.map);
  const picture = holder.firstElementChild;
  const places = placesOf(rests);
  const nodes = new Map([...picture.querySelectorAll("[data-place]")].map((node) => [node.dataset.place, node]));
  const seen = [...nodes].filter(([place]) => places.includes(place));
  for (const [place, node] of seen) nameNode(node, lessons.titles[place]);
  nodes.get(places[0])?.classList.add("ch-map-first");
  nodes.get(places.at(-1))?.classList.add("ch-map-last");
  for (const [from, to] of pairs(places)) markWay(picture, nodes, from, to);
  picture.style.minWidth = `${picture.getAttribute("width") * SMALLEST}px`;
  asOne(picture, WORDS.mapName(seen.length, nodes.size));
  return make("figure", "ch-way", frame(WORDS.mapRegion, "ch-map-frame", holder), make("figcaption", "", WORDS.mapHint));
}

function pairs(places) {
  return places.slice(1).map((place, index) => [places[index], place]);
}

/* Brings the first place into the middle of a frame too narrow for all of the map. */
function centreMap(article) {
  const first = article.querySelector(".ch-map-first")?.getBoundingClientRect();
  const window = article.querySelector(".ch-map-frame")?.getBoundingClientRect();
  if (first) article.querySelector(".ch-map-frame").scrollBy(first.left + first.width / 2 - window.left - window.width / 2, 0);
}

/* Marks the line from one place to the next, or draws one: an interrupt leads where the map has none. */
function markWay(picture, nodes, from, to) {
  const ways = [...picture.querySelectorAll(".ch-map-way")];
  const way = ways.find(({ dataset }) => dataset.from === from && dataset.to === to);
  if (way) return way.classList.add("ch-map-taken");
  const [start, end] = [from, to].map((place) => nodes.get(place) && centre(nodes.get(place)));
  if (start && end) {
    const jump = draw("path", { d: `M${start.x},${start.y}L${end.x},${end.y}`, class: "stroke-edge", fill: "none" });
    nodes.get(from).parentNode.prepend(draw("g", { class: "ch-map-way ch-map-taken ch-map-jump" }, jump));
  }
}

/* The middle of a node, from the corners of its outline. */
function centre(node) {
  const shape = node.firstElementChild;
  if (shape.tagName === "ellipse") return { x: +shape.getAttribute("cx"), y: +shape.getAttribute("cy") };
  const numbers = shape.getAttribute("d").match(/-?[\d.]+/g).map(Number);
  const [xs, ys] = [0, 1].map((axis) => numbers.filter((_, index) => index % 2 === axis));
  const middle = (along) => (Math.min(...along) + Math.max(...along)) / 2;
  return { x: middle(xs), y: middle(ys) };
}

function nameNode(node, title) {
  node.classList.add("ch-map-seen");
  if (node.firstElementChild.tagName === "ellipse") return; // never shown, so it has no name for learners
  const { x, y } = centre(node);
  const lines = labelLines(title);
  const words = lines.map((line, row) => {
    const from = y + (row - (lines.length - 1) / 2) * 13 + 4;
    return draw("text", { x, y: from, "text-anchor": "middle" }, line);
  });
  node.append(draw("title", {}, title), ...words);
}

/* A title in two lines, the rest left out. */
function labelLines(title) {
  const lines = inLines(title, LABEL_LENGTH);
  const shown = lines.slice(0, LABEL_LINES);
  if (lines.length > LABEL_LINES) shown[LABEL_LINES - 1] = `${shown[LABEL_LINES - 1].slice(0, LABEL_LENGTH)}…`;
  return shown;
}
