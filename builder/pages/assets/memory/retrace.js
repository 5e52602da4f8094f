/* Finds the way back into a story that may have been changed since: each step is known by its words, not by its place,
   so that no choice is ever taken for another. */

/* The position of the choice that a step was, or -1: the same id with the same words, else the only one with them. */
function sameChoice(story, rest, [, id, print]) {
  const marks = story.marks[rest.place];
  const alike = [...marks.keys()].filter((position) => marks[position][0].startsWith(print));
  const same = alike.find((position) => (marks[position][1] ?? position) === id);
  const found = same ?? (alike.length === 1 ? alike[0] : -1);
  return offered(story, rest).includes(found) ? found : -1;
}

function follows(story, rest, step) {
  const between = settle(story, rest, (each) => !continues(story, each));
  const last = between && [rest, ...between].at(-1);
  if (!last || last.ended || (step[0] ?? last.place) !== last.place) return null;
  const position = sameChoice(story, last, step);
  return position < 0 ? null : choose(story, last, position);
}

/* The choices of as many steps as still hold; a step may leave its scene open. */
function retrace(story, steps) {
  let rest = begin(story);
  for (const step of steps) {
    const next = rest && follows(story, rest, step);
    if (!next) break;
    rest = next;
  }
  return rest?.code ?? [];
}

/* As much of a play as still holds, by its code, and whether some of it is lost. */
function still(story, steps) {
  const code = retrace(story, steps);
  return { play: encode(code), lost: code.length < steps.length };
}

/* Where a record's unfinished play stands today, and the place that was shown last. */
function resume(story) {
  const { now, at } = recall(story) ?? sound({});
  return { ...still(story, now), ...(at && { at }) };
}

/* The same for an address: `prints` has two letters of the fingerprint of each choice in its code. */
function reread(story, code, prints) {
  const print = (index) => prints.slice(2 * index, 2 * index + 2);
  return still(story, [...code].map((digit, index) => [undefined, DIGITS.indexOf(digit), print(index)]));
}
