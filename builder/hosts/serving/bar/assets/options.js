/* The panel of the choices at hand: what their author thinks of each, and what comes of it. */

function optionsPanel({ story, state, options }) {
  if (!options) return [make("p", "empty", story ? WORDS.noMoment : WORDS.noStory)];
  const { chance, choices, onward, ended } = options;
  if (ended) return [make("p", "", WORDS.ended(WORDS.results[ended], state.score))];
  const parts = [make("p", "chance", `${WORDS.random} `, odds(chance))];
  if (onward) parts.push(make("p", "", `${WORDS.onward} `, ...leadingTo(onward)));
  if (choices.length) parts.push(marksSwitch(), make("ol", "options", ...choices.map(optionOf)));
  return parts;
}

function optionOf(choice) {
  const { number, name, when, rating, changes, interrupt, chance, problem } = choice;
  const heading = make("p", "what", make("span", "number", number ?? "–"), saidOf(choice));
  const facts = make("p", "facts", rated(rating), make("code", "", name));
  if (when) facts.append(make("span", "", WORDS.when(when)));
  const item = make("li", number ? "" : "closed", heading, facts);
  if (!number) item.append(...closedBy(choice));
  else if (problem) item.append(make("p", "problem", ...ticked(problem)));
  else item.append(make("p", "leads", make("span", "", ...leadingTo(choice)), odds(chance)), ...changed(changes), ...interruptOf(interrupt));
  return item;
}

function leadingTo({ address: path, title, to, result, problem }) {
  if (problem) return ticked(problem);
  const name = link("name", path, title);
  name.title = to;
  return ["→ ", name, ...(result ? [" ", make("span", `result ${result}`, WORDS.results[result])] : [])];
}

/* Why a choice is not offered: each part of its condition that does not hold, with what it reads. */
function closedBy({ missing, locked }) {
  const parts = missing.map(({ needs, is }) => {
    const facts = Object.entries(is).map(([name, value]) => WORDS.is(name, value));
    return WORDS.need(needs, facts.join(", "));
  });
  return [make("p", "problem", WORDS.needs(parts)), make("p", "aside", locked ? WORDS.lockedWith(locked) : WORDS.unseen)];
}
