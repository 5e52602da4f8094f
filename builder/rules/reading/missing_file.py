"""A picture, sound, film or transcript is not there, or is more than that.

Media lies beside the story, in its own folder, and is named relative to it. A drawing (SVG) that holds a script or
leads to other files is not shown, nor is a web page: either could do more on the learner's machine than be looked at.

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
Save a drawing without its scripts and links, or as a PNG; write a transcript as text.
"""
