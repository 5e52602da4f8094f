"""The story format has no such key here.

A misspelt key would be passed over in silence, and what it says would never happen.

Reported:

    scenes:
      hello:
        text: The phone rings.
        nxt: goodbye                        # <- unknown-key
    outcomes:
      goodbye: {result: success, title: Goodbye}

Accepted:

    scenes:
      hello:
        text: The phone rings.
        next: goodbye
        x-recorded-by: Sam
    outcomes:
      goodbye: {result: success, title: Goodbye}

To mend it, write the key that is suggested. Text with a comma inside `{…}` needs double quotes, or what follows the
comma is taken for a key. A key of your own begins with `x-`.
"""
