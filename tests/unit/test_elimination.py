"""Random walks with known answers."""

from __future__ import annotations

from fractions import Fraction

import pytest

from builder.flow.elimination import TooTangledError, eliminate, gathering, passing
from builder.flow.walks import visits, worth

STREAK = 20


def streak() -> tuple[list[dict[int, float]], list[float]]:
    """Twenty lucky steps in a row, each with one chance in three; otherwise everything begins anew."""
    links: list[dict[int, float]] = [{0: 2 / 3, place + 1: 1 / 3} for place in range(STREAK - 1)]
    return [*links, {0: 2 / 3}], [0.0] * (STREAK - 1) + [1 / 3]


def test_a_walk_that_hardly_ever_gets_out_is_exact_all_the_same() -> None:
    links, outside = streak()
    found = passing(eliminate(links, outside), [1.0] + [0.0] * (STREAK - 1))
    assert sum(found) == pytest.approx(sum(3**power for power in range(1, STREAK + 1)), rel=1e-13)
    assert found[-1] * outside[-1] == pytest.approx(1.0, rel=1e-13)


def test_what_is_gathered_from_each_place_is_the_same_story_told_backwards() -> None:
    links, outside = streak()
    assert gathering(eliminate(links, outside), outside) == pytest.approx([1.0] * STREAK, rel=1e-13)


def test_what_is_given_stays_as_it_is() -> None:
    (links, outside), given = streak(), [1.0] * STREAK
    taken = eliminate(links, outside)
    assert passing(taken, given) and gathering(taken, given)
    assert (links, outside) == streak() and given == [1.0] * STREAK


def test_a_drunkard_comes_home_as_the_textbook_says() -> None:
    street = 400
    links = [{each: 0.5 for each in (place - 1, place + 1) if 0 <= each < street} for place in range(street)]
    outside = [0.5 if place in (0, street - 1) else 0.0 for place in range(street)]
    start = 99
    given = [float(place == start) for place in range(street)]
    found = visits(links, outside, given)
    assert found[-1] * 0.5 == pytest.approx(float(Fraction(start + 1, street + 1)), rel=1e-12)
    right = worth(links, outside, [0.0] * (street - 1) + [0.5])
    assert right[start] == pytest.approx(float(Fraction(start + 1, street + 1)), rel=1e-12)


def test_a_walk_that_lets_go_is_sent_round_and_comes_to_the_same_as_elimination() -> None:
    places = 500
    links = [{(place * 7 + step) % places: 0.2 for step in (1, 5, 11)} for place in range(places)]
    outside, given = [0.4] * places, [float(place % 3) for place in range(places)]
    assert visits(links, outside, given) == pytest.approx(passing(eliminate(links, outside), given), rel=1e-11)
    assert worth(links, outside, given) == pytest.approx(gathering(eliminate(links, outside), given), rel=1e-11)


def test_a_walk_too_tangled_to_solve_says_so() -> None:
    links = [{target: 0.01 for target in range(60) if target != place} for place in range(60)]
    with pytest.raises(TooTangledError):
        eliminate(links, [0.41] * 60, work=1_000)
