/* The play engine: where a list of choices leads in a story. It touches no page, so it can be tried alone.

   This is "How a play runs" of the story format, and the only other copy of what `builder/flow/step.py` and `play.py`
   do; the transcripts hold the two to the same truth. `story` is the data of `story.js` throughout.

   A rest is where a play waits for its learner, never changed once it is made:
     place     the scene or outcome
     values    every variable's value, in the author's order
     visited   the scenes entered, of those that some condition asks about
     withheld  the lines of the scene that are not shown, by their place in it
     code      the choices that led here, each by its position
     ons       how often the learner went on without choosing since the last of them
     entered   the scenes entered since the rest before, those passed through included
     ended     whether the play is over, and then
     score     what it is worth, from 0 to 100 */

const DIGITS = "0123456789abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ";
const NO_CHOICES = "-";
const SCORES = { success: 100, partial: 50, failure: 0 };

const OPERATORS = {
  "!": (operand) => !operand,
  "&": (left, right) => left && right,
  "|": (left, right) => left || right,
  "==": (left, right) => left === right,
  "!=": (left, right) => left !== right,
  "<": (left, right) => left < right,
  "<=": (left, right) => left <= right,
  ">": (left, right) => left > right,
  ">=": (left, right) => left >= right,
  "+": (left, right) => left + right,
  "-": (left, right) => (right === undefined ? -left : left - right),
  "*": (left, right) => left * right,
  min: Math.min,
  max: Math.max,
};

function evaluate(expression, situation) {
  if (!Array.isArray(expression)) return expression;
  const [operator, ...operands] = expression;
  if (!operands.length) return situation.values[operator];
  if (operator === "@") return situation.visited.has(operands[0]);
  return OPERATORS[operator](...operands.map((each) => evaluate(each, situation)));
}

/* The scenes that some condition asks about: only those are remembered, so that a play has finitely many situations. */
function watched(part, found = new Set()) {
  if (!part || typeof part !== "object") return found;
  if (part[0] === "@") found.add(part[1]);
  Object.values(part).forEach((each) => watched(each, found));
  return found;
}

function isEnd(story, place) {
  return Object.hasOwn(story.ends, place);
}

/* One step's effects; `turn` is where an interrupt leads that just became true, unless the play goes there anyway. */
function step(story, before, changes, sets, visited, going) {
  const values = [...before.values];
  for (const [index, by] of changes || []) {
    const { lo, hi } = story.state[index];
    values[index] = Math.min(Math.max(values[index] + by, lo), hi);
  }
  for (const [index, value] of sets || []) values[index] = value;
  const after = { values, visited };
  const alarm = story.alarms.find(([when]) => evaluate(when, after) && !evaluate(when, before));
  return { after, turn: alarm && alarm[1] !== going ? alarm[1] : undefined };
}

function wayOn(scene, situation) {
  return scene.n ?? scene.r.find(([when]) => when === null || evaluate(when, situation))[1];
}

/* Notes a situation that came without a choice; false where it came before, for then the play would go on for ever. */
function isNew(met, place, { values, visited }) {
  return met.size < met.add(JSON.stringify([place, values, [...visited]])).size;
}

/* Enters a place, and goes on through what is not shown, until the play rests; null where it never does. */
function arrive(story, place, situation, code, ons) {
  const entered = [];
  const met = new Set();
  while (!isEnd(story, place)) {
    if (!isNew(met, place, situation)) return null;
    const scene = story.scenes[place];
    const visited = story.watched.has(place) ? new Set(situation.visited).add(place) : situation.visited;
    const { after, turn } = step(story, situation, scene.c, scene.s, visited, place);
    situation = after;
    entered.push(place);
    if (!scene.q && !turn) {
      const withheld = Object.keys(scene.l || {}).filter((line) => !evaluate(scene.l[line], situation)).map(Number);
      return { ...situation, place, withheld, code, ons, entered, ended: false };
    }
    place = turn ?? wayOn(scene, situation);
  }
  return { ...situation, place, withheld: [], code, ons, entered, ended: true, score: score(story, place, situation) };
}

