"""The commands, a file each: `new_story.py` holds `new_story`, which is `coolhead new-story`."""
