"""The figures of a story, all exact: what can be reached, how long plays are, and what blind choosing comes to."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from builder.flow.facts import never_offered, offering, scored, stuck, unreachable
from builder.flow.futures import can_end, can_reach
from builder.flow.link import StoryGraph
from builder.flow.odds import ChoiceOdds, Odds, odds
from builder.flow.plays import Plays, count_plays
from builder.flow.shortest import Rounds, fewest_choices, rounds
from builder.flow.situations import Situations, Undecided, asked_about, count, explore, rooms_at
from builder.flow.step import SCORES
from builder.model import Choice, Outcome, Result, Scene, Story
from builder.settings import MAX_COMBINATIONS


@dataclass(frozen=True, slots=True)
class OutcomeFigures:
    """One outcome: the fewest and most choices that lead to it, its odds under random play, its range of scores.

    ``most_choices`` is None where a loop leaves it unbounded; all but the odds are None where no play ends here.
    """

    outcome: Outcome
    fewest_choices: int | None
    most_choices: int | None
    random_clicker: float | None
    score: tuple[int, int] | None

    @property
    def reachable(self) -> bool:
        """Whether some play ends here."""
        return self.fewest_choices is not None


@dataclass(frozen=True, slots=True)
class ChoiceFigures:
    """One choice: how many situations offer it, and how it fares under random play (None: never offered)."""

    scene: Scene
    choice: Choice
    situations: int | None
    odds: ChoiceOdds | None


@dataclass(frozen=True, slots=True)
class Figures:
    """A story in figures.

    ``plays`` is None where a loop that can still end leaves them unbounded. ``situations``, ``stuck_situations`` and
    those of the choices are None where counting them goes past the limit, ``random_clicker`` and ``never_ends`` where
    the story is too tangled.
    """

    words: int
    situations: int | None
    plays: int | None
    outcomes: tuple[OutcomeFigures, ...]
    random_clicker: Mapping[Result, float] | None
    never_ends: float | None
    unreachable_scenes: tuple[str, ...]
    never_offered_choices: tuple[tuple[Scene, Choice], ...]
    stuck_situations: int | None
    choices: tuple[ChoiceFigures, ...]


def figures(graph: StoryGraph, limit: int = MAX_COMBINATIONS) -> Figures | Undecided:
    """The figures of a story, or the search given up at ``limit`` combinations of scene and values."""
    found = explore(graph, limit=limit)
    if isinstance(found, Undecided):
        return found
    # Nearly always every variable is read somewhere, and then nothing was left out.
    whole = found if asked_about(graph) >= graph.story.state.keys() else explore(graph, graph.story.state, limit)
    all_told = None if isinstance(whole, Undecided) else whole
    chances, plays = odds(found), count_plays(found, can_end(found))
    return Figures(
        words=words(graph.story),
        situations=None if all_told is None else count(all_told),
        plays=None if plays is None else plays.count,
        outcomes=tuple(_outcomes(found, plays, chances)),
        random_clicker=None if chances is None else _by_result(graph.story, chances),
        never_ends=None if chances is None else chances.never_ends,
        unreachable_scenes=tuple(place for place in unreachable(found) if place in graph.story.scenes),
        never_offered_choices=tuple(never_offered(found)),
        stuck_situations=None if all_told is None else sum(states.bit_count() for _, states in stuck(all_told)),
        choices=tuple(_choices(graph, all_told, chances)),
    )


def words(story: Story) -> int:
    """How many words of a story a learner may come to read, its debriefs included."""
    return sum(len(text.split()) for text in _prose(story) if text)


def scores(situations: Situations, outcome: Outcome) -> tuple[int, int] | None:
    """The lowest and the highest score that plays end with at an outcome; None where none does."""
    found = [score for score, _, _ in scored(situations, outcome)]
    return (min(found), max(found)) if found else None


def _outcomes(situations: Situations, counted: Plays | None, chances: Odds | None) -> Iterator[OutcomeFigures]:
    found = rounds(situations)
    for outcome in situations.plan.graph.story.outcomes.values():
        chance = None if chances is None else chances.outcomes[outcome.id]
        most = _most(situations, counted, outcome)
        yield OutcomeFigures(outcome, _fewest(found, outcome), most, chance, scores(situations, outcome))


def _fewest(found: Rounds, outcome: Outcome) -> int | None:
    each = (fewest_choices(found, room, states) for room, states in rooms_at(found.situations, outcome.id))
    return min((fewest for fewest in each if fewest is not None), default=None)


def _most(situations: Situations, counted: Plays | None, outcome: Outcome) -> int | None:
    if counted is None:  # some loop can still end, but perhaps not here
        counted = count_plays(situations, can_reach(situations, [outcome.id]))
    return None if counted is None else counted.most.get(outcome.id)


def _by_result(story: Story, chances: Odds) -> dict[Result, float]:
    found: dict[Result, float] = dict.fromkeys(SCORES, 0.0)
    for id, chance in chances.outcomes.items():
        found[story.outcomes[id].result] += chance
    return found


def _choices(graph: StoryGraph, situations: Situations | None, chances: Odds | None) -> Iterator[ChoiceFigures]:
    for scene in graph.story.scenes.values():
        for choice in scene.choices:
            met = None
            if situations is not None:
                met = sum(states.bit_count() for _, states in offering(situations, scene, choice))
            fares = None if chances is None else chances.choices.get((scene.id, choice.position))
            yield ChoiceFigures(scene, choice, met, fares)


def _prose(story: Story) -> Iterator[str | None]:
    yield from (story.title, story.summary, *story.objectives, *story.content_notes, *story.facts.values())
    yield from (variable.label for variable in story.state.values())
    for trigger in story.triggers.values():
        yield from (trigger.why, trigger.hint)
    for scene in story.scenes.values():
        yield from (scene.title, scene.hint, *(line.text for line in scene.lines))
        yield scene.media.transcript if scene.media is not None else None
        for choice in scene.choices:
            yield from (choice.text, choice.locked, choice.reaction, choice.feedback, choice.better)
    for outcome in story.outcomes.values():
        yield from (outcome.title, outcome.text, outcome.debrief, *outcome.aftermath.values(), *outcome.reflect)
