"""Something is past a limit that keeps every story quick to check.

There are limits on the size of a file, on nesting, on the choices of a scene and on the values of a number.

Reported:

    state:
      minutes: {start: 0, min: 0, max: 5000}      # <- too-large
    scenes:
      hello:
        text: The phone rings.
        choices:
          - {say: Hello., goto: goodbye, change: {minutes: 1}}
    outcomes:
      goodbye: {result: success, title: Goodbye, score: 100 - minutes}

Accepted:

    state:
      minutes: {start: 0, min: 0, max: 60}
    scenes:
      hello:
        text: The phone rings.
        choices:
          - {say: Hello., goto: goodbye, change: {minutes: 1}}
    outcomes:
      goodbye: {result: success, title: Goodbye, score: 100 - minutes}

To mend it, split what is too large, or count in larger steps.
"""
