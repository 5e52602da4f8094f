/* What a play leaves behind in the record, step by step. */

const MOST_LETTERS = 4000;

/* The choices that led to the last of the rests, as the record has them. */
function stepsOf(story, rests) {
  return rests.slice(1).flatMap(({ code }, index) => {
    const { place, code: before } = rests[index];
    if (code.length === before.length) return [];
    const [print, id] = story.marks[place][code.at(-1)];
    return [[place, id ?? code.at(-1), print]];
  });
}

function goesOn(steps, earlier) {
  return JSON.stringify(steps.slice(0, earlier.length)) === JSON.stringify(earlier);
}

/* Notes where a play has come; one without choices is not worth losing another for. */
function note(story, rests) {
  const rest = rests.at(-1);
  const steps = stepsOf(story, rests);
  if (!steps.length) return;
  revise(story, (record) => {
    if (!goesOn(steps, record.now)) record.backs += 1;
    Object.assign(record, { revision: story.revision, at: rest.place, now: steps });
    if (rest.ended) noteEnd(story, record, rest, steps);
  });
  tellPlace();
}

function noteEnd(story, record, { place, score }, steps) {
  const ending = { outcome: place, result: story.ends[place].r, score };
  if (record.first) record.later = best({ first: ending, later: record.later });
  else record.first = { ...ending, steps, backs: record.backs };
  const found = [...record.found, place].filter((each) => Object.hasOwn(story.ends, each));
  Object.assign(record, { at: "", now: [], backs: 0, plays: record.plays + 1, found: [...new Set(found)] });
}

/* Counts the skills that the first play showed and missed, once its lessons are there. */
function finish(story, rests, lessons) {
  const steps = stepsOf(story, rests);
  const first = recall(story)?.first;
  if (!first || JSON.stringify(first.steps) !== JSON.stringify(steps)) return;
  const skills = new Map();
  steps.forEach(([scene], index) => {
    const { s: shown = [], m: missed = [] } = lessons.choices[scene][rests.at(-1).code[index]];
    for (const [which, ids] of [shown, missed].entries()) {
      for (const id of ids) {
        if (!skills.has(id)) skills.set(id, [0, 0]);
        skills.get(id)[which] += 1;
      }
    }
  });
  revise(story, (record) => Object.assign(record, { skills: Object.fromEntries(skills) }));
}

/* Keeps one thing that the learner wrote; no words at all take it away. */
function noteWords(story, name, text) {
  revise(story, ({ words }) => {
    if (text) words[name] = text.slice(0, MOST_LETTERS);
    else delete words[name];
  });
}
