"""Something that must be there is not.

Without it there is nothing to show, or no way to go on.

Reported:

    scenes:
      hello:
        text: The phone rings.
        choices:
          - {say: Hello.}                   # <- missing-key
    outcomes:
      goodbye: {result: success, title: Goodbye}

Accepted:

    scenes:
      hello:
        text: The phone rings.
        choices:
          - {say: Hello., goto: goodbye}
    outcomes:
      goodbye: {result: success, title: Goodbye}

To mend it, add the key that is named.
"""
