/* The play step by step: what was said, what it did, and what there is to learn from it. */

function timeline(play, decisions) {
  const [, ...learned] = factsByStep(play, play.rests, decisions);
  const steps = decisions.map((decision, index) => step(play, decision, learned[index]));
  return steps.length ? section(WORDS.steps, list("ol", "ch-steps", steps), play.article.querySelector(".ch-talk")) : null;
}

function step(play, decision, learned) {
  const changes = changesOf(play, decision);
  const lessons = lessonsOf(play, decision, learned);
  return make(
    "li",
    "ch-step",
    make("h3", "", stepName(play, decision)),
    yourWords(play, decision),
    ...(changes.length ? [list("ul", "ch-changed", changes)] : []),
    lessons.length ? fold(WORDS.lessons, WORDS.inStep(decision.number), lessons, goingBack(play, decision)) : goingBack(play, decision),
  );
}

function lessonsOf(play, decision, learned) {
  const { skills, facts, triggers } = play.lessons;
  const { f: coach, b: better, s: shown, m: missed, u: used, t: tripped } = lessonOf(play, decision);
  const titles = (ids) => ids.map((id) => skills[id]).join(", ");
  return [
    coach && make("div", "ch-coach", make("p", "ch-who", WORDS.coach), authored("div", "", coach)),
    better && named(`${WORDS.stronger}:`, authored("span", "ch-stronger", better)),
    shown && named(WORDS.shown, titles(shown)),
    missed && named(WORDS.missed, titles(missed)),
    ...(tripped ?? []).map((id) => soreSpot(triggers[id])),
    ...learned.map((id) => named(WORDS.learned, authored("span", "", facts[id]))),
    ...(used ?? []).map((id) => named(WORDS.used, authored("span", "", facts[id]))),
  ].filter(Boolean);
}

/* Why something provoked the customer, and how that could have been seen coming. */
function soreSpot({ why, hint }) {
  const sign = hint ? [" ", make("em", "", WORDS.hint), " ", authored("span", "", hint)] : [];
  return named(WORDS.tripped, authored("span", "", why ?? ""), ...sign);
}
