/* The bar itself: its strip, the panel above it, what it follows, and how it is reached by keyboard.

   It lives in a shadow of its own, so that no style of the page touches it, nor any of its own the page. */

const PANELS = { findings: findingsPanel, jump: jumpPanel, situation: situationPanel, options: optionsPanel, map: mapPanel };

let told; // what the server told of the page last
let asked = 0;
let came; // what had the focus on the page before F2
const dressed = []; // promises of the bar's own looks

const shell = build();

function build() {
  const summary = make("p", "summary");
  const buttons = Object.keys(PANELS).map((name) => {
    const made = button("tab", () => toggle(name), WORDS.panels[name]);
    made.dataset.key = made.dataset.panel = name;
    made.setAttribute("aria-expanded", "false");
    made.setAttribute("aria-controls", "panel");
    return made;
  });
  const hiding = button("quiet", () => hide(true), "–");
  hiding.ariaLabel = hiding.title = WORDS.hide;
  const strip = make("div", "strip", summary, make("div", "tabs", ...buttons, hiding));
  const title = Object.assign(make("h2", ""), { id: "title", tabIndex: -1 });
  const closing = button("quiet", () => toggle(opened()), "×");
  closing.ariaLabel = closing.title = WORDS.close;
  const body = Object.assign(make("div", "body"), { tabIndex: 0 });
  body.setAttribute("role", "group");
  body.setAttribute("aria-labelledby", "title");
  const panel = Object.assign(make("section", "panel", make("header", "", title, closing), body), { id: "panel", hidden: true });
  panel.setAttribute("aria-labelledby", "title");
  const showing = button("show", () => hide(false), WORDS.unhide);
  const aside = make("aside", "bar", panel, strip, showing);
  aside.ariaLabel = WORDS.bar;
  aside.setAttribute("aria-keyshortcuts", "F2");
  const status = make("p", "unseen");
  status.setAttribute("role", "status");
  aside.append(status);
  const host = attach(make("div", "coolhead-author"), aside);
  const alert = make("div", "trouble");
  alert.setAttribute("role", "alert");
  const top = attach(make("div", "coolhead-trouble"), alert);
  return { host, top, aside, strip, summary, buttons, panel, title, body, showing, status, alert };
}

function attach(host, content) {
  const shadow = host.attachShadow({ mode: "open" });
  const sheets = ["_author/bar.css", "assets/coolhead/map.css"].map((path) =>
    Object.assign(document.createElement("link"), { rel: "stylesheet", href: siteAddress(path) }),
  );
  shadow.append(...sheets, content);
  host.classList.toggle("coolhead-framed", Boolean(document.querySelector(".md-container"))); // whose root text is larger
  host.style.visibility = "hidden";
  dressed.push(...sheets.map((sheet) => new Promise((done) => (sheet.onload = sheet.onerror = done))));
  return host;
}

// -- panels --

function opened() {
  return shell.panel.hidden ? "" : shell.panel.dataset.panel;
}

function toggle(name) {
  const open = opened() === name ? "" : name;
  keep({ open, scroll: 0 });
  showPanel(open);
  if (open) shell.title.focus();
  else buttonOf(name).focus();
}

function buttonOf(name) {
  return shell.buttons.find(({ dataset }) => dataset.panel === name) ?? shell.buttons[0];
}

function showPanel(name) {
  const { panel, title, body, buttons } = shell;
  panel.hidden = !name;
  panel.dataset.panel = name;
  for (const each of buttons) each.setAttribute("aria-expanded", `${each.dataset.panel === name}`);
  if (!name || !told) return measure();
  title.textContent = WORDS.panels[name];
  const [focus, open] = [focused()?.dataset.key, openFolds()];
  body.replaceChildren(...PANELS[name](told));
  for (const fold of body.querySelectorAll("details")) fold.open = open.includes(fold.dataset.key);
  if (focus) [...body.querySelectorAll("[data-key]")].find(({ dataset }) => dataset.key === focus)?.focus();
  restoreScroll();
  measure();
}

function openFolds() {
  return [...shell.body.querySelectorAll("details[open]")].map(({ dataset }) => dataset.key);
}

function focused() {
  return shell.host.shadowRoot.activeElement;
}

function restoreScroll() {
  shell.body.scrollTop = recall().scroll ?? 0;
}

/* Makes room beside and below the page, so that the bar covers nothing that can be scrolled to. */
function measure() {
  const { aside, panel, strip, host } = shell;
  if (host.style.visibility) return; // it has no looks yet
  const isBeside = !panel.hidden && getComputedStyle(panel).position === "fixed";
  host.style.setProperty("--strip", `${strip.offsetHeight}px`);
  const room = { bar: aside.offsetHeight, side: isBeside ? panel.offsetWidth : 0 };
  makeRoom(room);
  keep({ room });
}

function makeRoom({ bar, side }) {
  const page = document.documentElement.style;
  page.setProperty("--coolhead-bar", `${bar}px`);
  page.setProperty("--coolhead-side", `${side}px`);
}

/* Shows the bar once it has its looks and something to say; until then the page stands as it stood before. */
async function appear() {
  await Promise.all(dressed);
  for (const host of [shell.top, shell.host]) host.style.visibility = "";
  measure();
}

function hide(away) {
  keep({ hidden: away, open: "" });
  shell.aside.classList.toggle("away", away);
  showPanel("");
  (away ? shell.showing : shell.buttons[0]).focus();
}

// -- the strip --

