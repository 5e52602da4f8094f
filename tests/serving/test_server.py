"""The server of a live site answers this machine's own pages, nothing outside the site, and waits for nobody."""

from __future__ import annotations

import contextlib
import re
import socket
import threading
from collections.abc import Callable, Iterator, Mapping

import pytest
from serving.served import BASE, WITHIN, Served, eventually, everything, reply, serving
from test_building import new_course

from builder.diagnostics import BuilderError
from builder.hosts.serving.answers import Answer
from builder.hosts.serving.gate import address_of
from builder.hosts.serving.ranges import asked_range
from builder.hosts.serving.server import Asked, Server
from builder.hosts.serving.tabs import Tabs


@pytest.fixture(scope="module")
def served(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    course = new_course(tmp_path_factory.mktemp("served") / "course")
    (course / "secret.txt").write_text("outside-word")
    (course / "stories" / "tips.md").write_text("# Tips\n\nAsk first.\n")
    (course / "stories" / "ring.mp3").write_bytes(bytes(range(256)) * 40)
    with serving(course, tmp_path_factory.mktemp("made")) as found:
        yield found


# -- who may ask --


@pytest.mark.parametrize("name", ["localhost", "127.0.0.1", "[::1]", "LOCALHOST"])
def test_this_machine_is_answered_under_its_own_names(served: Served, name: str) -> None:
    assert served.get(BASE, Host=f"{name}:{served.port}").status == 200


@pytest.mark.parametrize(
    "host", ["evil.example", "evil.example:{port}", "localhost", "localhost:1", "localhost.evil.example:{port}", ""]
)
def test_another_host_is_refused_everything(served: Served, host: str) -> None:
    for path in ("/", BASE, f"{BASE}latte/counter.html", f"{BASE}_author/events", f"{BASE}_author/bar.json"):
        got = served.get(path, Host=host.format(port=served.port))
        assert got.status == 403
        assert b"stone cold" not in got.body


def test_a_request_has_one_host(served: Served) -> None:
    line = f"Host: localhost:{served.port}\r\n"
    assert (
        served.send(f"GET / HTTP/1.1\r\n{line}Host: evil.example\r\nConnection: close\r\n\r\n".encode()).status == 400
    )
    assert served.send(b"GET / HTTP/1.1\r\nConnection: close\r\n\r\n").status == 400


@pytest.mark.parametrize(
    "origin", ["https://evil.example", "null", "http://localhost:1", "https://localhost:{port}", "file://"]
)
def test_a_page_from_elsewhere_is_refused(served: Served, origin: str) -> None:
    for path in (f"{BASE}latte/story.js", f"{BASE}_author/events", f"{BASE}_author/bar.json?page=latte/"):
        assert served.get(path, Origin=origin.format(port=served.port)).status == 403


def test_a_page_of_the_site_may_ask(served: Served) -> None:
    own = f"http://localhost:{served.port}"
    assert served.get(f"{BASE}latte/story.js", Origin=own, Sec_Fetch_Site="same-origin").status == 200


@pytest.mark.parametrize("site", ["cross-site", "same-site"])
def test_a_page_from_elsewhere_may_lead_to_a_page_and_load_nothing(served: Served, site: str) -> None:
    assert served.get(f"{BASE}latte/", Sec_Fetch_Site=site, Sec_Fetch_Mode="navigate").status == 200
    assert served.get(f"{BASE}latte/story.js", Sec_Fetch_Site=site, Sec_Fetch_Mode="no-cors").status == 403
    assert served.get(f"{BASE}_author/follow.js", Sec_Fetch_Site=site, Sec_Fetch_Mode="navigate").status == 403


def test_only_this_machine_can_connect(served: Served) -> None:
    found = socket.getaddrinfo(socket.gethostname(), None, socket.AF_INET)
    for address in {str(each[4][0]) for each in found} - {"127.0.0.1"}:
        with pytest.raises(OSError), socket.create_connection((address, served.port), timeout=2):
            pass


# -- for what --


@pytest.mark.parametrize(
    "path",
    [
        "../secret.txt",
        "../../../secret.txt",
        "latte/../../secret.txt",
        "%2e%2e/secret.txt",
        "%2e%2e%2f%2e%2e%2fetc%2fpasswd",
        "..%5csecret.txt",
        "..\\secret.txt",
        "%2e%2e%5csecret.txt",
        "%252e%252e/secret.txt",
        "....//secret.txt",
        ".%2e/secret.txt",
        "latte/%00/counter.html",
        "latte/counter.html%00.js",
        "%c0%ae%c0%ae/secret.txt",
        "/etc/passwd",
        "//etc/passwd",
        "c:/windows/win.ini",
        "C%3a%5cwindows%5cwin.ini",
        ".git/config",
        ".coolhead/maps",
        "%ff",
        "latte//counter.html",
        "mkdocs.yml",
        "latte.yml",
        "../stories/latte.yml",
    ],
)
def test_nothing_outside_the_site_is_served(served: Served, path: str) -> None:
    got = served.page(path)
    assert got.status == 404
    assert b"outside-word" not in got.body and b"root:" not in got.body and b"format: 1" not in got.body


@pytest.mark.parametrize("path", ["/etc/passwd", "/secret.txt", "/learn", "/learn/cupsy/", "/_author/bar.js"])
def test_nothing_beside_the_sites_own_path_is_served(served: Served, path: str) -> None:
    assert served.get(path).status == 404


def test_a_link_out_of_the_site_is_not_followed(served: Served) -> None:
    for folder in served.following.ground.folder.iterdir():
        (folder / "way-out.txt").symlink_to(served.course / "secret.txt")
        (folder / "all-of-it").symlink_to(served.course)
    assert served.page("way-out.txt").status == 404
    assert served.page("all-of-it/secret.txt").status == 404


@pytest.mark.parametrize("target", ["http://evil.example/", "*", "latte/", "localhost:80", "file:///etc/passwd"])
def test_what_is_no_path_is_refused(served: Served, target: str) -> None:
    assert served.get(target).status == 400


@pytest.mark.parametrize("method", ["POST", "PUT", "DELETE", "PATCH", "OPTIONS"])
def test_the_site_can_only_be_read(served: Served, method: str) -> None:
    host = f"Host: localhost:{served.port}"
    got = served.send(f"{method} {BASE} HTTP/1.1\r\n{host}\r\nContent-Length: 3\r\n\r\nabc".encode())
    assert (got.status, got.headers["allow"]) == (405, "GET, HEAD")


@pytest.mark.parametrize("method", ["TRACE", "CONNECT", "BREW", "get"])
def test_other_methods_are_not_known(served: Served, method: str) -> None:
    got = served.send(
        f"{method} {BASE} HTTP/1.1\r\nHost: localhost:{served.port}\r\nConnection: close\r\n\r\n".encode()
    )
    assert got.status == 501
    assert "<" not in got.text


def test_what_follows_a_request_is_never_taken_for_another(served: Served) -> None:
    hidden = f"GET {BASE}latte/story.js HTTP/1.1\r\nHost: localhost:{served.port}\r\n\r\n"
    for told in (f"Content-Length: {len(hidden)}", "Transfer-Encoding: chunked"):
        outer = f"GET {BASE}tips/ HTTP/1.1\r\nHost: localhost:{served.port}\r\n{told}\r\n\r\n{hidden}"
        with served.connected() as line:
            line.sendall(outer.encode())
            assert everything(line).count(b"HTTP/1.1 ") == 1


# -- what comes back --


def test_a_path_above_the_site_leads_to_it(served: Served) -> None:
    for path, to in {
        "/": BASE,
        "/learn/cups": BASE,
        f"{BASE}latte": f"{BASE}latte/",
        f"{BASE}search": f"{BASE}search/",
    }.items():
        got = served.get(path)
        assert (got.status, got.headers["location"]) == (302, to)


@pytest.mark.parametrize(
    ("address", "kind"),
    [
        ("", "text/html; charset=utf-8"),
        ("latte/counter.html", "text/html; charset=utf-8"),
        ("latte/story.js", "text/javascript; charset=utf-8"),
        ("assets/coolhead/play.js", "text/javascript; charset=utf-8"),
        ("assets/coolhead/coolhead.css", "text/css; charset=utf-8"),
        ("search/search_index.json", "application/json; charset=utf-8"),
        ("sitemap.xml", "application/xml; charset=utf-8"),
        ("ring.mp3", "audio/mpeg"),
        ("_author/follow.js", "text/javascript; charset=utf-8"),
    ],
)
def test_a_file_has_its_type_and_is_not_to_be_kept(served: Served, address: str, kind: str) -> None:
    got = served.page(address)
    assert (got.status, got.headers["content-type"]) == (200, kind)
    assert got.headers["cache-control"] == "no-store"
    assert got.headers["x-content-type-options"] == "nosniff"
    assert got.headers["content-security-policy"].startswith("default-src 'self';")
    assert int(got.headers["content-length"]) == len(got.body) > 0


def test_a_head_is_a_get_without_a_body(served: Served) -> None:
    for address in ("latte/", "latte/counter.html", "ring.mp3", "nix.html"):
        asked = f"HEAD {BASE}{address} HTTP/1.1\r\nHost: localhost:{served.port}\r\nConnection: close\r\n\r\n"
        head, got = served.send(asked.encode()), served.page(address)
        assert (head.status, head.body) == (got.status, b"")
        assert head.headers["content-length"] == got.headers["content-length"]


@pytest.mark.parametrize("address", ["nix/nowhere.html", "x" * 3000, "x/" * 3000], ids=["nowhere", "long", "deep"])
def test_what_is_missing_is_the_sites_own_page(served: Served, address: str) -> None:
    got = served.page(address)
    assert got.status == 404
    assert "<title>Cups</title>" in got.text


def test_every_page_follows_the_author_and_no_built_page_does(served: Served) -> None:
    for address in ("", "latte/", "latte/counter.html", "latte/map/", "tips/", "nix.html"):
        assert served.page(address).text.count(f'<script defer src="{BASE}_author/follow.js?version=') == 1
    assert "_author" not in served.page("latte/story.js").text
    for folder in served.following.ground.folder.iterdir():
        assert not [path for path in folder.rglob("*.html") if b"_author" in path.read_bytes()]


def test_a_recording_can_be_wound_forwards(served: Served) -> None:
    got = served.page("ring.mp3")
    assert got.headers["accept-ranges"] == "bytes"
    piece = served.get(f"{BASE}ring.mp3", Range="bytes=100-199")
    assert (piece.status, piece.body) == (206, got.body[100:200])
    assert piece.headers["content-range"] == f"bytes 100-199/{len(got.body)}"


@pytest.mark.parametrize(
    ("header", "found"),
    [
        ("bytes=0-0", range(0, 1)),
        ("bytes=5-", range(5, 10)),
        ("bytes=5-99", range(5, 10)),
        ("bytes=-3", range(7, 10)),
        ("bytes=-30", range(10)),
        ("bytes=10-", None),
        ("bytes=7-3", None),
        ("bytes=-0", None),
        ("bytes=-", None),
        ("bytes=1-2,4-5", None),
        ("lines=1-2", None),
        (f"bytes={'9' * 99}-", None),
        ("", None),
    ],
)
def test_a_piece_is_of_the_file_or_there_is_none(header: str, found: range | None) -> None:
    assert asked_range(header, 10) == found


@pytest.mark.parametrize(
    ("path", "found"),
    [
        ("/a/", ""),
        ("/a/b/", "b/"),
        ("/a/b/c.html", "b/c.html"),
        ("/a/%C3%A4.html", "ä.html"),
        ("/a", None),
        ("/b/", None),
        ("/a/../b", None),
        ("/a/b/..", None),
        ("/a/%2e%2e/b", None),
        ("/a/.git/config", None),
        ("/a//b", None),
        ("/a/b%00", None),
        ("/a/b%5cc", None),
        ("/a/%ff", None),
    ],
)
def test_an_address_is_what_lies_below_the_site(path: str, found: str | None) -> None:
    assert address_of(path, "/a/") == found


# -- waiting for nobody --


def test_huge_requests_are_refused(served: Served) -> None:
    host = f"Host: localhost:{served.port}\r\n"
    assert served.send(f"GET /{'a' * 70_000} HTTP/1.1\r\n{host}\r\n".encode()).status == 414
    assert served.send(f"GET / HTTP/1.1\r\n{host}X-Long: {'a' * 70_000}\r\n\r\n".encode()).status == 431
    many = "".join(f"X-{number}: 1\r\n" for number in range(500))
    assert served.send(f"GET / HTTP/1.1\r\n{host}{many}\r\n".encode()).status == 431


@pytest.mark.parametrize("nonsense", [b"\r\n\r\n", b"\x16\x03\x01\x02\x00\x01\x00\x01\xfc", b"GET\r\n\r\n", b"\0" * 99])
def test_nonsense_ends_its_connection_and_nothing_else(served: Served, nonsense: bytes) -> None:
    with served.connected() as line:
        line.sendall(nonsense)
        line.shutdown(socket.SHUT_WR)
        everything(line)
    assert served.page("").status == 200


Answering = Callable[[str, Mapping[str, str]], Answer]


@contextlib.contextmanager
def answering(answer: Answering, said: list[str], **how: float) -> Iterator[int]:
    """A server of nothing but these answers, at a port of its own."""
    asked = Asked("/_author/", answer, lambda: ("", ""), said.append)
    with Server(0, asked, Tabs(), **how) as server:
        threading.Thread(target=server.serve_forever, args=(0.05,), daemon=True).start()
        yield server.port
        server.shutdown()


def slow_line(port: int) -> socket.socket:
    """A connection over which a request has begun and does not end."""
    line = socket.create_connection(("127.0.0.1", port), timeout=WITHIN)
    line.sendall(b"GET / HTTP/1.1\r\nX-Slow: ")
    return line


def asked_at(port: int) -> bytes:
    with socket.create_connection(("127.0.0.1", port), timeout=WITHIN) as line:
        line.sendall(f"GET /x.html HTTP/1.1\r\nHost: localhost:{port}\r\nConnection: close\r\n\r\n".encode())
        return everything(line)


def test_nobody_waits_for_slow_clients() -> None:
    said: list[str] = []
    with answering(lambda path, query: Answer(b"here"), said, patience=10 * WITHIN) as port:
        slow = [slow_line(port) for _ in range(40)]
        assert reply(asked_at(port)).status == 200
        for line in slow:
            line.close()
    assert not said


def test_slow_clients_are_dropped() -> None:
    said: list[str] = []
    with answering(lambda path, query: pytest.fail("asked"), said, patience=0.5) as port:
        slow = [slow_line(port) for _ in range(40)]
        for line in slow[:3]:
            assert eventually(lambda: no_more_is_taken(line))  # noqa: B023 - asked at once
        for line in slow:
            with line:
                assert everything(line) == b""
    assert not said


def no_more_is_taken(line: socket.socket) -> bool:
    """Whether the line has been ended, though a byte came now and then."""
    try:
        line.sendall(b"a")
    except OSError:
        return True
    return False


def test_several_requests_go_over_one_connection(served: Served) -> None:
    asked = f"GET {BASE}latte/story.js HTTP/1.1\r\nHost: localhost:{served.port}\r\n\r\n".encode()
    with served.connected() as line:
        line.sendall(asked * 3)
        line.shutdown(socket.SHUT_WR)
        assert everything(line).count(b"HTTP/1.1 200 ") == 3


# -- events --


def listening_line(served: Served) -> socket.socket:
    line = served.connected()
    line.sendall(f"GET {BASE}_author/events HTTP/1.1\r\nHost: localhost:{served.port}\r\n\r\n".encode())
    return line


def heard(line: socket.socket, until: bytes) -> bytes:
    found = b""
    while until not in found:
        data = line.recv(65_536)
        assert data, f"the line ended after {found!r}"
        found += data
    return found


def test_a_tab_is_told_at_once_what_the_site_is_and_then_of_each_change(served: Served) -> None:
    with listening_line(served) as line:
        before = served.following.version()
        begun = heard(line, before.encode())
        assert reply(begun).headers["content-type"] == "text/event-stream; charset=utf-8"
        served.story.write_text(served.story.read_text().replace("It was, and it is", "It was, and now it is"))
        served.save("stories/latte.yml")
        now = served.following.version()
        assert now != before
        heard(line, f"event: version\ndata: {now}\n\n".encode())


def test_many_tabs_may_listen_and_each_that_goes_is_let_go(served: Served) -> None:
    tabs = served.following.ground.tabs
    assert eventually(lambda: not tabs._lines)  # of an earlier test
    lines = [listening_line(served) for _ in range(30)]
    for line in lines:
        heard(line, b"data: ")
    assert len(tabs._lines) == 30
    for line in lines:
        line.close()
    assert eventually(lambda: not tabs._lines)


def test_a_line_ends_once_everybody_is_let_go() -> None:
    tabs = Tabs()
    ours, theirs = socket.socketpair()
    with ours, theirs:
        listening = threading.Thread(target=tabs.listen, args=(theirs, lambda: ("version", "1")))
        listening.start()
        assert ours.recv(99) == b"event: version\ndata: 1\n\n"
        tabs.let_go()
        listening.join(WITHIN)
        assert not listening.is_alive()
        tabs.listen(theirs, lambda: ("version", "2"))  # nobody is taken any more


def test_what_is_told_while_a_tab_begins_to_listen_is_not_missed() -> None:
    tabs = Tabs()
    ours, theirs = socket.socketpair()
    telling = threading.Thread(target=tabs.tell, args=("version", "2"))

    def now() -> tuple[str, str]:
        telling.start()
        telling.join(0.1)
        return "version", "1"

    with ours, theirs:
        listening = threading.Thread(target=tabs.listen, args=(theirs, now))
        listening.start()
        ours.settimeout(WITHIN)
        told = b""
        while told.count(b"\n\n") < 2:
            told += ours.recv(99)
        assert told == b"event: version\ndata: 1\n\nevent: version\ndata: 2\n\n"
        tabs.let_go()
        listening.join(WITHIN)
        telling.join(WITHIN)


def test_a_port_that_is_taken_is_told_in_a_sentence() -> None:
    nobody = Asked("/_author/", lambda path, query: pytest.fail("asked"), lambda: ("", ""), pytest.fail)
    with Server(0, nobody, Tabs()) as server, pytest.raises(BuilderError) as refused:
        Server(server.port, nobody, Tabs())
    assert re.search(f"Port {server.port} cannot be used: .+--port", str(refused.value))


def test_a_fault_of_ours_is_an_answer_and_a_sentence() -> None:
    said: list[str] = []

    def broken(path: str, query: object) -> Answer:
        raise KeyError("zebra")

    with answering(broken, said) as port:
        got = reply(asked_at(port))
    assert got.status == 500 and b"Traceback" not in got.body
    assert said == ["The answer to /x.html could not be made (KeyError: 'zebra')."]
