/* The panel of findings, and what a page has at its top while what was saved last cannot be shown. */

function findingsPanel({ story, findings }) {
  const { groups, left, waived } = findings;
  const headingOf = (nearness) => WORDS.nearness[nearness === "others" && !story ? "stories" : nearness];
  const parts = Object.entries(groups).map(([nearness, found]) => groupOf(headingOf(nearness), found));
  if (!parts.length) parts.push(make("p", "empty", sign("sound"), WORDS.noFindings));
  if (left) parts.push(make("p", "aside", WORDS.left(left)));
  if (waived) parts.push(make("p", "aside", WORDS.waived(waived)));
  return parts;
}

function groupOf(title, found) {
  const heading = make("h3", "", title, make("span", "count", found.length));
  return make("section", "group", heading, make("ul", "findings", ...found.map(findingOf)));
}

function findingOf(finding) {
  const { severity, message, help, related, play, played } = finding;
  const parts = [
    make("p", "what", sign(severity), make("b", severity, WORDS.severities[severity]), " ", ...ticked(message)),
    make("p", "help", ...ticked(help)),
    sourceOf(finding),
    ...related.map(sourceOf),
  ];
  if (play) parts.push(make("p", "deeds", link("deed", play, WORDS.playTo), make("span", "aside", played)));
  else if (played) parts.push(make("p", "aside", WORDS.played(played)));
  return make("li", `finding is-${severity}`, ...parts, ruleOf(finding));
}

/* A place in a file: the author's line with the fault marked, and the ways to it. */
function sourceOf({ place, line, text: [before, marked, after], label, edit }) {
  const fault = make("mark", "", marked || " ");
  const code = make("code", "line", make("span", "number", line), before.trimStart(), fault, after);
  const copying = button("deed", () => copy(copying, place), WORDS.copy);
  copying.ariaLabel = WORDS.copyOf(place);
  copying.dataset.key = `copy ${place}`;
  const name = make("code", "", place);
  const opening = edit && Object.assign(make("a", "deed", name), { href: edit, title: WORDS.edit, ariaLabel: WORDS.editAt(place) });
  const source = make("div", "source", make("pre", "", code), make("p", "deeds", opening || name, copying));
  if (label) source.prepend(make("p", "aside", ...ticked(label)));
  return source;
}

async function copy(pressed, words) {
  await navigator.clipboard.writeText(words);
  answerOn(pressed, WORDS.copied);
  say(WORDS.copied);
}

/* The rule in full, asked for when it is opened. */
function ruleOf({ rule, place, message }) {
  const fold = make("details", "rule", make("summary", "", rule));
  fold.dataset.key = `${rule} ${place} ${message}`;
  fold.firstChild.dataset.key = `summary ${fold.dataset.key}`;
  fold.addEventListener("toggle", async () => {
    if (!fold.open || fold.children.length > 1) return;
    const words = make("div", "prose");
    fold.append(words);
    const page = await ask("rule.html", { rule }, "text");
    if (page === null) words.remove();
    else words.innerHTML = page; // our own page of the rule
  });
  return fold;
}

function troubleOf({ said, findings, kept }) {
  const heading = findings.length > 1 ? WORDS.troubles(findings.length) : said ?? WORDS.trouble;
  const parts = [make("p", "what", sign("error"), make("b", "", heading))];
  if (said && findings.length) parts.push(make("p", "", said));
  parts.push(make("p", "", kept ? WORDS.kept : WORDS.never));
  if (findings.length) parts.push(make("ul", "findings", ...findings.slice(0, 3).map(findingOf)));
  return parts;
}
