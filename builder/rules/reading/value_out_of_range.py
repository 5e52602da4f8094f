"""A variable is given a value it cannot have.

A number stays between its `min` and `max`, a word is one of its `one-of`, and only numbers can be added to.

Reported:

    state:
      trust: {start: 12, min: 0, max: 10}   # <- value-out-of-range
    scenes:
      hello:
        text: The phone rings.
        choices:
          - {say: Hello., goto: goodbye, change: {trust: 1}}
    outcomes:
      goodbye: {result: success, title: Goodbye, score: 10 * trust}

Accepted:

    state:
      trust: {start: 2, min: 0, max: 10}
    scenes:
      hello:
        text: The phone rings.
        choices:
          - {say: Hello., goto: goodbye, change: {trust: 1}}
    outcomes:
      goodbye: {result: success, title: Goodbye, score: 10 * trust}

To mend it, write a value inside the range, or widen the range. `change` adds to a number; everything else is given its
value by `set`.
"""
