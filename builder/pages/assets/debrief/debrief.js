/* The debrief: dresses the page of an outcome with what the play that led there has to teach.

   The player calls `debrief(play)` when the outcome is on the page. A play here is what the player hands in: `story` and
   `lessons` as built, `rests` as played, the `article` on the page, of the engine `replay`, `offered` and `encode`,
   `addressOf(rests)`, `goTo(rests)` for a new attempt from an earlier moment, and the `memory`, where there is one, with
   `recall(story)`, `noteWords(story, name, words)` and `kept()`. */

/* The stylesheet lies beside the script, and nothing is put on the page before it is there. */
const sheet = Object.assign(document.createElement("link"), { rel: "stylesheet" });
const styled = new Promise((settled) => Object.assign(sheet, { onload: settled, onerror: settled }));
sheet.href = document.currentScript.src.replace(/\.js$/, ".css");
document.head.append(sheet);

async function debrief(given) {
  const play = { ...given, record: given.memory?.recall(given.story) ?? null };
  const decisions = decisionsOf(play.rests);
  const { article } = play;
  await styled;
  const onwards = article.querySelector(".ch-next");
  const skills = article.querySelector(".ch-skills");
  skills?.previousElementSibling.remove();
  skills?.remove();
  onwards.before(
    ...[
      passMark(play),
      feeling(play),
      moments(play, decisions),
      timeline(play, decisions),
      movement(play, decisions),
      skillTally(play, decisions),
      triggerTally(play, decisions),
      factTally(play, decisions),
      ways(play),
      reflections(play),
      ownRecord(play, decisions),
    ].filter(Boolean),
  );
  article.classList.add("ch-debrief");
  centreMap(article);
}

/* The score where the story is assessed, and what the course asks for; the author's own score stands there already. */
function passMark({ article, lessons, rests }) {
  if (lessons.pass === undefined) return null;
  const own = article.querySelector(".ch-score") ?? make("p", "ch-score", WORDS.score(rests.at(-1).score));
  if (lessons.pass) own.append(" ", WORDS.pass(lessons.pass));
  return own;
}

self.coolhead.push(["debrief", debrief]);
