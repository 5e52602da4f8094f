"""What `coolhead diff` tells: what changed in the stories of a course since a git revision, in several forms."""
