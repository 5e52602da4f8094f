"""From a `StoryGraph` to finished HTML fragments, which a host puts into its own frame."""
