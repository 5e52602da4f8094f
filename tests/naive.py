"""A deliberately naive second opinion: it plays every play of a story, one situation at a time, without the builder.

Run it on a story for a report: python tests/naive.py stories/collect-by-noon.yml
"""

from __future__ import annotations

import re
import sys
from collections import Counter, defaultdict, deque
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any, NoReturn

from ruamel.yaml import YAML
from ruamel.yaml.error import YAMLError

Value = int | bool | str
Values = tuple[Value, ...]  # one for each variable, in the order of `state`
Visited = frozenset[str]  # of the scenes some visited() names, those entered
Situation = tuple[str, Values, Visited]  # scene or outcome, and the state there
Expression = Callable[[Values, Visited], Any]
Effect = Callable[[Values], Values]

ENDLESS: Situation = ("(endless)", (), frozenset())  # where passing scenes pass for ever
DIGITS = "0123456789abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ"
DEFAULT_SCORE = {"success": 100, "partial": 50, "failure": 0}


# ---------------------------------------------------------------- expressions

NAME = r"[A-Za-z_][A-Za-z0-9_]*"
COMPARE: dict[str, Callable[[Any, Any], bool]] = {
    "==": lambda a, b: a == b, "!=": lambda a, b: a != b, "<": lambda a, b: a < b,
    "<=": lambda a, b: a <= b, ">": lambda a, b: a > b, ">=": lambda a, b: a >= b,
}  # fmt: skip


class Parser:
    """Recursive descent: or, and, not, one comparison, sums, products, atoms; the result is a function of the state."""

    def __init__(self, text: str, names: list[str], words: dict[str, list[str]]) -> None:
        self.text, self.names, self.words, self.at = text, names, words, 0
        hyphened = sorted((re.escape(w) for ws in words.values() for w in ws if "-" in w), key=len, reverse=True)
        token = "|".join([r"visited\s*\(\s*[a-z0-9-]+\s*\)", *hyphened, NAME, r"\d+", r"[=!<>]=|[<>+\-*(),]", r"\S"])
        self.tokens: list[str] = re.findall(token, text)

    def parse(self) -> Expression:
        result = self.either()
        if self.at < len(self.tokens):
            self.fail()
        return result

    def fail(self) -> NoReturn:
        raise ValueError(f"cannot read the expression {self.text!r} at {self.look(0) or 'its end'!r}")

    def look(self, ahead: int) -> str:
        place = self.at + ahead
        return self.tokens[place] if 0 <= place < len(self.tokens) else ""

    def take(self, *wanted: str) -> str:
        """The next token if it is one of these, else nothing."""
        token = self.look(0)
        if token not in wanted:
            return ""
        self.at += 1
        return token

    def need(self, wanted: str) -> None:
        if not self.take(wanted):
            self.fail()

    def either(self) -> Expression:
        parts = [self.both()]
        while self.take("or"):
            parts.append(self.both())
        return parts[0] if len(parts) == 1 else lambda v, s: any(part(v, s) for part in parts)

    def both(self) -> Expression:
        parts = [self.negation()]
        while self.take("and"):
            parts.append(self.negation())
        return parts[0] if len(parts) == 1 else lambda v, s: all(part(v, s) for part in parts)

    def negation(self) -> Expression:
        if self.take("not"):
            inner = self.negation()
            return lambda v, s: not inner(v, s)
        return self.comparison()

    def comparison(self) -> Expression:
        left = self.sum()
        sign = self.take(*COMPARE)
        if not sign:
            return left
        compare, right = COMPARE[sign], self.sum()
        return lambda v, s: compare(left(v, s), right(v, s))

    def sum(self) -> Expression:
        total = self.product()
        while sign := self.take("+", "-"):
            total = add(total, self.product(), 1 if sign == "+" else -1)
        return total

    def product(self) -> Expression:
        total = self.atom()
        while self.take("*"):
            total = multiply(total, self.atom())
        return total

    def atom(self) -> Expression:
        token = self.look(0)
        meant_as_word = self.beside_its_variable(token)
        self.at += 1
        if token == "(":
            inner = self.either()
            self.need(")")
            return inner
        if token == "-":
            return multiply(constant(-1), self.atom())
        if token in ("min", "max") and self.take("("):
            first = self.sum()
            self.need(",")
            second = self.sum()
            self.need(")")
            pick = min if token == "min" else max
            return lambda v, s: pick(first(v, s), second(v, s))
        if token.startswith("visited") and token.endswith(")"):
            scene = token[token.index("(") + 1 : -1].strip()
            return lambda v, s: scene in s
        if token.isdigit():
            return constant(int(token))
        if token in ("true", "false"):
            return constant(token == "true")
        if token in self.names and not meant_as_word:
            index = self.names.index(token)
            return lambda v, s: v[index]
        if any(token in words for words in self.words.values()):
            return constant(token)
        self.at -= 1
        self.fail()

    def beside_its_variable(self, token: str) -> bool:
        """A one-of variable's word next to it is that word, even if a variable has the same name."""
        before = self.look(-2) if self.look(-1) in ("==", "!=") else ""
        after = self.look(2) if self.look(1) in ("==", "!=") else ""
        return token in self.words.get(before, ()) or token in self.words.get(after, ())


