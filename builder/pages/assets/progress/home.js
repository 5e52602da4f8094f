/* The home page: what was played of each story, what to go on with, what to try next, and which skills were met. */

function tellHome(page) {
  const cards = [...page.querySelectorAll(".ch-card")];
  const told = cards.map(({ dataset: { story } }) => [story, recall({ id: story })]);
  const records = new Map(told.filter(([, record]) => record));
  cards.forEach((card) => tellCard(page, card, records.get(card.dataset.story)));
  const parts = [goOn(cards, records), comesNext(cards, records), skillsMet(page, records)].flat();
  if (parts.length) document.querySelector("h1").after(soFar(cards, records, parts)); // first for who comes back
  tellData(page.querySelector("#your-data"), records);
}

function titleLink(card) {
  return card.querySelector("a");
}

function tellCard(page, card, record) {
  if (!record) return;
  const told = make("div", `${MADE} ch-played`);
  if (record.first) {
    const outcome = ending(page, best(record));
    outcome.firstChild.prepend(make("span", "ch-unseen", WORDS.best), " ");
    told.append(outcome, make("p", "ch-meta", counts(record, Number(card.dataset.outcomes))));
  }
  if (record.now.length) told.append(resumeLink("ch-way-on", card, WORDS.resume));
  if (told.hasChildNodes()) card.append(told);
}

function resumeLink(className, card, words) {
  return link(className, `${titleLink(card).href}#resume`, words);
}

function goOn(cards, records) {
  return cards.flatMap((card) => {
    const choices = records.get(card.dataset.story)?.now.length;
    if (!choices) return [];
    const words = WORDS.resumeStory(titleLink(card).textContent);
    return [make("p", "", resumeLink("ch-on", card, words), " ", make("span", "ch-meta", WORDS.made(choices)))];
  });
}

/* The first story not begun yet for which all that is best played first was played: advice, as no story is locked. */
function comesNext(cards, records) {
  const isPlayed = (story) => records.get(story)?.plays > 0;
  const isReady = (card) => (card.closest("[data-after]")?.dataset.after.match(/\S+/g) ?? []).every(isPlayed);
  const isNew = ({ dataset: { story } }) => !isPlayed(story) && !records.get(story)?.now.length;
  const next = records.size && cards.find((card) => isNew(card) && isReady(card));
  if (!next) return [];
  const { href, textContent } = titleLink(next);
  return [make("p", "", `${WORDS.next} `, link("ch-way-on", href, textContent))];
}

/* Only skills that the page names are told, and it names those that its stories are for. */
function skillsMet(page, records) {
  const named = [...page.querySelectorAll("[data-skill]")].map((each) => [each.dataset.skill, each.textContent]);
  const counted = [...records.values()].map(({ skills }) => new Map(Object.entries(skills)));
  const met = [...new Map(named)].flatMap(([skill, title]) => {
    const tallies = counted.flatMap((skills) => (skills.has(skill) ? [skills.get(skill)] : []));
    const [shown, missed] = [0, 1].map((which) => tallies.reduce((sum, tally) => sum + tally[which], 0));
    return tallies.length ? [make("li", "", `${title}: ${WORDS.tally(shown, missed)}`)] : [];
  });
  if (!met.length) return [];
  const list = make("ul", "ch-skills", ...met);
  list.setAttribute("role", "list");
  return [make("h3", "", WORDS.skills), list];
}

function soFar(cards, records, parts) {
  const played = [...records.values()].filter(({ plays }) => plays).length;
  const heading = Object.assign(make("h2", "", WORDS.soFar), { id: "so-far" });
  const count = make("p", "ch-meta", WORDS.stories(played, cards.length));
  const section = make("section", "ch-so-far", heading, count, ...parts);
  section.setAttribute("aria-labelledby", "so-far");
  return make("div", `${MADE} ch-page`, section); // above the author's own words, which are outside of our page
}

/* What is kept, and the button that erases it: once there, it stays, to say what it did. */
function tellData(section, records) {
  if (section.hidden) section.hidden = !records.size && !trouble;
  const told = section.querySelector(".ch-trouble");
  told.textContent = trouble ? kept() : "";
  if (!section.querySelector(".ch-erase")) section.append(eraser(tell));
}
