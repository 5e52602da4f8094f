/* The player: shows the rest that the address names, and goes from one to the next without loading a page.

   The address is all it needs: the page names the scene, `#play=` the choices that led there. Whatever brings a learner
   to an address, a link, Back, a reload or a bookmark, the play is replayed from its beginning. Where a browser keeps
   addresses to one file, as it does for pages opened from a disk, `&at=` names the scene instead. */

const main = document.querySelector("main");
const status = document.getElementById("status");
const ownPage = main.querySelector("article");
const ownPlace = ownPage.dataset.scene ?? ownPage.dataset.outcome;
const LONGEST_WAIT = 500; // milliseconds that a busy machine may put off what has time
const scripts = document.currentScript.src;

/* The finished article of a place, or its HTML as the site's builder rendered it. */
const pages = new Map([[ownPlace, ownPage.cloneNode(true)]]);
const loading = new Map();

let story;
let memory; // what remembers plays, once it is loaded
let lessons; // what the story teaches, and
let debrief; // what tells of it, both loaded when an outcome is near
let shown = []; // the rests of the play, up to the one on the page
let newest = []; // those of its attempt, which Back may have left behind
let wanted = shown; // what was asked for last, while its words are on their way
let ahead = new Map(); // the dressed pages that one more step may lead to, by address
let here = "";

function idle(deed) {
  (self.requestIdleCallback ?? setTimeout)(deed, { timeout: LONGEST_WAIT });
}

// -- what comes in files of its own --

/* Data of another revision are from after the site was built anew: without them the next step loads a page as it now is. */
function receive([kind, data, revision]) {
  if (revision && revision !== story.revision) return;
  if (kind === "story") story = data;
  if (kind === "memory") memory = data;
  if (kind === "marks") story.marks = data;
  if (kind === "lessons") lessons = data;
  if (kind === "debrief") debrief = data;
  if (kind === "words") for (const [place, html] of Object.entries(data)) pages.set(place, html);
}

function load(file) {
  if (!loading.has(file)) {
    const loaded = new Promise((onload, onerror) => {
      const [tag, named] = file.endsWith(".css") ? ["link", "href"] : ["script", "src"];
      const made = Object.assign(document.createElement(tag), { [named]: file, rel: "stylesheet", onload, onerror });
      document.querySelector("[rel=stylesheet]").after(made); // before the styles that an author added
    });
    loading.set(file, loaded);
    loaded.catch(() => loading.delete(file)); // so that the next step tries again
  }
  return loading.get(file);
}

/* A file that lies beside this script. */
function loadShared(file) {
  return load(new URL(file, scripts).href);
}

/* What the first moment of a play does not need of our styles. */
function loadStyles() {
  return loadShared("play.css").catch(() => {});
}

/* A file of this story as it is at this revision, and not as a browser may have kept it from an earlier visit. */
function loadOwn(file) {
  return load(`${file}?${story.revision}`);
}

function loadWords(rests) {
  const chunks = rests.filter(({ place }) => !pages.has(place)).map(({ place }) => entryOf(place).w ?? 0);
  return Promise.all(chunks.map((chunk) => loadOwn(`words-${chunk}.js`)));
}

/* Lets the memory do its part as soon as it is there; playing does not need it. */
async function remember(deed, ...given) {
  const both = [loadShared("memory.js"), loadOwn("marks.js")];
  const isThere = await Promise.all(both).then(() => true, () => false);
  return isThere && story.marks ? memory[deed](story, ...given) : undefined;
}

function original(place) {
  const page = pages.get(place);
  if (typeof page === "string") {
    const template = document.createElement("template");
    template.innerHTML = page; // the builder's own HTML, in which every word of an author is escaped
    pages.set(place, template.content.querySelector("article"));
  }
  return pages.get(place);
}

// -- addresses --

function entryOf(place) {
  return isEnd(story, place) ? story.ends[place] : story.scenes[place];
}

