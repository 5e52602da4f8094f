/* Every word the player says by itself. All others are the pages' own. */

const WORDS = {
  you: "You",
  exchange: "Your answer, and what came of it",
  askCoach: "Ask the coach about your answer",
  closed: "Not open: ",
  chosen: "You chose this.",
  goOn: "Continue",
  toNewest: "Back to where you are now",
  standing: "How things stand",
  better: "better",
  worse: "worse",
  up: "up",
  down: "down",
  was: (before) => `was: ${before}`,
  of: (value, most) => `${value} of ${most}`,
  score: (score) => `Your score is ${score} out of 100.`,
  talk: "The conversation so far",
  stepBack: "Step back",
  leave: "Leave",
  oneWay: "This is one way to get here.",
  stale: "This story has changed since this play. Your choices hold up to here: go on from here, or start again.",
};
