"""A `goto`, `next`, `start` or a step of a walkthrough leads nowhere.

There is no scene or outcome, or no choice, of that name, so no play could go there.

Reported:

    scenes:
      hello:
        text: The phone rings.
        next: godbye                        # <- unknown-destination
    outcomes:
      goodbye: {result: success, title: Goodbye}

Accepted:

    scenes:
      hello:
        text: The phone rings.
        next: goodbye
    outcomes:
      goodbye: {result: success, title: Goodbye}

To mend it, name a scene or outcome that is there, or write the one that is missing.
"""
