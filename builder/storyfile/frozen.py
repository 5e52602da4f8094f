"""Frozen objects at speed: a long story is tens of thousands of them."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import field, fields, make_dataclass
from typing import Any, TypeVar, cast

T = TypeVar("T")


def at_speed(frozen: type[T]) -> Callable[..., T]:
    """What makes the same objects as calling a frozen dataclass with slots does, in a third of the time.

    The class's own ``__init__`` has to set each field by a call past its own guard. Here a twin that is not frozen sets
    them, and then the object is given its proper class, which has the same slots.
    """

    def settle(made: Any) -> None:
        made.__class__ = frozen

    rows = [
        (each.name, each.type, field(default=each.default, default_factory=each.default_factory))
        for each in fields(frozen)  # type: ignore[arg-type]
    ]
    twin = make_dataclass(frozen.__name__, rows, namespace={"__post_init__": settle}, slots=True, repr=False, eq=False)
    return cast(Callable[..., T], twin)