def constant(value: Value) -> Expression:
    return lambda v, s: value


def add(left: Expression, right: Expression, sign: int) -> Expression:
    return lambda v, s: left(v, s) + sign * right(v, s)


def multiply(left: Expression, right: Expression) -> Expression:
    return lambda v, s: left(v, s) * right(v, s)


# ---------------------------------------------------------------- the story


@dataclass(frozen=True, slots=True)
class Choice:
    name: str  # scene/id, or scene/position where it has no id
    position: int  # 0-based, as authored
    text: str
    rating: str  # strong, fair, weak or ""
    goto: str
    when: Expression
    effect: Effect


@dataclass(frozen=True, slots=True)
class Scene:
    shown: bool
    lines: tuple[Expression, ...]  # when each is shown
    effect: Effect
    choices: tuple[Choice, ...]
    ways: tuple[tuple[Expression, str], ...]  # `next` and `route` alike; empty where there are choices


@dataclass(frozen=True, slots=True)
class Outcome:
    result: str
    score: Expression


@dataclass(frozen=True, slots=True)
class Story:
    title: str
    scenes: dict[str, Scene]
    outcomes: dict[str, Outcome]
    names: list[str]
    start: str
    start_values: Values
    interrupts: tuple[tuple[Expression, str], ...]
    watched: Visited  # the scenes named in some visited()
    walkthroughs: list[dict[str, Any]]
    raw: dict[str, Any]


def load(path: Path | str) -> Story:
    return make(YAML(typ="safe", pure=True).load(Path(path).read_text(encoding="utf-8")))


