"""The author's bar: on every page of a served course, and in no site that is built."""

from builder.hosts.serving.bar.answers import HEAD, answer
from builder.hosts.serving.bar.shown import Shown

__all__ = ["HEAD", "Shown", "answer"]
