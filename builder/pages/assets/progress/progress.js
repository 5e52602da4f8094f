/* Tells on a page in the theme's frame what was played. The theme may run it anew for each page that it swaps in, and
   another window may play on meanwhile. */

function tell() {
  document.querySelectorAll(`.${MADE}`).forEach((each) => each.remove());
  const page = document.querySelector(".ch-page");
  if (page?.dataset.lost !== undefined) tellLost(page);
  else if (page?.dataset.story) tellStart(page);
  else if (page?.querySelector(".ch-card")) tellHome(page);
}

self.coolheadTelling?.abort();
self.coolheadTelling = new AbortController();
for (const event of ["storage", "pageshow", "hashchange"]) {
  addEventListener(event, tell, { signal: self.coolheadTelling.signal });
}
tell();
