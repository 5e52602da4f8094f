/* The panel of the state: every variable as it is now, and the play that made it so. */

function situationPanel({ story, state, steps, problem }) {
  if (!state) return [make("p", "empty", story ? WORDS.noMoment : WORDS.noStory)];
  const parts = problem ? [make("p", "problem", ...ticked(problem))] : [];
  parts.push(make("h3", "", WORDS.now));
  const { variables, visited, score } = state;
  parts.push(variables.length ? make("dl", "state", ...variables.map(variableOf)) : make("p", "empty", WORDS.noState));
  if (visited.length) parts.push(make("p", "aside", `${WORDS.visited}: ${visited.join(", ")}`));
  if (score !== null) parts.push(make("p", "", WORDS.score(score)));
  return [...parts, make("h3", "", WORDS.how), make("ol", "steps", ...steps.map(stepOf))];
}

function variableOf({ name, label, value, word, low, high, good, hidden }) {
  const title = make("dt", "", label, make("code", "", name));
  const told = make("dd", "", make("b", "", value));
  if (word) told.append(` ${word}`);
  if (low !== undefined) {
    const full = make("span", "full");
    full.style.inlineSize = `${(100 * (value - low)) / Math.max(high - low, 1)}%`;
    told.append(make("span", "track", full));
  }
  const facts = [low !== undefined && WORDS.range(low, high), good && WORDS.good[good], hidden && WORDS.hidden];
  told.append(make("span", "aside", facts.filter(Boolean).join(" · ")));
  return make("div", "", title, told);
}

function stepOf({ address: path, title, changes, interrupt, choice }, index, all) {
  const name = path ? link("name", path, title) : make("span", "name passing", title, make("span", "aside", WORDS.passing));
  if (index === all.length - 1) name.ariaCurrent = "step";
  const parts = [make("p", "", name), ...changed(changes), ...interruptOf(interrupt)];
  if (choice) {
    parts.push(make("p", "", rated(choice.rating), " ", saidOf(choice)));
    parts.push(...changed(choice.changes), ...interruptOf(choice.interrupt));
  }
  return make("li", "", ...parts);
}

function interruptOf(when) {
  return when ? [make("p", "problem", WORDS.interrupted(when))] : [];
}
