"""When a file is not YAML: what the author most likely did, and a text without it, so that the rest can be read."""
