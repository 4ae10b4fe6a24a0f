"""Notices from the official interfaces, which a server on this machine stands in for and behaves as they document."""

import gzip
import json
import threading
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

import pytest
from typer.testing import CliRunner

from cfit_graph.cli import commands
from cfit_graph.errors import FetchError
from cfit_graph.sources.fetching import transport as transports
from cfit_graph.sources.fetching.transport import Transport, retry_after

PACKAGE = gzip.compress(b"a tar of notices" * 20_000, mtime=0)


@dataclass
class Answer:
    """What the stand-in answers; `cut` is how many bytes it sends before it drops the connection."""

    body: bytes = b""
    status: int = 200
    headers: dict[str, str] = field(default_factory=dict)
    cut: int | None = None


@dataclass
class StandIn:
    """A server that answers by a function of the request, and remembers what it was asked."""

    answer: Callable[[str, dict[str, str], bytes], Answer]
    address: str = ""
    asked: list[str] = field(default_factory=list)


@pytest.fixture
def stand_in() -> Iterator[Callable[[Callable[..., Answer]], StandIn]]:
    servers = []

    def begin(answer: Callable[..., Answer]) -> StandIn:
        this = StandIn(answer)

        class Handler(BaseHTTPRequestHandler):
            protocol_version = "HTTP/1.1"

            def do_GET(self) -> None:
                body = self.rfile.read(int(self.headers.get("Content-Length", 0)))
                this.asked.append(f"{self.command} {self.path}")
                given = this.answer(self.path, dict(self.headers), body)
                self.send_response(given.status)
                for name, value in {"Content-Length": str(len(given.body)), **given.headers}.items():
                    self.send_header(name, value)
                self.end_headers()
                self.wfile.write(given.body[: given.cut])
                self.close_connection = given.cut is not None

            do_POST = do_GET  # noqa: N815 - the name is the library's

            def log_message(self, *_: object) -> None:
                """Say nothing."""

        server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        threading.Thread(target=server.serve_forever, args=(0.01,), daemon=True).start()
        servers.append(server)
        this.address = f"http://127.0.0.1:{server.server_port}"
        return this

    yield begin
    for server in servers:
        server.shutdown()
        server.server_close()


@pytest.fixture
def waits() -> list[float]:
    return []


@pytest.fixture
def ask(waits: list[float]) -> Iterator[Callable[..., Transport]]:
    made = []

    def make(*addresses: str, pause: float = 0) -> Transport:
        made.append(Transport(*addresses, pause=pause, sleep=waits.append))
        return made[-1]

    yield make
    for one in made:
        one.close()


def cfit(*words: object) -> Any:
    return CliRunner().invoke(commands.app, [*map(str, words), "--pause", "0"])


def ted(numbers: list[str], page: int = 2) -> Callable[..., Answer]:
    """Answer as the Search API does: pages of a size, the total, and a token even with the last page."""

    def answer(path: str, _headers: dict[str, str], body: bytes) -> Answer:
        if path != "/v3/notices/search":
            return Answer(f"<notice>{path}</notice>".encode())
        asked = json.loads(body)
        start = int(asked.get("iterationNextToken", "0"))
        assert asked["fields"]
        assert asked["limit"] <= 250
        found = [
            {"publication-number": one, "links": {"xml": "http://evil.example/"}} for one in numbers[start:][:page]
        ]
        said = {"notices": found, "totalNoticeCount": len(numbers), "iterationNextToken": str(start + page)}
        return Answer(json.dumps({**said, "timedOut": False}).encode())

    return answer


def test_a_query_brings_every_notice_it_finds_and_asks_no_address_that_an_answer_names(
    stand_in: Callable[..., StandIn], tmp_path: Path
) -> None:
    server = stand_in(ted(["1-2024", "00000022-2024", "333-2024", "../../etc/passwd"]))
    done = cfit("fetch", "ted", "PC = 30213100", "--to", tmp_path, "--api", server.address, "--site", server.address)

    assert done.exit_code == 0, done.output
    assert sorted(path.name for path in tmp_path.iterdir()) == ["1-2024.xml", "22-2024.xml", "333-2024.xml"]
    assert server.asked.count("POST /v3/notices/search") == 2
    assert "3 new, 0 there already" in done.output


