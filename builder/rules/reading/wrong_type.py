"""A value is of another kind than the story format expects here.

Text, a whole number, true or false, a list and a mapping are told apart, and some keys take only certain words.

Reported:

    scenes:
      hello:
        text: The phone rings.
        next: goodbye
    outcomes:
      goodbye: {result: happy, title: Goodbye}    # <- wrong-type

Accepted:

    scenes:
      hello:
        text: The phone rings.
        next: goodbye
    outcomes:
      goodbye: {result: success, title: Goodbye}

To mend it, write a value as the message describes it. Text that YAML takes for a number or for true or false goes in
double quotes.
"""
