"""From findings to text or data, one file a format."""
