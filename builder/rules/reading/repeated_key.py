"""Something is there twice.

Of two equal keys in one mapping only one could count, and nobody could say which was meant. The same goes for a scene
and an outcome with one id, and for two choices of a scene with one id.

Reported:

    scenes:
      hello:
        text: The phone rings.
        text: It rings again.               # <- repeated-key
        next: goodbye
    outcomes:
      goodbye: {result: success, title: Goodbye}

Accepted:

    scenes:
      hello:
        text: The phone rings. It rings again.
        next: goodbye
    outcomes:
      goodbye: {result: success, title: Goodbye}

To mend it, delete one of the two, or give it a name of its own.
"""
