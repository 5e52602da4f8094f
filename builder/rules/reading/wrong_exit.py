"""A scene has no way out, or more than one.

A scene leads on by exactly one of `choices`, `next` and `route`. The last item of a `route`, and only the last, has no
`when`, so that one of them always applies.

Reported:

    scenes:
      hello:                                # <- wrong-exit
        text: The phone rings.
    outcomes:
      goodbye: {result: success, title: Goodbye}

Accepted:

    scenes:
      hello:
        text: The phone rings.
        next: goodbye
    outcomes:
      goodbye: {result: success, title: Goodbye}

To mend it, give the scene one way out. Where the story ends, write an outcome instead of a scene.
"""
