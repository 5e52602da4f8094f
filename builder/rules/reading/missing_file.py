"""A picture, sound, film or transcript is not there.

Media lies beside the story, in its own folder, and is named relative to it.

Reported:

    scenes:
      hello:
        text: The phone rings.
        media: {image: phone.jpg, alt: An old telephone}     # <- missing-file
        next: goodbye
    outcomes:
      goodbye: {result: success, title: Goodbye}

Accepted:

    scenes:
      hello:
        text: The phone rings.
        media: {image: phone.svg, alt: An old telephone}
        next: goodbye
    outcomes:
      goodbye: {result: success, title: Goodbye}

To mend it, put the file into the story's folder, or write its name as it is there, with `/` between folders.
"""
