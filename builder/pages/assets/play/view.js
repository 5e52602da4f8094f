/* What a learner sees of a rest: the finished page of its place, without what is only for readers without a script, and
   with what came of the last answer, buttons, how things stand, and the tools.

   `rests` are a play's rests up to the one that is shown, `newest` those up to where its attempt has come.
   `original(place)` gives the finished article of a scene or outcome, which is copied and never changed. */

const GAMEBOOK = ".ch-when, .ch-changes, .ch-alarm, .ch-rule, .ch-ways, .ch-on, ol.ch-choices:not(:has([data-choice]))";

/* A button; its `value` is a choice's position, or says what else the player is to do. */
function button(className, value, ...content) {
  return Object.assign(make("button", className, ...content), { type: "button", value });
}

function without(part, selector) {
  part.querySelectorAll(selector).forEach((each) => each.remove());
  return part;
}

/* A copy of a rest's page with only those lines that this play heard. */
function heard(rest, original) {
  const article = document.importNode(original(rest.place), true);
  return without(article, rest.withheld.map((line) => `[data-line="${line}"]`).join() || "[data-none]");
}

function dress(story, rests, newest, original, notice) {
  const rest = rests.at(-1);
  const article = heard(rest, original);
  const later = isClosed(story, rests, newest) ? newest[rests.length] : null;
  article.querySelector(".ch-choices:not([data-steady])")?.append(...inOrder(story, rest, article));
  for (const item of article.querySelectorAll("[data-choice]")) dressChoice(item, offered(story, rest), later);
  article.querySelector(".ch-outcome > .ch-rule")?.replaceWith(make("p", "ch-score", WORDS.score(rest.score)));
  without(article, GAMEBOOK).classList.add("ch-live");
  article.querySelector("h1").after(make("p", "ch-notice", notice ?? ""), ...exchange(rests, original));
  const end = article.querySelector(".ch-leave, .ch-next");
  end.querySelector(".ch-out")?.replaceChildren(WORDS.leave);
  end.before(...wayOnwards(story, rest, later), ...standing(story, rests), ...talk(rests));
  const place = rest.ended ? "after" : "before"; // what an outcome offers first is to play again
  if (canStepBack(story, rests)) end.firstElementChild[place](button("ch-tool", "back", WORDS.stepBack));
  return article;
}

/* A page's choices in the order that this play has drawn. */
function inOrder(story, rest, article) {
  const items = new Map([...article.querySelectorAll("[data-choice]")].map((item) => [+item.dataset.choice, item]));
  return shuffled(story, rest, [...items.keys()]).map((position) => items.get(position));
}

/* The words of a choice as its page has them, quoted where they are spoken. */
function wordsOf(choice) {
  return choice.querySelector(".ch-pick").firstElementChild;
}

/* A choice as a button, or as words that cannot be pressed: closed with the author's reason, or answered long ago. */
function dressChoice(item, open, later) {
  const position = Number(item.dataset.choice);
  const [words, lock] = [wordsOf(item), item.querySelector(".ch-lock")];
  if (!open.includes(position)) {
    lock ? item.replaceChildren(shut("", words, WORDS.closed, lock)) : item.remove();
  } else if (later?.code.at(-1) === position) {
    item.replaceChildren(shut("ch-taken", words, WORDS.chosen));
  } else {
    item.replaceChildren(later ? shut("", words) : button("ch-pick", position, words));
  }
}

function shut(how, words, ...why) {
  return make("div", `ch-pick ch-shut ${how}`, make("div", "", words, make("p", "ch-why", ...why)));
}

/* What the learner answered to come here, what came of it, and what the coach has to say to that. */
function exchange(rests, original) {
  const [before, rest] = rests.slice(-2);
  const position = rest?.code[before.code.length];
  const page = position === undefined ? null : original(before.place);
  if (!page) return [];
  const choice = without(page.querySelector(`[data-choice="${position}"]`).cloneNode(true), GAMEBOOK);
  const said = make("div", "ch-line ch-mine", make("p", "ch-who", WORDS.you), make("div", "ch-words", wordsOf(choice)));
  const section = make("section", "ch-exchange", said, ...(choice.querySelector(".ch-after")?.childNodes ?? []));
  section.setAttribute("aria-label", WORDS.exchange);
  const asked = section.querySelector("summary");
  if (asked) asked.textContent = WORDS.askCoach;
  return [section];
}

function wayOnwards(story, rest, later) {
  const way = later ? ["newest", WORDS.toNewest] : continues(story, rest) && ["on", WORDS.goOn];
  return way ? [make("p", "ch-ways", button("ch-on", ...way))] : [];
}

/* How a value is told: in the author's word for it, or as a number. */
function reading({ show, words, hi }, value) {
  const word = words?.findLast(([from]) => from <= value)?.[1];
  return show === "number" ? `${value}` : (word ?? (show === "meter" ? WORDS.of(value, hi) : `${value}`));
}

/* The variables that are shown, each with what its last change was, where that could be seen. */
function shownState(story, rests) {
  const { values } = rests.at(-1);
  const before = rests.at(-2)?.values ?? values;
  const shown = story.mode === "challenge" ? [] : story.state.filter((variable) => variable.show);
  return shown.map((variable) => {
    const index = story.state.indexOf(variable);
    const [now, was] = [values, before].map((each) => reading(variable, each[index]));
    const up = values[index] > before[index];
    const turn = up ? "up" : "down";
    const quality = !variable.good ? turn : up === (variable.good === "high") ? "better" : "worse";
    return { variable, value: values[index], now, was, changed: now !== was, turn, quality };
  });
}

/* One short sentence for each visible change. */
function changesTold(story, rests) {
  const changed = shownState(story, rests).filter((each) => each.changed);
  return changed.map(({ variable, now, quality }) => `${variable.label}: ${now}, ${WORDS[quality]}.`).join(" ");
}

function standing(story, rests) {
  const rows = rests.at(-1).ended ? [] : shownState(story, rests).map(standingRow);
  return rows.length ? [make("section", "ch-standing", make("h2", "", WORDS.standing), make("dl", "", ...rows))] : [];
}

function standingRow({ variable: { label, show, lo, hi }, value, now, was, changed, turn, quality }) {
  const bar = show === "meter" ? [Object.assign(make("meter", ""), { min: lo, max: hi, value, ariaLabel: label })] : [];
  const told = make("span", `ch-turn ch-${turn} ch-${quality}`, `${WORDS[quality]}, ${WORDS.was(was)}`);
  const parts = [...bar, make("span", "", now), ...(changed ? [told] : [])];
  return make("div", "", make("dt", "", label), make("dd", "", ...parts));
}

/* The fold for the conversation; what is in it is put there when it is opened. */
function talk(rests) {
  return rests.length > 1 ? [make("details", "ch-fold ch-talk", make("summary", "", WORDS.talk), make("ol", ""))] : [];
}

/* All that was said and done before this rest, scene by scene. */
function conversation(rests, original) {
  return rests.slice(0, -1).map((rest, index) => {
    const article = heard(rest, original);
    const lines = article.querySelectorAll(".ch-scene > :is(.ch-line, .ch-told)");
    const title = make("h3", "", article.querySelector("h1").textContent);
    const answer = exchange(rests.slice(index, index + 2), original).map((each) => without(each, ".ch-coach, .ch-ask"));
    return make("li", "", title, ...lines, ...answer);
  });
}