def make(raw: dict[str, Any]) -> Story:
    """A story from its plain YAML data; the story is taken to be sound."""
    state = {
        name: given if isinstance(given, dict) else {"start": given} for name, given in raw.get("state", {}).items()
    }
    names = list(state)
    words = {name: variable["one-of"] for name, variable in state.items() if "one-of" in variable}

    def expression(given: Any) -> Expression:
        text = str(given).lower() if isinstance(given, bool) else str(given)
        return Parser(text, names, words).parse()

    def effect(given: dict[str, Any]) -> Effect:
        changes = [(names.index(name), int(by), state[name]) for name, by in given.get("change", {}).items()]
        sets = [(names.index(name), value) for name, value in given.get("set", {}).items()]

        def apply(values: Values) -> Values:
            after = list(values)
            for index, by, variable in changes:
                after[index] = max(variable["min"], min(variable["max"], int(after[index]) + by))
            for index, value in sets:
                after[index] = value
            return tuple(after)

        return apply if changes or sets else lambda values: values

    def ways(given: Iterable[dict[str, Any]]) -> tuple[tuple[Expression, str], ...]:
        return tuple((expression(way.get("when", True)), way["goto"]) for way in given)

    def choice(scene: str, position: int, given: dict[str, Any]) -> Choice:
        return Choice(
            name=f"{scene}/{given.get('id', position + 1)}",
            position=position,
            text=str(given.get("say", given.get("do", ""))),
            rating=given.get("rating", ""),
            goto=given["goto"],
            when=expression(given.get("when", True)),
            effect=effect(given),
        )

    def scene(name: str, given: dict[str, Any]) -> Scene:
        return Scene(
            shown="choices" in given or any(key in given for key in ("text", "lines", "media")),
            lines=tuple(expression(line.get("when", True)) for line in given.get("lines", [{}] * ("text" in given))),
            effect=effect(given),
            choices=tuple(choice(name, position, each) for position, each in enumerate(given.get("choices", ()))),
            ways=ways([{"goto": given["next"]}] if "next" in given else given.get("route", ())),
        )

    def outcome(given: dict[str, Any]) -> Outcome:
        return Outcome(given["result"], expression(given.get("score", DEFAULT_SCORE[given["result"]])))

    return Story(
        title=raw.get("title", ""),
        scenes={name: scene(name, given) for name, given in raw["scenes"].items()},
        outcomes={name: outcome(given) for name, given in raw["outcomes"].items()},
        names=names,
        start=raw.get("start", next(iter(raw["scenes"]))),
        start_values=tuple(variable["start"] for variable in state.values()),
        interrupts=ways(raw.get("interrupts", ())),
        watched=frozenset(re.findall(r"visited\s*\(\s*([a-z0-9-]+)\s*\)", " ".join(conditions(raw)))),
        walkthroughs=raw.get("walkthroughs", []),
        raw=raw,
    )


def conditions(data: Any) -> Iterator[str]:
    """The text of every `when` and `score`, wherever it stands."""
    for key, value in data.items() if isinstance(data, dict) else enumerate(data if isinstance(data, list) else ()):
        if key in ("when", "score") and not isinstance(value, (dict, list)):
            yield str(value)
        yield from conditions(value)


def faults(raw: dict[str, Any]) -> list[str]:
    """The slips that would make everything below meaningless; the real checker knows many more."""
    places = {*raw["scenes"], *raw["outcomes"]}
    found = [
        f"interrupts: no scene or outcome {i['goto']!r}" for i in raw.get("interrupts", ()) if i["goto"] not in places
    ]
    for name, scene in raw["scenes"].items():
        if sum(key in scene for key in ("choices", "next", "route")) != 1:
            found.append(f"{name}: needs exactly one of choices, next, route")
        ways = [
            *scene.get("choices", ()),
            *scene.get("route", ()),
            *([{"goto": scene["next"]}] if "next" in scene else ()),
        ]
        found += [f"{name}: no scene or outcome {way.get('goto')!r}" for way in ways if way.get("goto") not in places]
        for given in (scene, *scene.get("choices", ())):
            changed = {**given.get("change", {}), **given.get("set", {})}
            found += [f"{name}: no variable {each!r}" for each in changed if each not in raw.get("state", {})]
    return found


# ---------------------------------------------------------------- playing


def begin(story: Story, entered: set[str] | None = None) -> Situation:
    return go(story, story.start, story.start_values, frozenset(), set() if entered is None else entered)


def go(story: Story, place: str, values: Values, visited: Visited, entered: set[str]) -> Situation:
    """Enter a place, and whatever it passes on to, until the play rests; `entered` collects every scene on the way."""
    seen: set[Situation] = set()
    while place not in story.outcomes:
        if (place, values, visited) in seen:
            return ENDLESS
        seen.add((place, values, visited))
        entered.add(place)
        scene = story.scenes[place]
        after, visited_after = scene.effect(values), visited | ({place} & story.watched)
        goto = interrupted(story, values, visited, after, visited_after)
        values, visited = after, visited_after
        if goto and goto != place:
            place = goto
        elif scene.shown:
            return place, values, visited
        else:
            place = way_on(scene, values, visited)
    return place, values, visited


def interrupted(story: Story, values: Values, visited: Visited, after: Values, visited_after: Visited) -> str:
    """Where the first interrupt goes that this step made true, or nothing."""
    for when, goto in story.interrupts:
        if when(after, visited_after) and not when(values, visited):
            return goto
    return ""


