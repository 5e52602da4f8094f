"""A port for a server that a test starts as a program: nobody else is given it as long as the test holds it."""

from __future__ import annotations

import contextlib
import socket
import sys
from collections.abc import Iterator


@contextlib.contextmanager
def held_port() -> Iterator[int]:
    """A free port of this machine, to be served on by whoever reuses addresses, as our server does.

    Linux lets a server have a port that is held but not listened to; elsewhere it is only free just now.
    """
    with socket.socket() as held:
        held.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        held.bind(("127.0.0.1", 0))
        port = int(held.getsockname()[1])
        if sys.platform != "linux":
            held.close()
        yield port
