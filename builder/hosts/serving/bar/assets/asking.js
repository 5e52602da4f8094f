/* What the bar asks of the server, and what it keeps while a page is loaded anew. */

const root = new URL("../", document.currentScript.src); // where the site begins
const KEPT = "coolhead-author";

function siteAddress(path) {
  return new URL(path, root).href;
}

/* What the server answers; null where it does not, of which the strip then tells. */
async function ask(file, query, kind = "json") {
  try {
    const answer = await fetch(siteAddress(`_author/${file}?${new URLSearchParams(query)}`));
    if (answer.ok) return await answer[kind]();
  } catch {
    // it is gone, or went while it answered
  }
  showLost();
  return null;
}

/* The page and the play of the address, as the server knows them. */
function address() {
  const page = location.pathname.slice(root.pathname.length);
  return { page, play: new URLSearchParams(location.hash.slice(1)).get("play") ?? "" };
}

/* What this tab remembers: which panel is open, how far it is scrolled, where the focus was. */
function recall() {
  try {
    return JSON.parse(sessionStorage.getItem(KEPT)) ?? {};
  } catch {
    return {};
  }
}

function keep(changes) {
  try {
    sessionStorage.setItem(KEPT, JSON.stringify({ ...recall(), ...changes }));
  } catch {
    // without storage, a panel closes when its page is loaded anew
  }
}
