/* A button that erases all that is kept of this site's stories: it asks once more, and says what it did. */

function erase() {
  unkept.clear();
  dispatchEvent(new Event("coolhead-erased")); // for who shows what was kept
  trouble = "";
  try {
    const ours = `coolhead:${sitePath()}:`;
    const keys = Object.keys(localStorage).filter((key) => key.startsWith(ours) || key === "coolhead:keys");
    keys.forEach((key) => localStorage.removeItem(key));
    return true;
  } catch {
    trouble = "blocked";
    return false;
  }
}

/* The part of a page with that button; `erased` is called when it is done. */
function eraser(erased) {
  const [ask, yes, no] = [KEEPING.erase, KEEPING.yes, KEEPING.no].map((words) => make("button", "ch-tool", words));
  const question = make("p", "", KEEPING.sure);
  const sure = make("div", "ch-sure", question, yes, no);
  const told = make("p", "ch-erased");
  const status = document.getElementById("status") ?? Object.assign(told, { role: "status" });
  const show = (asking, words) => {
    sure.hidden = !asking;
    ask.hidden = asking;
    status.textContent = told.textContent = words;
    (asking ? no : ask).focus();
  };
  [ask, yes, no].forEach((each) => Object.assign(each, { type: "button" }));
  Object.assign(question, { id: "sure" });
  Object.assign(sure, { hidden: true, role: "group" });
  sure.setAttribute("aria-labelledby", "sure");
  ask.addEventListener("click", () => show(true, ""));
  no.addEventListener("click", () => show(false, ""));
  yes.addEventListener("click", () => {
    show(false, erase() ? KEEPING.erased : KEEPING.notErased);
    erased();
  });
  sure.addEventListener("keydown", ({ key }) => key === "Escape" && show(false, ""));
  return make("div", "ch-erase", ask, sure, told);
}
