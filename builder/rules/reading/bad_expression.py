"""A `when` or a `score` cannot be worked out.

It does not follow the rules of expressions, or its parts do not fit: numbers are compared with numbers, a flag is true
or false by itself, and a word is compared with one of its variable's own words.

Reported:

    state:
      trust: {start: 2, min: 0, max: 10}
    scenes:
      hello:
        text: The phone rings.
        choices:
          - {say: Hello., goto: goodbye, change: {trust: 1}}
          - {say: It is me., goto: goodbye, when: trust => 2}     # <- bad-expression
    outcomes:
      goodbye: {result: success, title: Goodbye}

Accepted:

    state:
      trust: {start: 2, min: 0, max: 10}
    scenes:
      hello:
        text: The phone rings.
        choices:
          - {say: Hello., goto: goodbye, change: {trust: 1}}
          - {say: It is me., goto: goodbye, when: trust >= 2}
    outcomes:
      goodbye: {result: success, title: Goodbye}

To mend it, look at the part that is marked. There are `and`, `or`, `not`, `==`, `!=`, `<`, `<=`, `>`, `>=`, `+`, `-`,
`*`, parentheses, `min(…)`, `max(…)` and `visited(…)`; `2 < trust < 5` is written `2 < trust and trust < 5`.
"""
