/* Parts that the home page, start pages and the page for what is gone have in common. Whatever a script puts on them
   is marked, so that it can be taken away and told anew. */

const MADE = "ch-made";

function link(className, href, words) {
  return Object.assign(make("a", className, words), { href });
}

/* How a play ended, in the words and with the mark that outcomes have. */
function ending(page, { result, score }) {
  const told = page.querySelector(".ch-results").content.querySelector(`[data-result=${result}]`).cloneNode(true);
  told.append(" ", make("span", "ch-meta", WORDS.score(score)));
  return make("div", `ch-${result}`, told);
}

function counts({ plays, found }, outcomes) {
  return `${WORDS.played(plays)} · ${WORDS.endings(Math.min(found.length, outcomes), outcomes)}`;
}
