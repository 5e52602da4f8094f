/* Every word that is told of what was played. */

const WORDS = {
  soFar: "So far",
  yourPlays: "Your plays",
  resume: "Continue where you left",
  resumeStory: (title) => `Continue “${title}”`,
  afresh: "Start from the beginning",
  left: (choices) => (choices === 1 ? "You left it after 1 choice." : `You left it after ${choices} choices.`),
  made: (choices) => (choices === 1 ? "1 choice made" : `${choices} choices made`),
  played: (plays) => (plays === 1 ? "Played once" : `Played ${plays} times`),
  endings: (found, all) => `Endings found: ${found} of ${all}`,
  stories: (played, all) => `Stories played: ${played} of ${all}`,
  first: "First time",
  backs: (backs) => (backs === 1 ? "After trying another way once" : `After trying another way ${backs} times`),
  later: "Best since then",
  best: "Best so far:",
  score: (score) => `${score} of 100`,
  next: "Try next:",
  skills: "Skills in your first plays",
  tally: (shown, missed) => `shown ${shown}, missed ${missed}`,
  gone: (title) => `This page of “${title}” is gone: its story has changed since.`,
  toStart: (title) => `To the beginning of “${title}”`,
};
