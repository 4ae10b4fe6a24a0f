"""The server itself: it says where it is, ends when told to, and says why it cannot begin."""

import signal
import socket
import subprocess
import threading
import time
from collections.abc import Callable
from pathlib import Path

import httpx
import pytest

from cfit_graph.errors import AddressError, ReleaseError
from cfit_graph.settings import Settings
from cfit_graph.web import server as serving

Start = Callable[[Settings], tuple[subprocess.Popen[str], str]]


def children(pid: int) -> list[int]:
    """Return the processes that a process has started, and those that they have started."""
    tasks = Path(f"/proc/{pid}/task").glob("*/children")
    own = [int(child) for task in tasks for child in task.read_text().split()]
    return own + [grandchild for child in own for grandchild in children(child)]


@pytest.mark.parametrize("told", [signal.SIGTERM, signal.SIGINT])
def test_a_server_that_is_told_to_ends_and_takes_its_workers_along(
    settings: Settings, start: Start, told: signal.Signals
) -> None:
    process, _ = start(settings)
    workers = children(process.pid)

    process.send_signal(told)
    process.wait(20)

    assert process.stdout is not None
    process.stdout.close()
    assert len(workers) > settings.workers  # with the one that makes the others
    assert not [worker for worker in workers if Path(f"/proc/{worker}").exists()]


def test_an_answer_that_is_under_way_is_ended_first(settings: Settings, start: Start) -> None:
    process, address = start(settings)
    slow = "SELECT (COUNT(*) AS ?n) { ?a ?b ?c . ?d ?e ?f FILTER(STR(?c) < STR(?f)) }"
    answers = []

    def ask() -> None:
        answers.append(httpx.get(f"{address}/sparql", params={"query": slow}, timeout=20).status_code)

    asking = threading.Thread(target=ask)
    asking.start()
    time.sleep(0.05)
    process.terminate()
    process.wait(20)
    asking.join()

    assert process.stdout is not None
    process.stdout.close()
    assert answers == [200]


def test_workers_do_not_outlive_a_server_that_is_killed(settings: Settings, start: Start) -> None:
    process, _ = start(settings)
    workers = children(process.pid)

    process.kill()
    process.wait(20)

    assert process.stdout is not None
    process.stdout.close()
    end = time.monotonic() + 5
    while time.monotonic() < end and any(alive(worker) for worker in workers):
        time.sleep(0.02)
    assert not [worker for worker in workers if alive(worker)]


def alive(pid: int) -> bool:
    """Return whether a process runs; one that has ended and was not yet reaped by its new parent does not."""
    status = Path(f"/proc/{pid}/stat")
    return status.exists() and status.read_text().rpartition(")")[2].split()[0] != "Z"


def test_a_client_that_goes_away_frees_its_worker(server: str) -> None:
    bomb = "SELECT%20(COUNT(*)%20AS%20?n)%20%7B?a%20?b%20?c.?d%20?e%20?f.?g%20?h%20?i.?j%20?k%20?l.?m%20?n2%20?o%7D"
    host, port = server.removeprefix("http://").split(":")
    with socket.create_connection((host, int(port))) as connection:
        connection.sendall(f"GET /sparql?query={bomb} HTTP/1.1\r\nHost: x\r\n\r\n".encode())
        until(lambda: state(server)["busy"] == 1)
    start = time.monotonic()
    until(lambda: state(server)["busy"] == 0)
    assert time.monotonic() - start < 1.0


def state(server: str) -> dict[str, int]:
    """Return how the workers are."""
    workers: dict[str, int] = httpx.get(f"{server}/-/health").json()["workers"]
    return workers


def until(holds: Callable[[], bool]) -> None:
    """Wait until it holds, two seconds at most."""
    end = time.monotonic() + 2
    while not holds():
        assert time.monotonic() < end
        time.sleep(0.02)


def test_a_port_that_is_taken_is_said_so(settings: Settings) -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
        with pytest.raises(AddressError, match="CFIT_PORT"):
            serving.serve(settings.model_copy(update={"port": port}))


def test_a_host_that_is_none_is_said_so() -> None:
    with pytest.raises(AddressError, match="CFIT_HOST"):
        serving.listening("no such host", 0)


def test_without_a_release_nothing_is_served(tmp_path: Path) -> None:
    with pytest.raises(ReleaseError, match="cfit release"):
        serving.serve(Settings(releases=tmp_path))


def test_the_address_of_every_interface_is_told_as_one_a_browser_finds() -> None:
    with serving.listening("0.0.0.0", 0) as listener:  # noqa: S104 - closed at once
        assert serving.address(listener).startswith("http://127.0.0.1:")
