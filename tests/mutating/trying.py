"""Changes tried, each in a process of its own, which finds the tests loaded and is there within milliseconds."""

from __future__ import annotations

import importlib
import inspect
import os
import pickle
import resource
import signal
import sys
import time
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from types import CodeType, FrameType, FunctionType
from typing import Any, Final, Literal, TypeAlias

import pytest
from _pytest.runner import runtestprotocol
from mutating.changes import Change, functions

Function: TypeAlias = tuple[str, ...]
"""The module of a function, the class it may be in, and its name."""
Got: TypeAlias = Literal["noticed", "not noticed", "not reached"]

MEMORY: Final = 3 << 30
WAITING: Final = 20
"""How many times its seconds of the processor a process may last: on a busy machine it waits for others."""


@dataclass(frozen=True, slots=True)
class Reached:
    """Which tests call which function, and the seconds of the processor that each takes: those that pass, by number."""

    tests: Mapping[Function, Sequence[int]]
    seconds: Mapping[int, float]


class Trial:
    """What pytest calls in place of its own loop over the tests; it never runs one in its own process."""

    def __init__(self, changes: Sequence[Change], seconds: float, tell: Callable[[Change, Got, int], None]) -> None:
        self.changes, self.seconds, self.tell = changes, seconds, tell

    @pytest.hookimpl(tryfirst=True)
    def pytest_runtestloop(self, session: pytest.Session) -> bool:
        """Try every change, and tell what it got and how many tests were to notice it."""
        modules = {each.module for each in self.changes}
        reached = _apart(lambda: _reached(session.items, modules), None)
        assert reached is not None, "the tests do not even run without a change"
        for each in self.changes:
            numbers = sorted(reached.tests.get((each.module, *each.function), ()), key=reached.seconds.__getitem__)
            tests = _in_turns((session.items[number] for number in numbers), map(reached.seconds.__getitem__, numbers))
            self.tell(each, self._got(each, tests), len(tests))
        return True

    def _got(self, change: Change, tests: Sequence[pytest.Item]) -> Got:
        if not tests:
            return "not reached"
        passed = _apart(lambda: _passed(change, tests, self.seconds), self.seconds * 3)
        return "not noticed" if passed else "noticed"


def _in_turns(tests: Iterable[pytest.Item], seconds: Iterable[float]) -> list[pytest.Item]:
    """The tests in an order that gives those of every kind, which differ in their parameters, about the same time."""
    spent: dict[str, float] = {}
    turns: list[tuple[float, pytest.Item]] = []
    for test, cost in zip(tests, seconds, strict=True):
        kind = test.nodeid.partition("[")[0]
        spent[kind] = spent.get(kind, 0.0) + cost
        turns.append((spent[kind], test))
    return [test for _, test in sorted(turns, key=lambda turn: turn[0])]


def _passed(change: Change, tests: Iterable[pytest.Item], seconds: float) -> bool:
    """Whether all tests pass with the change, or those that there is time for."""
    _living(change.module, change.function).__code__ = change.code
    end = time.process_time() + seconds
    return all(_passes(test) for test in tests if time.process_time() < end)


def _passes(test: pytest.Item) -> bool:
    test.ihook.pytest_runtest_logstart(nodeid=test.nodeid, location=test.location)
    return not any(report.failed for report in runtestprotocol(test, log=False, nextitem=None))


def _reached(tests: Sequence[pytest.Item], modules: Iterable[str]) -> Reached:
    wanted = dict(_codes(modules))
    found: dict[Function, list[int]] = {}
    seconds: dict[int, float] = {}
    for number, test in enumerate(tests):
        met: set[CodeType] = set()

        def called(frame: FrameType, event: str, _: Any, met: set[CodeType] = met) -> None:
            if event == "call" and frame.f_code in wanted:
                met.add(frame.f_code)

        begun = time.process_time()
        sys.setprofile(called)
        passes = _passes(test)
        sys.setprofile(None)
        seconds[number] = time.process_time() - begun
        for code in met if passes else ():
            found.setdefault(wanted[code], []).append(number)
    return Reached(found, seconds)


def _codes(modules: Iterable[str]) -> Iterator[tuple[CodeType, Function]]:
    for module in modules:
        text = Path(str(importlib.import_module(module).__file__)).read_text(encoding="utf-8")
        for names, _ in functions(text):
            yield _living(module, names).__code__, (module, *names)


def _living(module: str, names: tuple[str, ...]) -> FunctionType:
    """The function itself, below whatever decorates it."""
    found: Any = importlib.import_module(module)
    for name in names:
        found = vars(found)[name]
    match found:
        case property():
            found = found.fget
        case classmethod() | staticmethod():
            found = found.__func__
    living = inspect.unwrap(found)
    assert isinstance(living, FunctionType), f"{module} has something else of the name {'.'.join(names)}"
    return living


def _apart(work: Callable[[], Any], seconds: float | None) -> Any:
    """What the work gives in a process of its own; None where it fails, or takes more seconds or memory than it may."""
    reading, writing = os.pipe()
    child = os.fork()
    if child == 0:
        os.close(reading)
        _work(work, writing, seconds)
    os.close(writing)
    with os.fdopen(reading, "rb") as stream:
        answer = stream.read()
    os.waitpid(child, 0)
    return pickle.loads(answer) if answer else None


def _work(work: Callable[[], Any], writing: int, seconds: float | None) -> None:
    """The child's life: it says nothing but its answer, and never comes back."""
    with suppress(BaseException):
        null = os.open(os.devnull, os.O_WRONLY)
        os.dup2(null, 1)
        os.dup2(null, 2)
        if seconds is not None:
            resource.setrlimit(resource.RLIMIT_CPU, (int(seconds) + 1, int(seconds) + 3))
            resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
            signal.alarm(int(seconds * WAITING))
        with os.fdopen(writing, "wb") as stream:
            stream.write(pickle.dumps(work()))
    os._exit(0)