function fileOf(place) {
  return entryOf(place).f ?? `${place}.html`;
}

/* The place whose page this is; some servers leave out the end of its name. */
function placeHere() {
  const name = location.pathname.split("/").at(-1).replace(/\.html$/, "");
  const places = [...Object.keys(story.scenes), ...Object.keys(story.ends)];
  return places.find((place) => fileOf(place) === `${name}.html`) ?? ownPlace;
}

/* Two letters of the fingerprint of each choice: an address says what was chosen, wherever that stands today. */
function printsOf(rests) {
  const position = (index) => rests[index + 1]?.code[rests[index].code.length] ?? -1;
  return rests.map(({ place }, index) => story.scenes[place]?.o?.[position(index)]?.[1]).join("");
}

function playOf(rests) {
  return `#play=${encode(rests.at(-1).code)}&by=${printsOf(rests)}`;
}

function addressOf(rests) {
  return fileOf(rests.at(-1).place) + playOf(rests);
}

function writeAddress(how, rests) {
  try {
    history[how](null, "", addressOf(rests));
  } catch {
    history[how](null, "", `${playOf(rests)}&at=${rests.at(-1).place}`);
  }
}

/* Shows what the address names. Without a play in it, that is the beginning, or one way to get to the page's scene. */
async function follow() {
  const address = location.href;
  if (address === here) return;
  let named = Object.fromEntries(new URLSearchParams(location.hash.slice(1)));
  if ("resume" in named) named = { play: NO_CHOICES, ...(await remember("resume")) };
  const place = named.at ?? placeHere();
  const isStart = begin(story)?.place === place;
  const code = named.play ?? (isStart ? NO_CHOICES : main.dataset.play);
  let { rests, problem } = code || named.play === "" ? replay(story, code) : { rests: [] };
  if (named.by && named.by !== printsOf(rests)) {
    const { play, lost } = (await remember("reread", code, named.by)) ?? { play: NO_CHOICES, lost: true };
    ({ rests, problem } = replay(story, play));
    named.lost = lost;
  }
  problem ||= named.lost;
  if (address !== location.href) return;
  if (!rests.length) return showGamebook();
  rests.push(...(settle(story, rests.at(-1), (rest) => rest.place === place) ?? []));
  const isElsewhere = rests.at(-1).place !== place;
  const isStale = problem || (isElsewhere && (named.at || named.by));
  const notice = isStale ? WORDS.stale : named.play || isStart ? "" : WORDS.oneWay;
  show(rests, problem || isElsewhere || "lost" in named ? "replaceState" : "", notice);
}

// -- the page --

/* Leaves the page as it is for readers without a script. */
function showGamebook() {
  main.querySelector("article").replaceWith(pages.get(ownPlace).cloneNode(true));
  document.documentElement.classList.add("ch-plain");
  loadStyles();
  here = location.href;
}

async function show(rests, how, notice) {
  const { place } = (wanted = rests).at(-1);
  await Promise.all([rests.length > 1 && loadStyles(), loadWords(rests.slice(-2)).catch(() => {})]);
  if (wanted !== rests) return;
  if (original(place)) put(rests, how, notice);
  else if (!shown.length) showGamebook();
  else if (how) location.assign(addressOf(rests));
  else location.reload();
}

function put(rests, how, notice) {
  const rest = rests.at(-1);
  const forward = how && rests.length > shown.length;
  const article = ahead.get(addressOf(rests)) ?? dress(story, rests, newest, original, notice);
  main.querySelector("article").replaceWith(article);
  if (how) writeAddress(how, rests);
  here = location.href;
  const names = ["main h1", ".ch-story", ".ch-home"].map((part) => document.querySelector(part).textContent);
  document.title = names.join(" · ");
  if (shown.length) {
    scrollTo(0, 0);
    main.querySelector("h1").focus({ preventScroll: true });
  }
  status.textContent = forward ? changesTold(story, rests) : "";
  if (!isEarlier(rests, newest)) newest = rests;
  shown = rests;
  requestAnimationFrame(() => idle(() => prepare(rests)));
}