function score(story, place, situation) {
  const { r: result, x: worth } = story.ends[place];
  return Math.min(Math.max(evaluate(worth ?? SCORES[result], situation), 0), 100);
}

/* The play without choices. Like all that makes a rest, it gives null where the story goes round for ever. */
function begin(story) {
  story.watched ??= watched(story);
  const values = story.state.map((variable) => variable.s);
  return arrive(story, story.start, { values, visited: new Set() }, [], 0);
}

/* The positions of the choices that can be made, in the author's order. */
function offered(story, rest) {
  if (rest.ended) return [];
  const choices = story.scenes[rest.place].o || [];
  return [...choices.keys()].filter((position) => evaluate(choices[position][3] ?? true, rest));
}

/* The rest after one of the choices that are offered. */
function choose(story, rest, position) {
  const [goto, , changes, , sets] = story.scenes[rest.place].o[position];
  const { after, turn } = step(story, rest, changes, sets, rest.visited, goto);
  return arrive(story, turn ?? goto, after, [...rest.code, position], 0);
}

/* A number that looks drawn by lot: the 32-bit FNV-1a hash, stirred once; the builder makes it alike. */
function drawn(text) {
  let number = 0x811c9dc5;
  for (const letter of text) number = Math.imul(number ^ letter.charCodeAt(), 0x01000193);
  return Math.imul(number ^ (number >>> 15), 0x2c1b3c6d) >>> 0;
}

/* Positions in the order in which choices are shown: by lot, and always alike when this play comes to this place. */
function shuffled({ id }, { place, code }, positions) {
  const lot = new Map(positions.map((position) => [position, drawn(`${position}/${id}/${place}/${encode(code)}`)]));
  return [...positions].sort((one, other) => lot.get(one) - lot.get(other) || one - other);
}

/* Whether the learner only reads here, and then goes on. */
function continues(story, rest) {
  return !rest.ended && !story.scenes[rest.place].o;
}

function goOn(story, rest) {
  return arrive(story, wayOn(story.scenes[rest.place], rest), rest, rest.code, rest.ons + 1);
}

/* Goes on until `enough`, through scenes without choices; the rests on the way, or null where that never ends. */
function settle(story, rest, enough) {
  const rests = [];
  const met = new Set();
  while (!enough(rest)) {
    const next = continues(story, rest) && isNew(met, rest.place, rest) && goOn(story, rest);
    if (!next) return null;
    rests.push((rest = next));
  }
  return rests;
}

/* All rests of a play code, from the first. Where the code cannot be played to its end, there is a `problem`, the rests
   end before it, and `good` counts the choices that could be made. */
function replay(story, code) {
  const first = begin(story);
  const rests = first ? [first] : [];
  const positions = code === NO_CHOICES ? [] : [...code].map((digit) => DIGITS.indexOf(digit));
  for (const [good, position] of positions.entries()) {
    const between = first && settle(story, rests.at(-1), (rest) => !continues(story, rest));
    const last = between && [...rests, ...between].at(-1);
    const next = last && offered(story, last).includes(position) && choose(story, last, position);
    if (!next) return { rests, good, problem: true };
    rests.push(...between, next);
  }
  return { rests, good: positions.length, problem: !first };
}

function encode(positions) {
  return positions.map((position) => DIGITS[position]).join("") || NO_CHOICES;
}

/* Whether `newest` is the same play at a later moment. */
function isEarlier(rests, newest) {
  const [last, same] = [rests.at(-1), newest[rests.length - 1]];
  return rests.length < newest.length && same.place === last.place && encode(same.code) === encode(last.code);
}

/* Whether this moment of an attempt can be looked at, but not changed: `retry` says how far there is a way back. */
function isClosed(story, rests, newest) {
  if (story.retry === "anywhere" || !isEarlier(rests, newest)) return false;
  const marked = newest.findLastIndex((rest) => story.scenes[rest.place]?.k);
  return rests.length - 1 < (story.retry === "never" ? newest.length - 1 : marked);
}

function canStepBack(story, rests) {
  return rests.length > 1 && !isClosed(story, rests.slice(0, -1), rests);
}
