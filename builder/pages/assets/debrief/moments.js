/* The moments that mattered: the decisions by which most of the chance of a good end was won or lost. */

function moments(play, decisions) {
  const helped = largestChanges(play, decisions, 1).slice(0, 1);
  const turns = turningPoints(play, decisions);
  const toSay = wordsToFind(play, decisions, turns);
  const inOrder = turns.toSorted((one, other) => one.decision.number - other.decision.number);
  const cards = [
    ...helped.map((change) => card(play, change, WORDS.helped, toSay)),
    ...inOrder.map((turn) => card(play, turn, WORDS.turn, toSay)),
  ];
  if (toSay && !turns.some(({ decision }) => decision === toSay)) cards.push(card(play, { decision: toSay }, WORDS.again, toSay));
  const hints = [turns.length && WORDS.momentsHint, cards.length && WORDS.goBackHint].filter(Boolean);
  return section(WORDS.moments, ...cards, hints.length && make("p", "ch-hint", hints.join(" ")));
}

/* The decision to find new words for, before somebody else's are read: the dearest that has some to compare with. */
function wordsToFind(play, decisions, turns) {
  const dearest = turns.map(({ decision }) => decision);
  return [...dearest, ...decisions].find((decision) => lessonOf(play, decision).b);
}

function card(play, { decision, before, after }, kind, toSay) {
  const odds = before === undefined ? [] : [make("p", "", WORDS.odds(wordsOfChance(before), wordsOfChance(after)))];
  const title = make("h3", "", make("span", "ch-tag", kind), " ", stepName(play, decision));
  const stronger = decision === toSay ? sayItYourself(play, decision) : strongerWording(play, decision);
  return make("div", "ch-card", title, yourWords(play, decision), ...odds, ...stronger, goingBack(play, decision));
}

function strongerWording(play, decision) {
  const { b: better } = lessonOf(play, decision);
  return better ? [fold(WORDS.stronger, WORDS.inStep(decision.number), authored("p", "ch-stronger", better))] : [];
}

function sayItYourself(play, decision) {
  const box = ownWords(play, `say:${decision.before.place}`, WORDS.sayIt, 2, WORDS.sayItIn(stepName(play, decision)));
  return [box, fold(WORDS.compare, "", authored("p", "ch-stronger", lessonOf(play, decision).b))];
}

function stepName({ lessons }, { number, before }) {
  return WORDS.step(number, lessons.titles[before.place]);
}

function yourWords(play, decision) {
  return make("p", "ch-said", make("strong", "", WORDS.said), " ", authored("span", "", saidAt(play, decision)));
}

/* A link to the moment before a decision, its state restored: a new attempt, however strict the story is in play. */
function goingBack({ addressOf, goTo }, { number, until }) {
  const link = make("a", "ch-back", WORDS.goBack, " ", make("span", "ch-unseen", WORDS.inStep(number)));
  link.href = addressOf(until);
  link.addEventListener("click", (event) => {
    if (event.ctrlKey || event.metaKey || event.shiftKey) return; // into another window, as any link
    event.preventDefault();
    goTo(until);
  });
  return make("p", "ch-go", link);
}