def test_what_is_on_the_disk_is_not_asked_for_again(stand_in: Callable[..., StandIn], tmp_path: Path) -> None:
    server = stand_in(ted(["1-2024", "2-2024"]))
    (tmp_path / "1-2024.xml").write_text("here", encoding="utf-8")
    done = cfit("fetch", "ted", "PC = 30213100", "--to", tmp_path, "--api", server.address, "--site", server.address)

    assert "1 new, 1 there already" in done.output
    assert (tmp_path / "1-2024.xml").read_text(encoding="utf-8") == "here"
    assert "GET /en/notice/1-2024/xml" not in server.asked


def test_a_package_that_breaks_off_goes_on_where_it_stopped(
    stand_in: Callable[..., StandIn], ask: Callable[..., Transport], tmp_path: Path
) -> None:
    ranges = []

    def answer(_path: str, headers: dict[str, str], _body: bytes) -> Answer:
        ranges.append((headers.get("Range"), headers.get("If-Range")))
        if "Range" not in headers:
            return Answer(PACKAGE, headers={"ETag": '"v1"'}, cut=200)
        start = int(headers["Range"].removeprefix("bytes=").removesuffix("-"))
        said = {"Content-Range": f"bytes {start}-{len(PACKAGE) - 1}/{len(PACKAGE)}", "ETag": '"v1"'}
        return Answer(PACKAGE[start:], 206, said)

    server = stand_in(answer)
    ask(server.address).save(f"{server.address}/packages/daily/202400214", tmp_path / "a.tar.gz")

    assert (tmp_path / "a.tar.gz").read_bytes() == PACKAGE
    assert ranges == [(None, None), ("bytes=200-", '"v1"')]
    assert [path.name for path in tmp_path.iterdir()] == ["a.tar.gz"]


def test_a_file_that_changed_meanwhile_is_brought_from_its_beginning(
    stand_in: Callable[..., StandIn], ask: Callable[..., Transport], tmp_path: Path
) -> None:
    (tmp_path / "a.part").write_bytes(b"of another version")
    (tmp_path / "a.part.version").write_text('"old"', encoding="ascii")
    server = stand_in(lambda *_: Answer(b"new", headers={"ETag": '"new"'}))
    ask(server.address).save(f"{server.address}/a", tmp_path / "a")

    assert (tmp_path / "a").read_bytes() == b"new"


def test_a_rate_limit_is_waited_out_as_the_server_asks(
    stand_in: Callable[..., StandIn], ask: Callable[..., Transport], waits: list[float]
) -> None:
    answers = [Answer(status=429, headers={"Retry-After": "7"}), Answer(status=503), Answer(b"{}")]
    server = stand_in(lambda *_: answers.pop(0))

    assert ask(server.address).page(f"{server.address}/x") == b"{}"
    assert waits == [7.0, 2.0]


def test_patience_ends(stand_in: Callable[..., StandIn], ask: Callable[..., Transport], waits: list[float]) -> None:
    server = stand_in(lambda *_: Answer(status=500))

    with pytest.raises(FetchError, match="gave up after 6 tries: status 500"):
        ask(server.address).page(f"{server.address}/x")
    assert waits == [1, 2, 4, 8, 16]
    assert len(server.asked) == 6


def test_between_two_questions_there_is_a_pause(
    stand_in: Callable[..., StandIn], ask: Callable[..., Transport], waits: list[float]
) -> None:
    server = stand_in(lambda *_: Answer(b"{}"))
    polite = ask(server.address, pause=5)
    for _ in range(3):
        polite.page(f"{server.address}/x")

    assert [round(wait) for wait in waits] == [5, 10]


@pytest.mark.parametrize(
    ("address", "said"),
    [
        ("https://evil.example/x", "not on a host that was named"),
        ("http://ted.europa.eu/x", "not https"),
        ("https://ted.europa.eu@evil.example/x", "not on a host that was named"),
        ("file:///etc/passwd", "not a web address"),
        ("https://[ted.europa.eu/x", "not a web address"),
    ],
)
def test_only_named_hosts_are_asked_and_only_encrypted(ask: Callable[..., Transport], address: str, said: str) -> None:
    with pytest.raises(FetchError, match=said):
        ask("https://ted.europa.eu").page(address)


