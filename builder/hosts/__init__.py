"""Who calls the builder: the command line, MkDocs, the terminal player. Each thin; the work is in the rooms below."""
