/* A play as its decisions, and how each changed the chance of a good end.

   A decision is where a choice was made: `before` is the rest it was made at, `then` the one at which the next choice
   was made or the play ended, so that all that came of it lies between the two. */

const PER_MILLE = 1000;
const MOST_TURNS = 3;
const LEAST_PART = 0.1; // a change of less than a tenth of what the chance was is not worth a word

function decisionsOf(rests) {
  const asked = rests.filter(({ code }, index) => rests[index + 1]?.code.length > code.length);
  const code = rests.at(-1).code;
  return asked.map((before, index) => ({
    number: index + 1,
    before,
    then: asked[index + 1] ?? rests.at(-1),
    position: code[index],
    until: rests.slice(0, rests.indexOf(before) + 1),
  }));
}

/* The chance of success when going on at random, in thousandths, as the site's builder worked it out exactly;
   undefined where it did not. */
function chanceAt({ story, lessons }, { ended, place, values, visited }) {
  if (ended) return story.ends[place].r === "success" ? PER_MILLE : 0;
  if (!lessons.chance || !Object.hasOwn(lessons.chance.of, place)) return undefined;
  const { by, seen, of } = lessons.chance;
  return of[place][[...by.map((index) => values[index]), ...seen.map((scene) => visited.has(scene))].join()];
}

function chancesAround(play, { before, then }) {
  return [chanceAt(play, before), chanceAt(play, then)];
}

function wordsOfChance(chance) {
  if (chance === 0 || chance === PER_MILLE) return chance ? WORDS.all : WORDS.none;
  return chance < PER_MILLE / 100 ? WORDS.hardly : WORDS.about(Math.round(chance / 10));
}

/* The decisions by which the chance changed most in one direction (1 for the better, -1 for the worse), largest first. */
function largestChanges(play, decisions, direction) {
  const weighed = decisions.map((decision) => {
    const [before, after] = chancesAround(play, decision);
    return { decision, before, after, by: direction * (after - before) };
  });
  const worthTelling = weighed.filter(
    ({ before, after, by }) => by > 0 && by >= LEAST_PART * before && wordsOfChance(before) !== wordsOfChance(after),
  );
  return worthTelling.sort((one, other) => other.by - one.by);
}

/* Up to three decisions that cost most of the chance of success, the dearest first. */
function turningPoints(play, decisions) {
  return largestChanges(play, decisions, -1).slice(0, MOST_TURNS);
}
