"""coolhead: practise hard conversations. Branching stories in YAML become a checked, mapped training site."""

__version__ = "0.1.0"
