"""Random stories for property tests: small, sound, and full of everything that makes a play turn.

`random_story(seed)` is the text of a story file; the same seed always gives the same text. The stories link without a
finding, but they are no good stories: scenes may be out of reach, plays stuck or endless.
"""

from __future__ import annotations

import json
import re
from dataclasses import dataclass
from random import Random
from typing import Any

WORDS = ("none", "no", "yes", "on", "refund", "call-back", "call", "a-b-c")
"""Some that YAML 1.1 took for true or false, some with hyphens, one the beginning of another."""
PLAIN = re.compile(r"[a-z][a-z0-9_-]*")
NOT_PLAIN = ("true", "false", "null")


@dataclass(frozen=True)
class Cast:
    """What the parts of one story may refer to."""

    rng: Random
    state: dict[str, Any]
    scenes: list[str]
    outcomes: list[str]

    def names(self, kind: str) -> list[str]:
        return [name for name, variable in self.state.items() if kind_of(variable) == kind]

    def place(self) -> str:
        """Mostly a scene: plays should be long enough for something to happen in them."""
        return self.rng.choice(self.outcomes if self.rng.random() < 0.15 else self.scenes)


def random_story(seed: int) -> str:
    """The text of a story file."""
    rng = Random(seed)
    scenes = [f"room-{number}" if number % 2 else f"room{number}" for number in range(rng.randint(2, 8))]
    outcomes = [f"end-{number}" for number in range(rng.randint(1, 3))]
    cast = Cast(rng, random_state(rng), scenes, outcomes)
    story: dict[str, Any] = {"format": 1, "title": f"Random story {seed}", "state": cast.state}
    if rng.random() < 0.7:
        story["interrupts"] = [random_interrupt(cast) for _ in range(rng.randint(1, 3))]
    if rng.random() < 0.5:
        story["start"] = rng.choice(scenes)
    story["scenes"] = {scene: random_scene(cast) for scene in scenes}
    story["outcomes"] = {outcome: random_outcome(cast) for outcome in outcomes}
    return "\n".join(block(story)) + "\n"


# -- state --


def random_state(rng: Random) -> dict[str, Any]:
    """One to four variables of all three kinds, with few values each."""
    makers = [random_number, random_flag, random_word]
    kinds = [random_number] + [rng.choice(makers) for _ in range(rng.randint(0, 3))]
    return {f"{maker.__name__.removeprefix('random_')}_{index}": maker(rng) for index, maker in enumerate(kinds)}


def random_number(rng: Random) -> dict[str, Any]:
    low = rng.randint(-3, 2)
    high = low + rng.randint(0, 5)
    return {"start": rng.randint(low, high), "min": low, "max": high}


def random_flag(rng: Random) -> Any:
    start = rng.random() < 0.3
    return start if rng.random() < 0.5 else {"start": start}


def random_word(rng: Random) -> dict[str, Any]:
    words = rng.sample(WORDS, rng.randint(2, 4))
    return {"start": rng.choice(words), "one-of": words}


def kind_of(variable: Any) -> str:
    if isinstance(variable, bool):
        return "flag"
    return "number" if "min" in variable else "word" if "one-of" in variable else "flag"


# -- scenes, choices, outcomes --


def random_scene(cast: Cast) -> dict[str, Any]:
    rng = cast.rng
    scene: dict[str, Any] = {}
    way_out = rng.choices(["choices", "next", "route"], [6, 2, 2])[0]
    if way_out == "choices" or rng.random() < 0.4:
        scene |= random_words(cast)
    scene |= random_effects(cast, 0.35)
    if way_out == "choices":
        scene["choices"] = [random_choice(cast) for _ in range(rng.randint(1, 4))]
    elif way_out == "next":
        scene["next"] = cast.place()
    else:
        branches = [{"when": condition(cast), "goto": cast.place()} for _ in range(rng.randint(0, 3))]
        scene["route"] = [*branches, {"goto": cast.place()}]
    return scene


def random_words(cast: Cast) -> dict[str, Any]:
    match cast.rng.randint(0, 3):
        case 0:
            return {}
        case 1:
            return {"text": "Somebody waits."}
        case _:
            return {"lines": [{"text": "A phone rings."}, {"text": "It rings again.", "when": condition(cast)}]}


