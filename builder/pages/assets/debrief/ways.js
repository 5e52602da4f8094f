/* Where the story can go: endings found, the map, and one strong way through for whoever asks. */

const SEVERAL = 2;

function ways(play) {
  const { story, lessons, rests, record } = play;
  const found = new Set([...(record?.found ?? []), rests.at(-1).place].filter((place) => Object.hasOwn(story.ends, place)));
  const names = [...found].map((place) => lessons.titles[place]);
  const count = lessons.outcomes === 1 ? WORDS.onlyEnding : WORDS.endings(found.size, lessons.outcomes, names);
  return section(
    WORDS.ways,
    make("p", "", count),
    storyMap(play),
    ...strongWay(play),
  );
}

function strongWay(play) {
  const { story, lessons, rests, record, replay, encode } = play;
  if (!lessons.best) return [];
  if (encode(rests.at(-1).code) === lessons.best) return [make("p", "", WORDS.strongSame)];
  const best = { ...play, rests: replay(story, lessons.best).rests };
  const steps = decisionsOf(best.rests).map((decision) => strongStep(best, decision));
  const offer = (record?.plays ?? 0) >= SEVERAL ? WORDS.strongAfter : WORDS.strongFirst;
  const strong = fold(WORDS.strong, "", list("ol", "ch-steps", steps));
  strong.classList.add("ch-spoiler");
  return [make("p", "ch-hint", offer), strong];
}

function strongStep(best, decision) {
  const { f: why } = lessonOf(best, decision);
  const said = yourWords(best, decision);
  return make("li", "ch-step", make("h3", "", stepName(best, decision)), said, ...(why ? [authored("div", "", why)] : []));
}
