"""Something is named that does not exist.

It may be a variable, a speaker, a skill, a fact, a trigger, a scene in `visited()`, or a story in the course.
Where it is the declaration that is misspelt, and everybody else writes the name alike, the declaration is reported.

Reported:

    cast:
      sam: {name: Sam, role: customer}
    scenes:
      hello:
        speaker: sma                        # <- unknown-name
        text: This is cold.
        next: goodbye
    outcomes:
      goodbye: {result: success, title: Goodbye}

Accepted:

    cast:
      sam: {name: Sam, role: customer}
    scenes:
      hello:
        speaker: sam
        text: This is cold.
        next: goodbye
    outcomes:
      goodbye: {result: success, title: Goodbye}

To mend it, write the name that is suggested, or define the missing one: speakers under `cast`, variables under `state`,
facts under `facts`, triggers under `triggers`, skills in `skills.yml`.
"""
