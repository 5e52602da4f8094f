/* The learner's record of one play, as a file; `docs/record.md` says what is in it. */

function recordOf(play, decisions) {
  const { story, lessons, rests, encode, article } = play;
  const { place, score, code } = rests.at(-1);
  const counts = [...skillCounts(play, decisions)];
  return {
    format: 1,
    story: story.id,
    revision: story.revision,
    play: encode(code),
    outcome: { id: place, title: lessons.titles[place], result: story.ends[place].r, score },
    decisions: decisions.map((decision) => decided(play, decision)),
    skills: counts.map(([id, [shown, missed]]) => ({ id, title: lessons.skills[id], shown, missed })),
    facts: factsByStep(play, rests, decisions).flat().map((fact) => plain(lessons.facts[fact])),
    triggers: triggersOf(play, decisions).tripped,
    words: Object.fromEntries(writtenIn(article)),
  };
}

function decided(play, decision) {
  const { story, lessons } = play;
  const { place } = decision.before;
  const [, id] = story.marks?.[place][decision.position] ?? [];
  return {
    scene: place,
    title: lessons.titles[place],
    choice: id ?? decision.position + 1,
    said: plain(saidAt(play, decision)),
    state: Object.fromEntries(lessons.state.map(({ i, label }) => [label, decision.then.values[i]])),
  };
}

function writtenIn(article) {
  const boxes = [...article.querySelectorAll(".ch-own")].filter(({ value }) => value.trim());
  return boxes.map((box) => [box.name || box.labels[0].textContent.trim(), box.value]);
}

function download(play, decisions) {
  const file = new Blob([`${JSON.stringify(recordOf(play, decisions), null, 2)}\n`], { type: "application/json" });
  const link = Object.assign(make("a", ""), { href: URL.createObjectURL(file), download: `coolhead-${play.story.id}.json` });
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href), 60_000); // some browsers read it only when the learner has agreed
}

function button(words, press) {
  const made = Object.assign(make("button", "ch-do", words), { type: "button" });
  made.addEventListener("click", press);
  return made;
}

function ownRecord(play, decisions) {
  const buttons = [button(WORDS.download, () => download(play, decisions)), button(WORDS.print, () => print())];
  const made = section(WORDS.record, make("p", "ch-does", ...buttons), make("p", "ch-hint", WORDS.recordHint));
  made.classList.add("ch-record");
  return made;
}
