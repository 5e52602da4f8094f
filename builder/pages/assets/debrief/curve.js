/* The curve of how things stood after each answer, and the same as a table.

   All places in it are parts of a hundred of the picture's own size, so that it fits any width without being drawn
   anew, and its letters keep the size the reader has set. Lines differ in dash and mark before they do in colour, and
   each has its name at its end. */

const PLOT = 68; // of the width; the rest is for the names of the lines
const [TOP, BOTTOM] = [6, 84]; // of the height
const LINE_HEIGHT = 7; // of the height: one line of a name
const NAME_LENGTH = 10; // letters in one line of a name, at the edge of a narrow screen
const MOST_TICKS = 12;
const MARKS = [
  "M0-4.5A4.5 4.5 0 1 1 0 4.5A4.5 4.5 0 1 1 0-4.5Z", // a disc
  "M-4-4H4V4H-4Z", // a square
  "M0-5.2L5 4H-5Z", // a triangle
  "M0-5.6L5.6 0L0 5.6L-5.6 0Z", // a diamond
  "M-4.5-4.5L4.5 4.5M-4.5 4.5L4.5-4.5", // a cross
];
const DASHES = ["none", "7 4", "2 4", "10 4 2 4"];

function valuesAlong(decisions, { i }) {
  return [decisions[0].before, ...decisions.map(({ then }) => then)].map(({ values }) => values[i]);
}

function percent(number) {
  return `${Math.round(number * 100) / 100}%`;
}

function curve(play, decisions) {
  const lines = play.lessons.state.map((variable) => {
    const { lo, hi } = play.story.state[variable.i];
    const values = valuesAlong(decisions, variable);
    const heights = values.map((value) => BOTTOM - ((value - lo) / (hi - lo || 1)) * (BOTTOM - TOP));
    return { variable, values, heights, name: inLines(variable.label, NAME_LENGTH) };
  });
  const flipped = getComputedStyle(document.documentElement).direction === "rtl";
  const across = (part) => (flipped ? 100 - part : part);
  const along = (step) => across(2 + (step / decisions.length) * (PLOT - 4));
  const picture = draw("svg", { class: "ch-curve" }, ...grid(across));
  picture.append(...scale(play, across(0)), ...ticks(decisions.length, along));
  picture.append(...lines.map((line, index) => track(line, index, along)));
  picture.append(...lineNames(lines, across(PLOT + 3), flipped ? "-0.8em" : "0.8em"));
  asOne(picture, curveName(lines));
  return make("figure", "ch-curves", picture, make("figcaption", "", WORDS.answers));
}

function curveName(lines) {
  const moves = lines.map(({ variable, values }) =>
    WORDS.moved(variable.label, valueTold(variable, values[0]), valueTold(variable, values.at(-1))),
  );
  return WORDS.curveName(moves.join(". "));
}

function grid(across) {
  const ends = { x1: percent(across(0)), x2: percent(across(PLOT)) };
  return [TOP, (TOP + BOTTOM) / 2, BOTTOM].map((height) =>
    draw("line", { class: "ch-grid", ...ends, y1: percent(height), y2: percent(height) }),
  );
}

/* The least and the most, where that is the same for all lines. */
function scale({ story, lessons }, x) {
  const ends = lessons.state.map(({ i }) => [story.state[i].hi, story.state[i].lo]);
  if (new Set(ends.map(String)).size > 1) return [];
  return ends[0].map((value, row) => draw("text", { class: "ch-scale", x: percent(x), y: percent(row ? BOTTOM : TOP), dy: "-0.35em" }, `${value}`));
}

function ticks(count, along) {
  const every = Math.ceil(count / MOST_TICKS);
  const told = [...Array(count + 1).keys()].filter((step) => step % every === 0);
  return told.map((step) => draw("text", { class: "ch-tick", x: percent(along(step)), y: "96%" }, `${step}`));
}

function track({ heights }, index, along) {
  const points = heights.map((height, step) => ({ x: percent(along(step)), y: percent(height) }));
  const strokes = points.slice(1).map(({ x, y }, step) =>
    draw("line", { x1: points[step].x, y1: points[step].y, x2: x, y2: y, "stroke-dasharray": DASHES[index % DASHES.length] }),
  );
  const marks = points.map((point) => mark(index, point));
  return draw("g", { class: `ch-track ch-line-${index % MARKS.length}` }, ...strokes, ...marks);
}

function mark(index, point) {
  return draw("svg", { ...point, class: `ch-point ch-line-${index % MARKS.length}` }, draw("path", { d: MARKS[index % MARKS.length] }));
}

/* The names at the ends of their lines, moved apart where they would lie on one another. */
function lineNames(lines, x, dx) {
  const fromTop = lines
    .map((line, index) => ({ index, name: line.name, room: line.name.length * LINE_HEIGHT, at: line.heights.at(-1) }))
    .sort((one, other) => one.at - other.at);
  let taken = 0;
  for (const each of fromTop) {
    each.top = Math.max(each.at - each.room / 2, taken);
    taken = each.top + each.room + 1;
  }
  let free = 100;
  for (const each of fromTop.toReversed()) {
    each.top = Math.min(each.top, free - each.room);
    free = each.top - 1;
  }
  return fromTop.flatMap(({ index, name, top, room }) => [
    mark(index, { x: percent(x), y: percent(top + room / 2) }),
    ...name.map((words, row) =>
      draw("text", { class: `ch-name ch-line-${index % MARKS.length}`, x: percent(x), dx, y: percent(top + (row + 0.75) * LINE_HEIGHT) }, words),
    ),
  ]);
}

function curveTable(play, decisions) {
  const { state, titles } = play.lessons;
  const along = state.map((variable) => valuesAlong(decisions, variable).map((value) => valueTold(variable, value)));
  const head = make("tr", "", ...[WORDS.answer, ...state.map(({ label }) => label)].map((label) => header(label, "col")));
  const names = [WORDS.atFirst, ...decisions.map(({ number, before }) => WORDS.step(number, titles[before.place]))];
  const rows = names.map((name, step) =>
    make("tr", "", header(name, "row"), ...along.map((values) => make("td", "", values[step]))),
  );
  const table = make("table", "", make("caption", "", WORDS.tableName), make("thead", "", head), make("tbody", "", ...rows));
  return frame(WORDS.tableName, "ch-table", table);
}

function header(words, scope) {
  return Object.assign(make("th", "", words), { scope });
}

function movement(play, decisions) {
  if (!play.lessons.state.length || !decisions.length) return null;
  return section(WORDS.curve, curve(play, decisions), fold(WORDS.asTable, "", curveTable(play, decisions)));
}
