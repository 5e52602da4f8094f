/* The parts a debrief is put together from: headed sections, folds, drawings, and the author's words. */

const SVG = "http://www.w3.org/2000/svg";
let parts = 0;

/* An id that no other part of the page has. */
function newId() {
  parts += 1;
  return `debrief-${parts}`;
}

function draw(tag, attributes, ...content) {
  const drawn = document.createElementNS(SVG, tag);
  for (const [name, value] of Object.entries(attributes)) drawn.setAttribute(name, value);
  drawn.append(...content);
  return drawn;
}

/* A drawing as one picture with a name, so that nobody has its marks and letters read out one by one. */
function asOne(picture, name) {
  picture.setAttribute("role", "img");
  picture.setAttribute("aria-label", name);
  for (const part of picture.children) part.setAttribute("aria-hidden", "true");
}

/* A name in lines of so many letters; a word longer than that is cut. */
function inLines(name, length) {
  const lines = [""];
  for (const word of name.split(/\s+/)) {
    const longer = `${lines.at(-1)} ${word}`.trim();
    if (longer.length <= length || !lines.at(-1)) lines[lines.length - 1] = longer;
    else lines.push(word);
  }
  return lines.map((line) => (line.length > length + 1 ? `${line.slice(0, length)}…` : line));
}

/* The HTML of `lessons.js`, which the site's builder made: in it every word of an author is escaped. */
function authored(tag, className, html) {
  const made = make(tag, className);
  made.innerHTML = html;
  return made;
}

/* A section with a heading; nothing at all where there is nothing to say. */
function section(heading, ...content) {
  const parts = content.flat().filter(Boolean);
  if (!parts.length) return null;
  const title = make("h2", "", heading);
  const made = make("section", "ch-part", title, ...parts);
  title.id = newId();
  made.setAttribute("aria-labelledby", title.id);
  return made;
}

/* A fold; `about` is for those who hear its name without seeing what stands around it. */
function fold(name, about, ...content) {
  const told = about ? [" ", make("span", "ch-unseen", about)] : [];
  return make("details", "ch-fold", make("summary", "", name, ...told), ...content.flat().filter(Boolean));
}

function list(tag, className, items) {
  const made = make(tag, className, ...items.map((item) => (item.tagName === "LI" ? item : make("li", "", item))));
  made.setAttribute("role", "list");
  return made;
}

/* Something small with its name before it. */
function named(name, ...content) {
  return make("p", "ch-named", make("strong", "", name), " ", ...content);
}

/* A table or picture wider than its place, which scrolls with the keyboard too. */
function frame(name, className, content) {
  const made = make("div", className, content);
  made.tabIndex = 0;
  made.setAttribute("role", "region");
  made.setAttribute("aria-label", name);
  return made;
}

function plain(html) {
  return authored("p", "", html).textContent;
}