def test_nobody_sends_us_elsewhere(stand_in: Callable[..., StandIn], ask: Callable[..., Transport]) -> None:
    server = stand_in(lambda *_: Answer(status=302, headers={"Location": "https://evil.example/"}))

    with pytest.raises(FetchError, match=r"evil\.example/: not on a host that was named"):
        ask(server.address).page(f"{server.address}/x")


def test_a_challenge_meant_for_browsers_is_said_and_saved_nowhere(
    stand_in: Callable[..., StandIn], tmp_path: Path
) -> None:
    server = stand_in(lambda *_: Answer(status=202, headers={"x-amzn-waf-action": "challenge"}))
    done = cfit("fetch", "ted", "202400214", "--to", tmp_path, "--site", server.address)

    assert isinstance(done.exception, FetchError)
    assert "proof that a person is asking" in str(done.exception)
    assert not list(tmp_path.iterdir())


def test_a_package_that_is_not_out_yet_is_said_and_a_broken_one_removed(
    stand_in: Callable[..., StandIn], tmp_path: Path
) -> None:
    broken = PACKAGE[:-40]
    server = stand_in(lambda path, *_: Answer(status=404) if path.endswith("999") else Answer(broken))
    absent = cfit("fetch", "ted", "202400999", "--to", tmp_path, "--site", server.address)
    done = cfit("fetch", "ted", "202400214", "--to", tmp_path, "--site", server.address)

    assert "not published (yet): 202400999" in absent.output
    assert "not a whole package, removed" in str(done.exception)
    assert not list(tmp_path.iterdir())


def ocds(pages: int, elsewhere: str = "") -> Callable[..., Answer]:
    """Answer as publishers of OCDS do: a package a page, each with the address of the next."""

    def answer(path: str, *_: object) -> Answer:
        number = int(path.partition("=")[2] or 1)
        links = {"next": f"{elsewhere}/packages?page={number + 1}"} if number < pages else {}
        return Answer(json.dumps({"releases": [{"ocid": f"o-{number}"}], "links": links}).encode())

    return answer


def test_packages_of_ocds_are_brought_page_after_page_and_the_last_one_again(
    stand_in: Callable[..., StandIn], tmp_path: Path
) -> None:
    server = stand_in(ocds(3))
    first = cfit("fetch", "ocds", f"{server.address}/packages", "--to", tmp_path)
    server.answer = ocds(4)
    second = cfit("fetch", "ocds", f"{server.address}/packages", "--to", tmp_path)

    assert "3 new, 0 there already" in first.output
    assert "2 new, 2 there already" in second.output
    assert len(list(tmp_path.glob("*.json"))) == 4
    assert len(server.asked) == 5


def test_the_next_page_is_on_the_same_host(stand_in: Callable[..., StandIn], tmp_path: Path) -> None:
    server = stand_in(ocds(3, elsewhere="https://evil.example"))
    done = cfit("fetch", "ocds", f"{server.address}/packages", "--to", tmp_path)

    assert "evil.example/packages?page=2: not on a host that was named" in str(done.exception)


def test_pages_that_lead_in_a_circle_end(stand_in: Callable[..., StandIn], tmp_path: Path) -> None:
    server = stand_in(lambda *_: Answer(b'{"releases": [], "links": {"next": "/packages"}}'))
    done = cfit("fetch", "ocds", f"{server.address}/packages", "--to", tmp_path)

    assert "lead back" in str(done.exception)


def test_a_page_without_end_is_refused(
    stand_in: Callable[..., StandIn], ask: Callable[..., Transport], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(transports, "LARGEST_PAGE", 1024)
    server = stand_in(lambda *_: Answer(gzip.compress(b" " * 10_000_000), headers={"Content-Encoding": "gzip"}))

    with pytest.raises(FetchError, match="larger than"):
        ask(server.address).page(f"{server.address}/x")


@pytest.mark.parametrize(
    ("written", "seconds"), [("3", 3), (None, None), ("Fri, 01 Jan 1999 00:00:00 GMT", 0), ("soon", None)]
)
def test_what_a_server_asks_to_wait_is_a_number_or_a_date(written: str | None, seconds: float | None) -> None:
    assert retry_after(written) == seconds
