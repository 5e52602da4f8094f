/* The small parts that panels are made of. */

const SVG = "http://www.w3.org/2000/svg";
const SIGNS = {
  error: "M5 1h6l4 4v6l-4 4H5l-4-4V5zM8 4v5M8 11v1.5",
  warning: "M8 1.5 15.5 15H.5zM8 6v4.5M8 12v1.5",
  note: "M8 1a7 7 0 1 0 0 14A7 7 0 1 0 8 1zM8 7v4.5M8 4v1.5",
  sound: "M2.5 8.5 6.5 12.5 13.5 4",
};

/* A severity by its shape; its word stands beside it. */
function sign(name) {
  const picture = document.createElementNS(SVG, "svg");
  const path = document.createElementNS(SVG, "path");
  picture.setAttribute("viewBox", "0 0 16 16");
  picture.setAttribute("class", `sign ${name}`);
  picture.setAttribute("aria-hidden", "true");
  path.setAttribute("d", SIGNS[name]);
  picture.append(path);
  return picture;
}

function button(className, deed, ...content) {
  const made = Object.assign(make("button", className, ...content), { type: "button" });
  made.addEventListener("click", deed);
  return made;
}

function link(className, path, ...content) {
  return Object.assign(make("a", className, ...content), { href: siteAddress(path) });
}

/* A sentence of a finding: what stands between backticks is set as code. */
function ticked(sentence) {
  return sentence.split("`").map((part, index) => (index % 2 ? make("code", "", part) : part));
}

function unseen(...content) {
  return make("span", "unseen", ...content);
}

function rated(rating) {
  return make("span", `rating ${rating ?? "none"}`, WORDS.ratings[rating ?? "none"]);
}

/* The words of a choice, quoted where they are spoken. */
function saidOf({ words, spoken }) {
  return make(spoken ? "q" : "span", "said", words);
}

function share(chance) {
  return chance === null || chance === undefined ? WORDS.unknownChance : `${(chance / 10).toFixed(1)} %`;
}

/* A chance as a figure, and as a bar for the eye. */
function odds(chance) {
  const told = make("span", "odds", make("span", "share", share(chance)));
  if (chance !== null && chance !== undefined) {
    const full = make("span", "full");
    full.style.inlineSize = `${chance / 10}%`;
    told.prepend(make("span", "track", full));
  }
  return told;
}

/* What a step changed, a chip for each variable. */
function changed(changes) {
  if (!changes?.length) return [];
  return [make("ul", "changes", ...changes.map((change) => make("li", "", ...changeOf(change))))];
}

function changeOf({ label, from, to, better }) {
  const quality = better === undefined ? "changed" : better ? "better" : "worse";
  return [make("span", quality, `${label} ${from} → ${to}`), unseen(`, ${WORDS[quality]}`)];
}

/* Puts the words of a button away for a moment, to say that it did something. */
function answerOn(pressed, words) {
  const before = [...pressed.childNodes];
  pressed.replaceChildren(words);
  setTimeout(() => pressed.replaceChildren(...before), 1500);
}
