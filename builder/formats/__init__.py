"""Ways in and out of a story, one file each."""
