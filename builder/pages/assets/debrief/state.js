/* How things stood: the numbers with a name for people, those too that were hidden while the story was played. */

function wordFor({ words }, value) {
  return words?.findLast(([from]) => from <= value)?.[1];
}

/* A value with its word: "warming (6)". */
function valueTold(variable, value) {
  const word = wordFor(variable, value);
  return word === undefined ? `${value}` : `${word} (${value})`;
}

function qualityOf({ good }, from, to) {
  const up = to > from;
  if (!good) return up ? "up" : "down";
  return up === (good === "high") ? "better" : "worse";
}

/* What a decision did to how things stood, one line for each number that changed; told by shape and words, and only last by colour. */
function changesOf({ lessons }, { before, then }) {
  const changed = lessons.state.filter(({ i }) => before.values[i] !== then.values[i]);
  return changed.map((variable) => {
    const [from, to] = [before, then].map(({ values }) => values[variable.i]);
    const quality = qualityOf(variable, from, to);
    const word = wordFor(variable, to);
    const told = word
      ? WORDS.changeInWords(variable.label, word, from, to, WORDS[quality])
      : WORDS.change(variable.label, from, to, WORDS[quality]);
    return make("span", `ch-turn ch-${to > from ? "up" : "down"} ch-${quality}`, told);
  });
}
