/* What the whole play came to in skills, facts and triggers: counts, and never a mark. */

function skillTally(play, decisions) {
  const { skills } = play.lessons;
  const counts = skillCounts(play, decisions);
  const rows = [...counts].map(([skill, [shown, missed]]) =>
    make("div", "", make("dt", "", skills[skill]), make("dd", "", dots(shown, missed), WORDS.chances(shown, shown + missed))),
  );
  const unmet = Object.keys(skills).filter((skill) => !counts.has(skill));
  return section(
    WORDS.skills,
    rows.length && make("dl", "ch-counts", ...rows),
    unmet.length && make("p", "ch-hint", WORDS.unmet, " ", unmet.map((skill) => skills[skill]).join(", ")),
  );
}

/* One mark for each chance, full where it was taken. */
function dots(shown, missed) {
  const marks = [...Array(shown).fill("ch-dot ch-full"), ...Array(missed).fill("ch-dot")];
  const row = make("span", "ch-dots", ...marks.map((className) => make("span", className)));
  row.setAttribute("aria-hidden", "true");
  return row;
}

function factTally(play, decisions) {
  const { facts } = play.lessons;
  const found = factsByStep(play, play.rests, decisions).flat();
  const all = Object.keys(facts).length;
  if (!all) return null;
  const told = found.map((fact) => authored("li", "", facts[fact]));
  return section(WORDS.facts, make("p", "", all === 1 ? WORDS.onlyFact(found.length) : WORDS.factCount(found.length, all)), told.length && make("ul", "", ...told));
}

function triggerTally(play, decisions) {
  const { triggers } = play.lessons;
  const { tripped, avoided } = triggersOf(play, decisions);
  const told = (kind, ids) =>
    ids.map((id) => make("div", "", make("dt", "", kind, " ", ...phrasesOf(triggers[id])), ...reasons(triggers[id])));
  const rows = [...told(WORDS.touched, tripped), ...told(WORDS.avoided, avoided)];
  return section(WORDS.triggers, rows.length && make("dl", "ch-triggers", ...rows));
}

function phrasesOf({ phrases = [] }) {
  return phrases.flatMap((phrase, index) => [index ? ", " : "", authored("q", "", phrase)]);
}

function reasons({ why, hint }) {
  return [
    ...(why ? [authored("dd", "", why)] : []),
    ...(hint ? [make("dd", "", make("em", "", WORDS.hint), " ", authored("span", "", hint))] : []),
  ];
}
