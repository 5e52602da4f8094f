/* How all our scripts make the parts of a page: out of nodes and bare text, never out of markup. */

function make(tag, className, ...content) {
  const made = document.createElement(tag);
  made.className = className;
  made.append(...content);
  return made;
}
