"""What can happen in a story: linking, the graph, the play engine."""
