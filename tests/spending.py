"""What some work costs, for tests of work that must not grow without bounds."""

from __future__ import annotations

import gc
import time
from collections.abc import Callable


def seconds_of(work: Callable[[], object]) -> float:
    """The processor's seconds that this process takes for some work, however busy the machine is.

    Without those for clearing away what other tests have left, which may fall into it as well as beside it.
    """
    gc.collect()
    gc.disable()
    try:
        begun = time.process_time()
        work()
        return time.process_time() - begun
    finally:
        gc.enable()