/* Dresses the pages that the next step may lead to, while the learner reads. */
async function prepare(rests) {
  const rest = rests.at(-1);
  const steps = nextSteps(rest).filter(Boolean);
  ahead = new Map();
  if ([rest, ...steps].some(({ ended }) => ended)) lookBack(rests);
  await loadWords(steps).catch(() => {});
  for (const next of steps.filter(({ place }) => original(place))) {
    const coming = [...rests, next];
    idle(() => shown === rests && ahead.set(addressOf(coming), dress(story, coming, newest, original)));
  }
}

/* Has the debrief at hand for an outcome, and lets it go on from there when that is on the page. */
async function lookBack(rests) {
  await Promise.all([loadOwn("lessons.js"), loadShared("debrief.js")]).catch(() => {});
  if (!lessons || !rests.at(-1).ended) return;
  await remember("finish", rests, lessons);
  const article = main.querySelector("article");
  if (shown === rests) debrief?.({ story, lessons, memory, rests, article, replay, offered, encode, addressOf, goTo });
}

/* A new attempt from an earlier moment of a play. */
function goTo(rests) {
  newest = [];
  show(rests, "pushState");
}

function nextSteps(rest) {
  if (rest.ended) return [];
  return continues(story, rest) ? [goOn(story, rest)] : offered(story, rest).map((each) => choose(story, rest, each));
}

// -- what the learner does --

/* The play after a button was pressed: named, or a choice by its position. */
function playAfter(deed) {
  const rest = shown.at(-1);
  switch (deed) {
    case "back":
      return shown.slice(0, -1);
    case "newest":
      return newest;
    case "again":
      newest = [];
      return [begin(story)];
    case "on":
      return [...shown, goOn(story, rest)];
    default:
      return [...shown, choose(story, rest, Number(deed))];
  }
}

function press(event) {
  const pressed = event.target.closest("button[value], .ch-again");
  const elsewhere = event.ctrlKey || event.metaKey || event.shiftKey; // a link may be opened in another window
  if (!pressed || elsewhere || !shown.length) return;
  event.preventDefault();
  if (event.detail > 1) return; // the second half of a double click would answer the next scene unread
  const rests = playAfter(pressed.value ?? "again");
  if (!rests.at(-1)) return;
  show(rests, "pushState");
  requestAnimationFrame(() => setTimeout(() => remember("note", rests))); // once the page is painted
}

/* Fills the fold with the conversation when it is opened. */
async function tellTalk({ target }) {
  const list = target.matches(".ch-talk:not(:has(li))") && target.querySelector("ol");
  if (!list) return;
  await loadWords(shown).catch(() => {});
  const known = shown.filter(({ place }) => original(place));
  list.append(...conversation(known, original));
}

/* The number keys choose once their switch is there, and on: it comes late, and may have been turned off. */
function pressKey(event) {
  const meant = !event.ctrlKey && !event.metaKey && !event.altKey && !event.repeat;
  const isOn = main.querySelector(".ch-keys :checked") && !event.target.closest("input, textarea, select");
  if (meant && isOn) main.querySelectorAll("button.ch-pick")[event.key - 1]?.click();
}

function start() {
  const brought = self.coolhead ?? [];
  self.coolhead = { push: receive };
  brought.forEach(receive);
  if (!story) return showGamebook();
  main.addEventListener("click", press);
  main.addEventListener("toggle", tellTalk, true);
  document.querySelector(".ch-skip").addEventListener("click", (event) => {
    event.preventDefault(); // its address would lose the play
    main.querySelector("h1").focus();
  });
  addEventListener("keydown", pressKey);
  addEventListener("popstate", follow);
  addEventListener("hashchange", follow);
  follow();
  idle(() => loadStyles().then(() => remember("foot", main)));
}

start();