def way_on(scene: Scene, values: Values, visited: Visited) -> str:
    return next(goto for when, goto in scene.ways if when(values, visited))


def offered(story: Story, situation: Situation) -> list[Choice]:
    place, values, visited = situation
    return [] if place not in story.scenes else [c for c in story.scenes[place].choices if c.when(values, visited)]


def choose(story: Story, situation: Situation, choice: Choice, entered: set[str] | None = None) -> Situation:
    _, values, visited = situation
    after = choice.effect(values)
    goto = interrupted(story, values, visited, after, visited) or choice.goto
    return go(story, goto, after, visited, set() if entered is None else entered)


def continues(story: Story, situation: Situation) -> bool:
    """Whether the play rests at a shown scene with a `next` or `route`: the learner continues, which is no choice."""
    return situation[0] in story.scenes and bool(story.scenes[situation[0]].ways)


def go_on(story: Story, situation: Situation, entered: set[str] | None = None) -> Situation:
    place, values, visited = situation
    goto = way_on(story.scenes[place], values, visited)
    return go(story, goto, values, visited, set() if entered is None else entered)


def lines_shown(story: Story, situation: Situation) -> list[int]:
    """The positions of the lines that are shown where the play rests; a `text` is one line."""
    place, values, visited = situation
    lines = story.scenes[place].lines if place in story.scenes else ()
    return [position for position, when in enumerate(lines) if when(values, visited)]


def settle(story: Story, situation: Situation, stop_at: str = "") -> Situation:
    """Continue for as long as there is nothing to choose, or up to this scene."""
    seen: set[Situation] = set()
    while continues(story, situation) and situation[0] != stop_at and situation not in seen:
        seen.add(situation)
        situation = go_on(story, situation)
    return situation


def replay(story: Story, code: str) -> Situation:
    """Where a play code ends; scenes without choices are continued only where another choice follows."""
    situation = begin(story)
    for digit in "" if code == "-" else code:
        situation = settle(story, situation)
        choice = next(c for c in offered(story, situation) if c.position == DIGITS.index(digit))
        situation = choose(story, situation, choice)
    return situation


def score(story: Story, situation: Situation) -> int:
    place, values, visited = situation
    return max(0, min(100, int(story.outcomes[place].score(values, visited))))


# ---------------------------------------------------------------- everything that can happen

Edges = dict[Situation, list[tuple[Choice | None, Situation]]]  # None: continued, without a choice


@dataclass(frozen=True, slots=True)
class Space:
    start: Situation
    edges: Edges  # every reachable situation at rest (and ENDLESS)
    codes: dict[Situation, str]  # a play with the fewest choices that leads there
    entered: set[str]
    offered: set[str]


def explore(story: Story) -> Space:
    """Breadth first by the number of choices; continuing costs none, so it goes to the front of the queue."""
    entered: set[str] = set()
    space = Space(begin(story, entered), {}, {}, entered, set())
    queue = deque([(space.start, "")])
    while queue:
        situation, code = queue.popleft()
        if situation in space.codes:
            continue
        space.codes[situation] = code
        edges = space.edges[situation] = []
        if continues(story, situation):
            edges.append((None, go_on(story, situation, entered)))
            queue.appendleft((edges[0][1], code))
        for choice in offered(story, situation):
            target = choose(story, situation, choice, entered)
            space.offered.add(choice.name)
            edges.append((choice, target))
            queue.append((target, code + DIGITS[choice.position]))
    return space


def ends(story: Story, space: Space, *results: str) -> set[Situation]:
    """The reachable situations at an outcome with one of these results, or at any outcome."""
    found = {situation for situation in space.edges if situation[0] in story.outcomes}
    return {end for end in found if not results or story.outcomes[end[0]].result in results}


def can_reach(space: Space, goals: set[Situation]) -> set[Situation]:
    sources: dict[Situation, list[Situation]] = defaultdict(list)
    for situation, edges in space.edges.items():
        for _, target in edges:
            sources[target].append(situation)
    found, waiting = set(goals), list(goals)
    while waiting:
        fresh = [source for source in sources[waiting.pop()] if source not in found]
        found.update(fresh)
        waiting.extend(fresh)
    return found


