"""This is not YAML, or it is YAML that stories do not use.

Where the text stops making sense, nothing after it can be trusted. Stories do without anchors, aliases, tags, merge
keys and several documents in one file.

Reported:

    scenes:
      hello:
        text: Sam says: it is cold.         # <- yaml-syntax
        next: goodbye
    outcomes:
      goodbye: {result: success, title: Goodbye}

Accepted:

    scenes:
      hello:
        text: "Sam says: it is cold."
        next: goodbye
    outcomes:
      goodbye: {result: success, title: Goodbye}

To mend it, put text with a colon, a `#`, or a quotation mark at its start in double quotes, or write it on the lines
below after a `|`. Indent with spaces, and give keys that belong together the same indentation.
"""