def random_choice(cast: Cast) -> dict[str, Any]:
    rng = cast.rng
    choice: dict[str, Any] = {rng.choice(["say", "do"]): rng.choice(["Wait.", "Ask why.", "Put it right."])}
    choice["goto"] = cast.place()
    if rng.random() < 0.35:
        choice["when"] = condition(cast)
        if rng.random() < 0.4:
            choice["locked"] = "Not yet."
    return choice | random_effects(cast, 0.7)


def random_effects(cast: Cast, odds: float) -> dict[str, Any]:
    """Changes often larger than the range, so that they are cut; sometimes a change and a set of the same variable."""
    rng = cast.rng
    effects: dict[str, Any] = {}
    numbers = cast.names("number")
    if rng.random() < odds:
        chosen = rng.sample(numbers, rng.randint(1, len(numbers)))
        effects["change"] = {name: rng.choice([-6, -2, -1, -1, 0, 1, 1, 2, 6]) for name in chosen}
    if rng.random() < odds:
        chosen = rng.sample(list(cast.state), rng.randint(1, len(cast.state)))
        effects["set"] = {name: value_of(cast, name) for name in chosen}
    return effects


def random_interrupt(cast: Cast) -> dict[str, Any]:
    return {"when": condition(cast), "goto": cast.place()}


def random_outcome(cast: Cast) -> dict[str, Any]:
    rng = cast.rng
    outcome: dict[str, Any] = {"result": rng.choice(["success", "partial", "failure"]), "title": "The end"}
    if rng.random() < 0.6:
        outcome["score"] = rng.choice([rng.randint(0, 100), f"{rng.randint(0, 100)} - 20 * ({amount(cast, 2)})"])
    return outcome


def value_of(cast: Cast, name: str) -> Any:
    """Something the variable can hold."""
    variable = cast.state[name]
    match kind_of(variable):
        case "number":
            return cast.rng.randint(variable["min"], variable["max"])
        case "word":
            return cast.rng.choice(variable["one-of"])
        case _:
            return cast.rng.random() < 0.5


# -- expressions --


def condition(cast: Cast, depth: int = 2) -> str:
    rng = cast.rng
    if depth and rng.random() < 0.35:
        left, right = condition(cast, depth - 1), condition(cast, depth - 1)
        return rng.choice([f"{left} and {right}", f"{left} or {right}", f"not ({left})", f"not ({left}) or ({right})"])
    flags, words = cast.names("flag"), cast.names("word")
    kinds = ["number", "number", "visited", *["flag"] * bool(flags), *["word"] * bool(words)]
    match rng.choice(kinds):
        case "number":
            sign = rng.choice(["==", "!=", "<", "<=", ">", ">="])
            return f"{amount(cast, 1)} {sign} {amount(cast, 1)}"
        case "flag":
            name = rng.choice(flags)
            return rng.choice([name, f"not {name}", f"{name} == true", f"{name} != {rng.choice(flags)}"])
        case "word":
            name = rng.choice(words)
            word, sign = rng.choice(cast.state[name]["one-of"]), rng.choice(["==", "!="])
            return rng.choice([f"{name} {sign} {word}", f"{word} {sign} {name}"])
        case _:
            return f"visited({rng.choice(cast.scenes)})"


def amount(cast: Cast, depth: int) -> str:
    rng = cast.rng
    if depth and rng.random() < 0.3:
        left, right = amount(cast, depth - 1), amount(cast, depth - 1)
        sums = [f"{left} + {right}", f"{left} - {right}", f"({left} - {right})", f"-{rng.choice(cast.names('number'))}"]
        return rng.choice([*sums, f"{left} * 2", f"min({left}, {right})", f"max({left}, {right})"])
    return str(rng.randint(0, 4)) if rng.random() < 0.4 else rng.choice(cast.names("number"))


# -- YAML --


def block(data: Any, indent: str = "") -> list[str]:
    """The lines of a mapping or list in block style, with plain scalars wherever they may be plain."""
    lines: list[str] = []
    for key, value in data.items() if isinstance(data, dict) else enumerate(data):
        head = f"{indent}{key}:" if isinstance(data, dict) else f"{indent}-"
        if isinstance(value, (dict, list)) and value:
            inner = block(value, indent + "  ")
            if isinstance(data, list):
                inner[0] = f"{head} {inner[0].lstrip()}"
            else:
                lines.append(head)
            lines += inner
        else:
            lines.append(f"{head} {scalar(value)}")
    return lines


def scalar(value: Any) -> str:
    if isinstance(value, str):
        return value if PLAIN.fullmatch(value) and value not in NOT_PLAIN else json.dumps(value)
    return json.dumps(value)
