/* A start page: where the learner left the story, how the first play ended, and how it went since. */

/* An address with a play in it is meant for the play; the record's unfinished play is one, too. */
function forward(page) {
  const isPlay = /^#(play=|resume$)/.test(location.hash);
  if (isPlay) location.replace(page.querySelector(".ch-begin").href.split("#")[0] + location.hash);
  return isPlay;
}

function tellStart(page) {
  if (forward(page)) return;
  page.querySelector(".ch-tally")?.toggleAttribute("hidden", true); // the script counts instead
  const record = recall({ id: page.dataset.story });
  const left = record?.now.length ?? 0;
  for (const begin of page.querySelectorAll("a.ch-begin, a.ch-afresh")) {
    begin.dataset.words ??= begin.textContent;
    begin.textContent = left ? WORDS.afresh : begin.dataset.words;
    begin.className = left ? "ch-on ch-afresh" : "ch-begin";
    if (left) begin.before(link(`${MADE} ch-begin`, `${begin.href}#resume`, WORDS.resume));
  }
  const parts = [...plays(page, record), ...(left ? [make("p", "", WORDS.left(left))] : [])];
  if (parts.length) page.querySelector(".ch-next").before(make("div", `${MADE} ch-so-far`, ...parts));
}

function plays(page, record) {
  if (!record?.first) return [];
  const rows = [row(WORDS.first, ending(page, record.first), ...tried(record.first))];
  if (record.later) rows.push(row(WORDS.later, ending(page, record.later)));
  const count = make("p", "ch-meta", counts(record, Number(page.dataset.outcomes)));
  return [make("h2", "", WORDS.yourPlays), make("dl", "ch-plays", ...rows), count];
}

function tried({ backs }) {
  return backs ? [" ", make("span", "ch-meta", WORDS.backs(backs))] : [];
}

function row(heading, ...told) {
  return make("div", "", make("dt", "", heading), make("dd", "", ...told));
}