def at_rest(space: Space) -> set[Situation]:
    return set(space.edges) - {ENDLESS}


def unreachable_scenes(story: Story, space: Space) -> list[str]:
    return [name for name in story.scenes if name not in space.entered]


def never_offered(story: Story, space: Space) -> list[str]:
    reachable = (scene for name, scene in story.scenes.items() if name in space.entered)
    return [choice.name for scene in reachable for choice in scene.choices if choice.name not in space.offered]


def stuck(story: Story, space: Space) -> set[Situation]:
    """At a scene with choices, none of which is offered."""
    return {s for s, edges in space.edges.items() if s[0] in story.scenes and not edges}


def without_end(story: Story, space: Space) -> set[Situation]:
    return set(space.edges) - can_reach(space, ends(story, space))


def without_success(story: Story, space: Space) -> set[Situation]:
    return set(space.edges) - can_reach(space, ends(story, space, "success"))


def count_plays(story: Story, space: Space, outcome: str | None = None) -> tuple[int | None, int | None]:
    """How many plays end in this outcome (or any), and the most choices in one; None where a loop has no bound."""
    goals = {end for end in ends(story, space) if outcome in (None, end[0])}
    live = can_reach(space, goals)
    incoming = Counter(target for s in live for _, target in space.edges[s] if target in live)
    plays, most = Counter({space.start: 1}), Counter({space.start: 0})
    ready, done = [s for s in live if not incoming[s]], 0
    while ready:
        situation, done = ready.pop(), done + 1
        for choice, target in space.edges[situation]:
            if target in live:
                plays[target] += plays[situation]
                most[target] = max(most[target], most[situation] + (choice is not None))
                incoming[target] -= 1
                if not incoming[target]:
                    ready.append(target)
    if done < len(live):
        return None, None
    return sum(plays[goal] for goal in goals), max((most[goal] for goal in goals), default=None)


Weigh = Callable[[list[Choice]], list[float]]


def evenly(choices: list[Choice]) -> list[float]:
    return [1 / len(choices)] * len(choices)


def by_rating(strong: float, fair: float, weak: float) -> Weigh:
    """A learner who picks a rating with these odds among those offered; an unrated choice counts as fair."""
    odds_of = {"strong": strong, "fair": fair, "": fair, "weak": weak}

    def weigh(choices: list[Choice]) -> list[float]:
        alike = Counter(choice.rating or "fair" for choice in choices)
        weights = [odds_of[choice.rating] / alike[choice.rating or "fair"] for choice in choices]
        return [weight / sum(weights) for weight in weights]

    return weigh


def odds(story: Story, space: Space, weigh: Weigh = evenly) -> dict[str, float]:
    """How likely each outcome is, and "never_ends"; pushes probability along until next to none is still under way."""
    hopeless = without_end(story, space)
    result = dict.fromkeys([*story.outcomes, "never_ends"], 0.0)
    under_way = {space.start: 1.0}
    while sum(under_way.values()) > 1e-13:
        following: dict[Situation, float] = defaultdict(float)
        for situation, chance in under_way.items():
            if situation in hopeless:
                result["never_ends"] += chance
            elif situation[0] in story.outcomes:
                result[situation[0]] += chance
            else:
                edges = space.edges[situation]
                weights = weigh([choice for choice, _ in edges if choice]) if edges[0][0] else [1.0]
                for (_, target), weight in zip(edges, weights, strict=True):
                    following[target] += chance * weight
        under_way = following
    return result


def by_result(story: Story, chances: dict[str, float]) -> dict[str, float]:
    totals = dict.fromkeys([*DEFAULT_SCORE, "never_ends"], 0.0)
    for name, chance in chances.items():
        totals[story.outcomes[name].result if name in story.outcomes else name] += chance
    return totals


# ---------------------------------------------------------------- bots

Pick = Callable[[list[Choice], int], list[Choice]]  # offered, number of this decision -> those it might take


def length(choice: Choice) -> tuple[int, int]:
    return len(choice.text.split()), len(choice.text)


