/* The page for what is not found: where the address is one of a story here, the ways back into that story. */

function tellLost(page) {
  const [folder] = location.pathname.slice(sitePath().length).split("/");
  const entry = [...page.querySelectorAll("[data-story]")].find(({ dataset: { story } }) => story === folder);
  if (!entry) return;
  const { href, textContent: title } = entry.querySelector("a");
  const ways = [link("ch-on", href, WORDS.toStart(title))];
  const play = /^#play=/.test(location.hash) ? location.hash : recall({ id: folder })?.now.length ? "#resume" : "";
  if (play) ways.unshift(link("ch-begin", href + play, WORDS.resume));
  page.querySelector("h1").after(
    make("p", `${MADE} ch-lead`, WORDS.gone(title)),
    make("p", `${MADE} ch-next`, ...ways),
  );
}
