/* Rating and odds on the page's own choice buttons, while the author wants them there. */

const MARK = "coolhead-mark";

function marksSwitch() {
  const box = Object.assign(make("input", ""), { type: "checkbox", checked: Boolean(recall().marks) });
  box.dataset.key = "marks";
  box.addEventListener("change", () => {
    keep({ marks: box.checked });
    markChoices();
  });
  return make("label", "switch", box, WORDS.marks);
}

/* Marks the buttons on the page anew: a step of the play brings new ones. */
function markChoices() {
  document.querySelectorAll(`.${MARK}`).forEach((each) => each.remove());
  const choices = (recall().marks && told?.options?.choices) || [];
  for (const { position, number, rating, chance } of choices) {
    const pressed = number && document.querySelector(`main button.ch-pick[value="${position}"]`);
    if (pressed) pressed.append(make("span", `${MARK} ${rating ?? "none"}`, `${WORDS.ratings[rating ?? "none"]} · ${share(chance)}`));
  }
}

/* The player puts a new article in the place of the old one: its buttons have no marks yet. */
function watchChoices() {
  const main = document.querySelector("main.ch-main");
  if (main) new MutationObserver(markChoices).observe(main, { childList: true });
}
