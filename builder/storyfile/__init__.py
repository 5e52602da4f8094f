"""Between YAML and a `Story`: the only rooms that know YAML."""
