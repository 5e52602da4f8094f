"""A scene has over 150 words.

On a phone that is more than two screens before the learner may do anything, and the moment that asks for an answer
has scrolled away.

Reported:

    scenes:
      hello:
        text:
          It is Saturday, quarter to two, and the queue has not been under ten all day. Your screen knows the number
          and has opened the order. One pine bunk bed, paid in March. Three delivery dates stand under it, each with a
          red flag. The first has no note. The second says that the driver waited for six minutes. The third is from
          today, eight minutes to twelve. A colleague has written below that she was told to wait for a text. Another
          has written that there is no text to wait for, and that the depot should be asked. Nobody has asked the
          depot. Below that there is a picture of a street, and of a door that may be hers. The closed shop on the
          ground floor has its blind down. There is no bell in the picture. You look for a second door and find none.
          The line clicks. Somebody breathes in, and at last you put your hands on the keys.        # <- long-scene
        choices:
          - {say: Tell me how it was at your end., goto: settled}
          - {say: It shows as attempted., goto: gone}
    outcomes:
      settled: {result: success, title: A bed by Sunday}
      gone: {result: failure, title: She hangs up}

Accepted:

    scenes:
      hello:
        text:
          It is Saturday, quarter to two. Your screen knows the number and has opened the order. One pine bunk bed.
          Three delivery dates, each with a red flag.
        choices:
          - {say: Tell me how it was at your end., goto: settled}
          - {say: It shows as attempted., goto: gone}
    outcomes:
      settled: {result: success, title: A bed by Sunday}
      gone: {result: failure, title: She hangs up}

Everybody's words count. Of lines with a `when`, those count that some play shows together.

To mend it, leave out what the learner does not need now, or break the scene with a choice or a `next`.
"""

from __future__ import annotations

from collections.abc import Iterator

from builder.diagnostics import Diagnostic, Severity
from builder.flow.facts import told_together
from builder.flow.finished import Finished
from builder.flow.proof import play_into
from builder.model import Line, Scene
from builder.prose.languages import is_spaced
from builder.prose.manuscript import beyond, part
from builder.prose.sentences import Piece, words
from builder.sources import Place

SEVERITY = Severity.WARNING
MOST_WORDS = 150


def check(finished: Finished) -> Iterator[Diagnostic]:
    """One finding for every scene that is too long, marked from where it goes past the limit."""
    for scene in finished.story.scenes.values() if is_spaced(finished.language) else ():
        if sum(_length(line) for line in scene.lines) > MOST_WORDS:
            yield from _longest(finished, scene)


def _longest(finished: Finished, scene: Scene) -> Iterator[Diagnostic]:
    """The most that some play shows of the scene, if it is too much; past the limit of the search, what all do."""
    lines, play = [line for line in scene.lines if line.when is None], None
    if finished.proof is not None and len(lines) < len(scene.lines):
        met = max(
            told_together(finished.proof.situations, scene),
            key=lambda each: sum(map(_length, each[2])),
            default=None,
        )
        if met is not None:
            lines = list(met[2])
            play = play_into(finished.proof.met, [met[:2]])
    count = sum(map(_length, lines))
    if count > MOST_WORDS:
        message = f"This scene has {count} words, more than {MOST_WORDS}."
        help = "Leave out what the learner does not need now, or break it with a choice or a `next`."
        yield Diagnostic("long-scene", _past(finished, scene, lines), message, help, play=play)


def _past(finished: Finished, scene: Scene, lines: list[Line]) -> Place:
    """Where the lines go past the limit."""
    before = 0
    for line in lines:
        if before + _length(line) > MOST_WORDS:
            break
        before += _length(line)
    position = scene.lines.index(line)
    at = finished.at(scene)
    place = Place(at.file, (*at.route, "lines", position, "text"), otherwise=(*at.route, "text"))
    return part(place, beyond(Piece(line.text, 0, len(line.text)), MOST_WORDS - before))


def _length(line: Line) -> int:
    return len(words(line.text))
