/* What this browser remembers of a story: one small record, never needed for playing, and never trusted.

     v         the shape of the record
     revision  the story's when the record was last written
     at, now   the place last played and the choices that led there; both empty once that play has come to its end
     plays     how many plays came to an end
     first     how the first of them ended, its steps, and how often another way was tried on the way (`backs`)
     later     the best of those after it
     found     the outcomes reached
     skills    by skill, how often the first play showed and missed it
     words     what the learner wrote down, by where

   A step is the scene, the choice's id or else its position, and the fingerprint of the choice's words. Each change is
   made to what is kept at that moment, so that two windows do not undo one another's. */

const VERSION = 1;
const RESULTS = ["failure", "partial", "success"];
const MOST_STEPS = 1000; // more than anybody plays, and few enough to be replayed at once

/* What could not be kept, by key: it holds as long as the page is open. */
const unkept = new Map();
let trouble = "";

/* The site's own path; a page that does not say lies one floor below it. */
function sitePath() {
  return new URL(document.querySelector("[data-site]")?.dataset.site ?? "..", location).pathname;
}

function keyOf({ id }) {
  return `coolhead:${sitePath()}:${id}`;
}

// -- nothing that was kept is believed: anybody may have written it --

function isText(value) {
  return typeof value === "string";
}

function isCount(value) {
  return Number.isSafeInteger(value) && value >= 0;
}

function isStep(step) {
  const [scene, id, print] = Array.isArray(step) ? step : [];
  return isText(scene) && (isText(id) || isCount(id)) && /^[0-9a-z]{5}$/.test(print);
}

function isTally(value) {
  return Array.isArray(value) && value.length === 2 && value.every(isCount);
}

function soundSteps(steps) {
  return Array.isArray(steps) && steps.every(isStep) ? steps.slice(0, MOST_STEPS) : [];
}

function soundEnding(ending) {
  const { outcome, result, score, steps, backs } = ending ?? {};
  if (!isText(outcome) || !RESULTS.includes(result) || !isCount(score) || score > 100) return null;
  return { outcome, result, score, ...(steps && { steps: soundSteps(steps), backs: isCount(backs) ? backs : 0 }) };
}

function soundTable(table, isSound) {
  const rows = table && typeof table === "object" ? Object.entries(table) : [];
  return Object.fromEntries(rows.filter(([, value]) => isSound(value)));
}

/* The record with all that is as it should be, and nothing else. */
function sound(record) {
  return {
    v: VERSION,
    revision: isText(record.revision) ? record.revision : "",
    at: isText(record.at) ? record.at : "",
    now: soundSteps(record.now),
    plays: isCount(record.plays) ? record.plays : 0,
    backs: isCount(record.backs) ? record.backs : 0,
    first: soundEnding(record.first),
    later: soundEnding(record.later),
    found: [...new Set(Array.isArray(record.found) ? record.found.filter(isText) : [])],
    skills: soundTable(record.skills, isTally),
    words: soundTable(record.words, isText),
  };
}

// -- reading and writing --

function stored(key) {
  try {
    return localStorage.getItem(key);
  } catch {
    trouble = "blocked";
    return null;
  }
}

/* What is remembered of a story, named by its id; null where that is nothing. */
function recall(story) {
  const key = keyOf(story);
  const text = unkept.has(key) ? null : stored(key);
  if (text === null) return unkept.get(key) ?? null;
  try {
    const record = JSON.parse(text);
    if (record.v === VERSION) return sound(record);
  } catch {
    // told below, as is a record of another shape
  }
  trouble = "unreadable";
  return null;
}

function revise(story, change) {
  const key = keyOf(story);
  const record = recall(story) ?? sound({});
  change(record);
  try {
    localStorage.setItem(key, JSON.stringify(record));
    unkept.delete(key);
    if (trouble !== "unreadable") trouble = "";
  } catch (error) {
    trouble = error.name === "QuotaExceededError" ? "full" : "blocked";
    unkept.set(key, record);
  }
}

/* Whether what is played is kept, in one sentence. */
function kept() {
  return KEEPING[trouble];
}

/* The better of the first ending and those after it. */
function best({ first, later }) {
  const worth = (ending) => RESULTS.indexOf(ending.result) * 1000 + ending.score;
  return later && worth(later) > worth(first) ? later : first;
}
