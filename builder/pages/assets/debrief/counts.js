/* What a play met, counted: skills, facts and triggers. */

function lessonOf({ lessons }, { before, position }) {
  return lessons.choices[before.place]?.[position] ?? {};
}

function saidAt({ lessons }, { before, position }) {
  return lessons.said[before.place][position];
}

/* How often each skill was shown, and missed, by the choices of this play. */
function skillCounts(play, decisions) {
  const counts = new Map();
  const count = (skill, column) => {
    if (!counts.has(skill)) counts.set(skill, [0, 0]);
    counts.get(skill)[column] += 1;
  };
  for (const decision of decisions) {
    const { s: shown = [], m: missed = [] } = lessonOf(play, decision);
    shown.forEach((skill) => count(skill, 0));
    missed.forEach((skill) => count(skill, 1));
  }
  return counts;
}

function revealedIn({ lessons }, rests) {
  const entered = rests.flatMap((rest) => rest.entered);
  return entered.flatMap((scene) => (Object.hasOwn(lessons.reveals, scene) ? lessons.reveals[scene] : []));
}

/* The facts learned, in the order in which they were; the first list is what was known before the first decision. */
function factsByStep(play, rests, decisions) {
  const known = new Set();
  const fresh = (facts) => facts.filter((fact) => known.size < known.add(fact).size);
  const marks = [...decisions.map(({ before }) => rests.indexOf(before)), rests.length - 1];
  const opening = fresh(revealedIn(play, rests.slice(0, marks[0] + 1)));
  const later = decisions.map((decision, index) => {
    const { r: revealed = [] } = lessonOf(play, decision);
    return fresh([...revealed, ...revealedIn(play, rests.slice(marks[index] + 1, marks[index + 1] + 1))]);
  });
  return [opening, ...later];
}

/* The triggers this play tripped, and those that an answer it did not give would have tripped. */
function triggersOf(play, decisions) {
  const trips = (decision, position) => lessonOf(play, { ...decision, position }).t ?? [];
  const tripped = new Set(decisions.flatMap((decision) => trips(decision, decision.position)));
  const near = decisions.flatMap((decision) =>
    play.offered(play.story, decision.before).flatMap((position) => trips(decision, position)),
  );
  return { tripped: [...tripped], avoided: [...new Set(near)].filter((trigger) => !tripped.has(trigger)) };
}
