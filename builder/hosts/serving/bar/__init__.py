"""The author's bar: on every page of a served course, and in no site that is built."""

from builder.hosts.serving.bar.answers import HEAD, Answer, answer
from builder.hosts.serving.bar.editors import EDITORS
from builder.hosts.serving.bar.shown import Shown

__all__ = ["EDITORS", "HEAD", "Answer", "Shown", "answer"]