def rated(*order: str) -> Pick:
    """Every offered choice with the first of these ratings that is offered at all; an unrated choice counts as fair."""

    def pick(choices: list[Choice], number: int) -> list[Choice]:
        groups = ([c for c in choices if (c.rating or "fair") == rating] for rating in order)
        return next(group for group in groups if group)

    return pick


ALWAYS_STRONG, ALWAYS_FAIR = rated("strong", "fair", "weak"), rated("fair", "weak", "strong")
ALWAYS_WEAK = rated("weak", "fair", "strong")

BOTS: dict[str, Pick] = {
    "first": lambda choices, number: choices[:1],
    "middle": lambda choices, number: [choices[(len(choices) - 1) // 2]],
    "last": lambda choices, number: choices[-1:],
    "longest": lambda choices, number: [max(choices, key=length)],
    "shortest": lambda choices, number: [min(choices, key=length)],
    "strong": ALWAYS_STRONG,
    "fair": ALWAYS_FAIR,
    "weak": ALWAYS_WEAK,
    "2 weak, then strong": lambda choices, number: (ALWAYS_WEAK if number < 2 else ALWAYS_STRONG)(choices, number),
}


def bot_ends(story: Story, space: Space, pick: Pick) -> dict[Situation, str]:
    """Every end this bot can come to, with its play code; ties are all followed. Empty: it never ends."""
    found: dict[Situation, str] = {}
    seen: set[tuple[Situation, int]] = set()
    queue = deque([(space.start, 0, "")])
    while queue:
        situation, number, code = queue.popleft()
        if (situation, min(number, 2)) in seen:
            continue
        seen.add((situation, min(number, 2)))
        if situation[0] in story.outcomes:
            found.setdefault(situation, code)
        targets = {choice.position: target for choice, target in space.edges[situation] if choice}
        if targets:
            for choice in pick([choice for choice, _ in space.edges[situation] if choice], number):
                queue.append((targets[choice.position], number + 1, code + DIGITS[choice.position]))
        elif space.edges[situation]:
            queue.appendleft((space.edges[situation][0][1], number, code))
    return found


# ---------------------------------------------------------------- walkthroughs


def walk(story: Story, walkthrough: dict[str, Any]) -> list[str]:
    """What is wrong with this walkthrough; empty if it can be played and ends as it expects."""
    situation = begin(story)
    for number, step in enumerate(walkthrough["choices"], start=1):
        situation = settle(story, situation)
        scene, _, wanted = str(step).partition("/")
        if situation[0] != scene:
            return [f"step {number} is {step}, but the play is at {situation[0]}"]
        names = {each.name.partition("/")[2]: each for each in story.scenes[scene].choices}
        positions = {str(each.position + 1): each for each in story.scenes[scene].choices}
        choice = names.get(wanted) or positions.get(wanted)
        if choice is None:
            return [f"step {number} is {step}, but {scene} has no such choice"]
        if choice not in offered(story, situation):
            return [f"step {number} is {step}, but it is not offered with {state_of(story, situation)}"]
        situation = choose(story, situation, choice)
    return unmet(story, situation, walkthrough.get("expect", {}))


def unmet(story: Story, situation: Situation, expect: dict[str, Any]) -> list[str]:
    """After the last choice the play goes on by itself, but stops at the scene that is expected."""
    situation = settle(story, situation, stop_at=expect.get("scene", ""))
    found = {**state_of(story, situation), "outcome": situation[0], "scene": situation[0]}
    return [f"expects {key} {value}, gets {found.get(key)}" for key, value in expect.items() if found.get(key) != value]


def state_of(story: Story, situation: Situation) -> dict[str, Value]:
    return dict(zip(story.names, situation[1], strict=False))


# ---------------------------------------------------------------- words

PROSE = {
    "title",
    "summary",
    "objectives",
    "content-notes",
    "text",
    "say",
    "do",
    "locked",
    "reaction",
    "feedback",
    "better",
}
PROSE |= {"hint", "debrief", "aftermath", "reflect", "facts", "why", "transcript", "label"}
SILENT = {"notes", "waive", "walkthroughs", "tempting", "sources", "reviewed"}


def prose(data: Any, inside: bool = False) -> Iterator[str]:
    """Every text a learner may read, the debrief's included."""
    if isinstance(data, str) and inside:
        yield data
    elif isinstance(data, list):
        for each in data:
            yield from prose(each, inside)
    elif isinstance(data, dict):
        for key, value in data.items():
            if key not in SILENT and not str(key).startswith("x-"):
                yield from prose(value, inside or key in PROSE)


def count_words(texts: Iterable[str]) -> int:
    return sum(len(text.split()) for text in texts)


def longest_is_best(story: Story) -> tuple[int, int, float]:
    """Decisions with a strong choice and another; in how many the longest is strong; their mean length to others."""
    decisions = [scene.choices for scene in story.scenes.values() if len({c.rating for c in scene.choices}) > 1]
    decisions = [choices for choices in decisions if any(c.rating == "strong" for c in choices)]
    longest = sum(max(choices, key=length).rating == "strong" for choices in decisions)
    strong = [length(c)[0] for choices in decisions for c in choices if c.rating == "strong"]
    others = [length(c)[0] for choices in decisions for c in choices if c.rating != "strong"]
    return len(decisions), longest, (sum(strong) / len(strong)) / (sum(others) / len(others)) if others else 0.0


# ---------------------------------------------------------------- the report


def report(story: Story) -> tuple[list[str], bool]:
    """The lines to print, and whether nothing in the story is broken."""
    space = explore(story)
    plays, most = count_plays(story, space)
    choices = [choice for scene in story.scenes.values() for choice in scene.choices]
    ratings = Counter(choice.rating or "unrated" for choice in choices)
    decisions, longest, ratio = longest_is_best(story)
    positions = Counter(choice.position + 1 for choice in choices if choice.rating == "strong")
    broken = broken_lines(story, space)
    lines = [
        story.title,
        f"  {len(story.scenes)} scenes, {len(choices)} choices ({', '.join(f'{n} {r}' for r, n in ratings.items())}), "
        f"{count_words(prose(story.raw))} words of prose, {len(at_rest(space))} situations, "
        f"{'unbounded' if plays is None else plays} plays of up to {'any number of' if most is None else most} choices",
        f"  the longest choice is strong in {longest} of {decisions} decisions; "
        f"strong are {ratio:.2f} x as long as the others; "
        f"strong by position {dict(sorted(positions.items()))}",
        *outcome_lines(story, space),
        *learner_lines(story, space),
        *hope_lines(story, space),
        *(broken or ["Nothing unreachable, stuck, endless or without a way out."]),
        *walkthrough_lines(story),
    ]
    return lines, not broken and not any(walk(story, each) for each in story.walkthroughs)


def outcome_lines(story: Story, space: Space) -> list[str]:
    lines = [f"{'Outcomes':<24}{'result':<9}{'random':>8}{'fewest':>8}{'most':>6}{'score':>9}  shortest play"]
    chances = odds(story, space)
    for name, outcome in story.outcomes.items():
        there = [end for end in ends(story, space) if end[0] == name]
        if not there:
            lines.append(f"  {name:<22}{outcome.result:<9}{'UNREACHABLE':>8}")
            continue
        code = min((space.codes[end] for end in there), key=len)
        scores = [score(story, end) for end in there]
        _, most = count_plays(story, space, name)
        lines.append(
            f"  {name:<22}{outcome.result:<9}{chances[name]:>8.2%}{len(code):>8}{'any' if most is None else most:>6}"
            f"{f'{min(scores)}..{max(scores)}':>9}  {code or '-'}"
        )
    return lines


def _span(scores: list[int]) -> str:
    return "..".join(map(str, sorted({min(scores), max(scores)})))


def learner_lines(story: Story, space: Space) -> list[str]:
    lines = [f"{'Learners':<24}{'success':>8}{'partial':>9}{'failure':>9}{'no end':>8}"]
    learners = {
        "random clicker": evenly,
        "mid 50/30/20": by_rating(50, 30, 20),
        "skilled 80/15/5": by_rating(80, 15, 5),
    }
    for name, weigh in learners.items():
        share = by_result(story, odds(story, space, weigh))
        lines.append(
            f"  {name:<22}{share['success']:>8.2%}{share['partial']:>9.2%}{share['failure']:>9.2%}"
            f"{share['never_ends']:>8.2%}"
        )
    lines.append("Bots (every tie followed)")
    for name, pick in BOTS.items():
        found: dict[str, tuple[str, list[int]]] = {}
        for end, code in bot_ends(story, space, pick).items():
            found.setdefault(end[0], (code or "-", []))[1].append(score(story, end))
        told = [
            f"{story.outcomes[place].result} {place} (score {_span(scores)}, {code})"
            for place, (code, scores) in found.items()
        ]
        lines.append(f"  {name:<22}{'; '.join(told) or 'never ends'}")
    fair = {story.outcomes[end[0]].result for end in bot_ends(story, space, ALWAYS_FAIR)}
    return [*lines, f"Always fair reaches success: {'YES (it should not)' if 'success' in fair else 'no'}"]


def hope_lines(story: Story, space: Space) -> list[str]:
    """Where success is lost for good, of the situations that are not yet outcomes."""
    lost = [s for s in without_success(story, space) if s[0] in story.scenes]
    if len(lost) == len(space.edges) - len(ends(story, space)) - (ENDLESS in space.edges):
        return ["No play ends in success."]
    best = min((space.codes[end] for end in ends(story, space, "success")), key=len)
    if not lost:
        return [
            f"Success stays possible until an outcome is reached; shortest success {best or '-'} ({len(best)} choices)."
        ]
    first = min(lost, key=lambda s: (len(space.codes[s]), space.codes[s]))
    return [
        f"Success is out of reach in {len(lost)} situations, first after {len(space.codes[first])} choices: "
        f"{space.codes[first] or '-'} at {first[0]} (shortest success {best or '-'}, {len(best)} choices); "
        f"at {', '.join(f'{name} {n}' for name, n in Counter(s[0] for s in lost).most_common())}"
    ]


def broken_lines(story: Story, space: Space) -> list[str]:
    lines = [f"UNREACHABLE scene {name}" for name in unreachable_scenes(story, space)]
    reached = {end[0] for end in ends(story, space)}
    lines += [f"UNREACHABLE outcome {name}" for name in story.outcomes if name not in reached]
    lines += [f"NEVER OFFERED {name}" for name in never_offered(story, space)]
    troubles = {"STUCK at": stuck(story, space), "NO WAY OUT from": without_end(story, space) - {ENDLESS}}
    for trouble, situations in troubles.items():
        for name in dict.fromkeys(s[0] for s in sorted(situations, key=lambda s: len(space.codes[s]))):
            there = [s for s in situations if s[0] == name]
            shortest = min(there, key=lambda s: len(space.codes[s]))
            lines.append(f"{trouble} {name}: {len(there)} situations, shortest play {space.codes[shortest] or '-'}")
    if ENDLESS in space.edges:
        lines.append(f"ENDLESS passing after play {space.codes[ENDLESS] or '-'}")
    return lines


def walkthrough_lines(story: Story) -> list[str]:
    lines = []
    for each in story.walkthroughs:
        wrong = "; ".join(walk(story, each))
        verdict, name = "FAILED" if wrong else "holds ", each.get("name", "(no name)")
        lines.append(f"  {verdict} {name}{': ' if wrong else ''}{wrong}")
    return ["Walkthroughs", *lines] if lines else ["No walkthroughs."]


def main(paths: list[str]) -> int:
    sound = True
    for path in paths:
        try:
            raw = YAML(typ="safe", pure=True).load(Path(path).read_text(encoding="utf-8"))
            lines, good = (
                ([f"{path} does not hold together:", *faults(raw)], False) if faults(raw) else report(make(raw))
            )
        except (YAMLError, ValueError, KeyError, OSError) as trouble:
            lines, good = [f"{path}: {type(trouble).__name__}: {trouble}"], False
        print("\n".join(lines))
        sound = sound and good
    return 0 if sound else 1


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