function countsOf(counts) {
  const parts = Object.entries(counts).filter(([, number]) => number);
  return parts.map(([severity, number]) => [severity, WORDS.counted[severity](number)]);
}

function wordsOf(counts) {
  return countsOf(counts).map(([, words]) => words).join(", ") || WORDS.nothing;
}

function showStrip() {
  const { here, elsewhere } = told.findings;
  const found = countsOf(here).map(([severity, words]) => make("span", `counts ${severity}`, sign(severity), words));
  if (!found.length) found.push(make("span", "counts sound", sign("sound"), WORDS.nothing));
  if (told.trouble?.kept) found.push(make("span", "warning", WORDS.old));
  const others = Object.values(elsewhere).some(Boolean) ? [make("span", "aside", WORDS.elsewhere(wordsOf(elsewhere)))] : [];
  const place = told.place ? [make("code", "", told.place)] : [];
  const numbers = told.state?.variables.filter(({ low }) => low !== undefined).slice(0, 3) ?? [];
  const state = numbers.length ? [make("span", "", numbers.map(({ label, value }) => `${label} ${value}`).join(", "))] : [];
  shell.summary.replaceChildren(...found, ...others, ...place, ...state, make("span", "aside", WORDS.keys));
  const all = Object.values(here).concat(Object.values(elsewhere)).reduce((sum, number) => sum + number, 0);
  const worst = ["error", "warning", "note"].find((severity) => here[severity] || elsewhere[severity]);
  const badge = all ? [" ", make("span", `badge ${worst}`, all)] : [];
  buttonOf("findings").replaceChildren(WORDS.panels.findings, ...badge);
}

function say(words) {
  shell.status.textContent = "";
  setTimeout(() => (shell.status.textContent = words), 50); // the same words twice are news, too
}

// -- what the bar follows --

async function refresh() {
  const mine = ++asked;
  const answer = await ask("bar.json", address());
  if (mine !== asked || !answer) return;
  told = answer;
  showTrouble();
  showStrip();
  showPanel(opened());
  markChoices();
  tellNews();
}

function showTrouble() {
  const parts = told.trouble ? troubleOf(told.trouble) : [];
  shell.top.hidden = !parts.length;
  if (JSON.stringify(told.trouble) === shell.alert.dataset.told) return;
  shell.alert.dataset.told = JSON.stringify(told.trouble);
  shell.alert.replaceChildren(...parts);
}

/* Says so where a story's findings are others than when they were told last. */
function tellNews() {
  const news = { story: told.story?.id ?? "", counts: wordsOf(told.findings.here) };
  const before = recall().news;
  if (before && before.story === news.story && before.counts !== news.counts) say(WORDS.told(news.counts));
  keep({ news });
}

function showLost() {
  shell.summary.replaceChildren(make("span", "counts warning", sign("warning"), WORDS.lost));
}

/* The play goes from scene to scene without a page being loaded: its address tells of each. */
function followAddress() {
  let last = location.href;
  const look = () => {
    if (location.href === last) return;
    last = location.href;
    keep({ scroll: opened() === "findings" ? recall().scroll : 0 });
    refresh();
  };
  for (const name of ["pushState", "replaceState"]) {
    const original = history[name].bind(history);
    history[name] = (...given) => {
      original(...given);
      look();
    };
  }
  addEventListener("popstate", look);
  addEventListener("hashchange", look);
}

/* What the script that follows the author has heard: it loads the page again by itself where that is needed. */
function listen() {
  document.addEventListener("coolhead:findings", refresh);
  document.addEventListener("coolhead:gone", showLost);
  document.addEventListener("coolhead:back", refresh);
}

// -- keys --

function press(event) {
  if (event.key === "F2" && !event.ctrlKey && !event.metaKey && !event.altKey && !event.shiftKey) {
    event.preventDefault();
    enterOrLeave();
  } else if (event.key === "Escape" && opened() && focused()) {
    event.preventDefault();
    toggle(opened());
  }
}

function enterOrLeave() {
  if (focused()) return (came?.isConnected ? came : document.querySelector("main h1, h1"))?.focus();
  came = document.activeElement;
  if (shell.aside.classList.contains("away")) shell.showing.focus();
  else if (opened()) shell.title.focus();
  else shell.buttons[0].focus();
}

function start() {
  const { hidden, open, focus, room } = recall();
  if (room) makeRoom(room);
  shell.aside.classList.toggle("away", Boolean(hidden));
  shell.top.hidden = true;
  document.documentElement.classList.add("coolhead-served");
  document.body.prepend(shell.top);
  document.body.append(shell.host);
  shell.aside.addEventListener("keydown", (event) => {
    press(event);
    event.stopPropagation(); // what is typed here is not meant for the page
  });
  shell.body.addEventListener("scroll", () => keep({ scroll: shell.body.scrollTop }));
  addEventListener("keydown", press);
  new ResizeObserver(measure).observe(shell.aside);
  followAddress();
  watchChoices();
  listen();
  showPanel(open ?? "");
  refresh()
    .then(appear)
    .then(() => {
      restoreScroll();
      if (focus) focusAgain(focus);
      addEventListener("pagehide", leave); // a page that is loaded anew before that had nothing to keep yet
    });
}

function leave() {
  keep({ focus: focused()?.dataset.key ?? "", scroll: shell.body.scrollTop });
}

/* After a reload the focus is where it was in the bar. */
function focusAgain(key) {
  [...shell.aside.querySelectorAll("[data-key]")].find(({ dataset }) => dataset.key === key)?.focus();
}

start();
