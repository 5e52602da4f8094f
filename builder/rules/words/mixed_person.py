"""The narration speaks to the learner as "you", and elsewhere of "the agent".

Either works. Changing between them makes learners wonder whether somebody else has come into the room.

Reported:

    scenes:
      hello:
        text: Your screen shows three red flags.
        choices:
          - say: Tell me how it was at your end.
            goto: settled
            reaction: The agent hears a kettle.         # <- mixed-person
          - {say: It shows as attempted., goto: gone, reaction: You hear a click.}
    outcomes:
      settled: {result: success, title: A bed by Sunday}
      gone: {result: failure, title: She hangs up}

Accepted:

    cast:
      sami: {name: Sami, role: letting agent}
    scenes:
      hello:
        text: Your screen shows three red flags. Behind you, the agent of the landlord waits.
        choices:
          - say: Tell me how it was at your end.
            goto: settled
            reaction: '"The agent said so," says Maren.'
          - {say: It shows as attempted., goto: gone, reaction: You hear a click.}
    outcomes:
      settled: {result: success, title: A bed by Sunday}
      gone: {result: failure, title: She hangs up}

What somebody says between quotation marks does not count, and a word that stands in the name or role of one of the
cast is taken for that person. `addressing` and `naming` are lists that a course adds to in `phrases.yml`.

To mend it, write "you" throughout.
"""

from __future__ import annotations

from collections.abc import Iterator

from builder.diagnostics import Diagnostic, Related, Severity
from builder.prose.manuscript import Manuscript, part
from builder.prose.phrases import find, phrasebook
from builder.prose.sentences import terms, unquoted
from builder.sources import Place

SEVERITY = Severity.NOTE


def check(manuscript: Manuscript) -> Iterator[Diagnostic]:
    """One finding for each place that speaks of the learner in the way that the story uses less."""
    named = _places(manuscript, _of_the_learner(manuscript))
    addressed = _places(manuscript, manuscript.phrases.addressing) if named else []
    if not addressed:
        return
    rarer, usual = (addressed, named) if len(addressed) < len(named) else (named, addressed)
    first = Related(usual[0][0], f'"{usual[0][1]}" here')
    for place, said in rarer:
        message = f'This says "{said}", and most of the narration says "{usual[0][1].lower()}".'
        help = "Speak to the learner in one way throughout."
        yield Diagnostic("mixed-person", place, message, help, related=(first,))


def _places(manuscript: Manuscript, phrases: tuple[str, ...]) -> list[tuple[Place, str]]:
    book = phrasebook(phrases)
    return [
        (part(passage.place, found), passage.text[found.start : found.end])
        for passage in manuscript.passages
        if passage.kind in ("narration", "reaction")
        for found in find(book, unquoted(passage.text))
    ]


def _of_the_learner(manuscript: Manuscript) -> tuple[str, ...]:
    """The names for the learner's part, without those that are somebody's in the cast."""
    others = [member for member in manuscript.story.cast.values() if member.role != "learner"]
    taken = {term.text for member in others for term in terms(f"{member.name} {member.role or ''}")}
    return tuple(each for each in manuscript.phrases.naming if taken.isdisjoint(terms(each)[-1:][0].text.split()))
