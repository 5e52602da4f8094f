/* What learners write for themselves. The memory keeps it in this browser where it can; otherwise it stays as long as
   the page is open. */

const LONGEST_WORDS = 4000;
const visit = new Map();

addEventListener("coolhead-erased", () => {
  visit.clear();
  document.querySelectorAll(".ch-own").forEach((box) => (box.value = ""));
});

/* A box for one's own words with its label, which may be HTML already on the page; `question` is what the record calls
   it where the label does not say it all. */
function ownWords({ story, record, memory }, key, label, rows, question = "") {
  const box = Object.assign(make("textarea", "ch-own"), { id: newId(), rows, name: question });
  const kept = visit.get(key) ?? record?.words?.[key];
  box.maxLength = LONGEST_WORDS;
  box.value = typeof kept === "string" ? kept : "";
  box.addEventListener("input", () => {
    visit.set(key, box.value);
    memory?.noteWords(story, key, box.value);
  });
  const name = make("label", "", ...[label].flat());
  name.htmlFor = box.id;
  return make("div", "ch-write", name, box);
}

function feeling(play) {
  const box = ownWords(play, "feel", WORDS.feelHint, 1, WORDS.feel);
  return section(WORDS.feel, box, make("p", "ch-hint", WORDS.keptHere));
}

/* The author's questions get a box each, where they stand; their list moves to the end, with one more question of ours. */
function reflections(play) {
  const { article, rests } = play;
  const list = article.querySelector(".ch-reflect");
  const questions = [...(list?.children ?? [])];
  list?.previousElementSibling.remove();
  list?.remove();
  const boxes = questions.map((question) => {
    const key = `reflect:${rests.at(-1).place}:${question.textContent}`; // words to one question never stand under another
    return ownWords(play, key, [...question.childNodes], 2);
  });
  return section(WORDS.reflect, ...boxes, ownWords(play, "try", WORDS.tryNext, 2));
}
