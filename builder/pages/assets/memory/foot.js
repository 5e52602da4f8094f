/* What stands below a page in play: whether the learner's place is kept, the switch for the number keys, and the way to
   erase it all. It is outside the page's article, and so never exchanged. */

const KEYS = "coolhead:keys";
const place = make("p", "ch-kept");

function keptKeys(value) {
  try {
    if (value) localStorage.setItem(KEYS, value);
    return localStorage.getItem(KEYS);
  } catch {
    return null; // the switch holds for now
  }
}

function tellPlace() {
  if (place.textContent !== kept()) place.textContent = kept();
}

function foot(story, main) {
  recall(story);
  const keys = Object.assign(make("input", ""), { type: "checkbox", checked: keptKeys() !== "off" });
  keys.addEventListener("change", () => keptKeys(keys.checked ? "on" : "off"));
  main.append(make("div", "ch-foot", place, make("label", "ch-keys", keys, KEEPING.keys), eraser(tellPlace)));
  tellPlace();
}
