"""An id is written in a way that ids are not.

Ids are parts of addresses and file names. They are small letters, digits and single hyphens, and begin with a letter:
`her-story`, `call2`. Names of variables have underscores instead of hyphens: `has_name`.

Reported:

    scenes:
      Her Story:                            # <- bad-id
        text: The phone rings.
        next: goodbye
    outcomes:
      goodbye: {result: success, title: Goodbye}

Accepted:

    scenes:
      her-story:
        text: The phone rings.
        next: goodbye
    outcomes:
      goodbye: {result: success, title: Goodbye}

To mend it, write the id that is suggested, here and wherever it is named. What learners read belongs in `title`.
"""
