"""Who may ask the live site, and for what: only this machine's own pages, and nothing outside the site."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Final
from urllib.parse import unquote_to_bytes

_NAMES: Final = ("localhost", "127.0.0.1", "[::1]")
_ABROAD: Final = ("cross-site", "same-site")
"""What a browser says of a request that a page from elsewhere sets off; another port of this machine is elsewhere."""
_STRANGE: Final = re.compile(r"[\x00-\x1f\x7f\\:]")
"""What no address of the site holds, and what some system or other takes for a way out of a folder."""


def own_hosts(port: int) -> frozenset[str]:
    """The names under which a browser on this machine finds a server at this port."""
    bare = frozenset(_NAMES) if port == 80 else frozenset[str]()
    return bare | {f"{name}:{port}" for name in _NAMES}


def refusal(headers: Mapping[str, str], port: int, *, private: bool) -> str | None:
    """Why a request is refused, or None for one that may be answered.

    A name that another host gave to this machine is refused, so that no page on the web can read drafts by pointing its
    own name here. So is whatever a page from elsewhere asks for; it may only lead people to a page.
    """
    hosts = own_hosts(port)
    if headers.get("Host", "").lower() not in hosts:
        return f"This server answers to http://localhost:{port}/ only. Open that address."
    origin = headers.get("Origin", "").lower()
    if origin and origin.removeprefix("http://") not in hosts:
        return "A page from elsewhere may not ask for this."
    leads_here = headers.get("Sec-Fetch-Mode") == "navigate" and not private
    if headers.get("Sec-Fetch-Site") in _ABROAD and not leads_here:
        return "A page from elsewhere may not ask for this."
    return None


def address_of(path: str, mount: str) -> str | None:
    """The address below ``mount`` (which ends in a slash) that a request's path means; None for what can be no address.

    It is decoded once, and has no way up, no empty or hidden part, and nothing that a system reads as anything but a
    name. It is empty, or ends in a slash, where a folder is meant.
    """
    try:
        decoded = unquote_to_bytes(path).decode()
    except UnicodeDecodeError:
        return None
    if not decoded.startswith(mount) or _STRANGE.search(decoded):
        return None
    address = decoded[len(mount) :]
    parts = address.removesuffix("/").split("/") if address else []
    return None if any(not part or part.startswith(".") for part in parts) else address
