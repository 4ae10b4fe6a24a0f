"""A client that drips its request is cut off; one that takes its time between requests is not."""

import asyncio
import contextlib

import pytest
import uvicorn
from starlette.requests import ClientDisconnect, Request
from starlette.responses import PlainTextResponse
from starlette.types import Receive, Scope, Send

from cfit_graph.web import patience
from cfit_graph.web.server import listening

REQUEST = b"GET / HTTP/1.1\r\nHost: x\r\n\r\n"


async def read_then_answer(scope: Scope, receive: Receive, send: Send) -> None:
    """Answer once the whole request is there, as the endpoint does."""
    with contextlib.suppress(ClientDisconnect):
        await Request(scope, receive).body()
        await PlainTextResponse("here")(scope, receive, send)


@pytest.fixture(autouse=True)
def _impatient(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(patience, "HEADER_SECONDS", 0.2)
    monkeypatch.setattr(patience, "BODY_SECONDS", 0.4)


async def received(*sent: bytes, pause: float) -> bytes:
    """Return what comes back until the line is cut, with a pause after each piece sent."""
    with listening("127.0.0.1", 0) as listener:
        config = uvicorn.Config(
            read_then_answer, http=patience.PatientProtocol, log_level="error", lifespan="off", ws="none"
        )
        server = uvicorn.Server(config)
        serving = asyncio.create_task(server.serve(sockets=[listener]))
        reader, writer = await asyncio.open_connection(*listener.getsockname())
        for piece in sent:
            writer.write(piece)
            await asyncio.sleep(pause)
        try:
            answer = await asyncio.wait_for(reader.read(65536), 2)
        except ConnectionError:
            answer = b""
        writer.close()
        server.should_exit = True
        await serving
    return answer


@pytest.mark.parametrize(
    "sent",
    [
        [b"GET / HT"],
        [b"G", b"E", b"T", b" ", b"/"],
        [b"POST / HTTP/1.1\r\nHost: x\r\nContent-Length: 9\r\n\r\nabc", b"def"],
    ],
    ids=["half a line", "byte by byte", "half a body"],
)
def test_a_request_that_does_not_end_is_cut_off(sent: list[bytes]) -> None:
    assert b"here" not in asyncio.run(received(*sent, pause=0.12))


def test_a_request_in_time_is_answered() -> None:
    assert b"here" in asyncio.run(received(REQUEST[:10], REQUEST[10:], pause=0.05))


def test_a_second_request_may_wait() -> None:
    assert asyncio.run(received(REQUEST, REQUEST, pause=0.3)).count(b"here") == 2


LARGE = 16 << 20


async def answer_much(scope: Scope, receive: Receive, send: Send) -> None:
    """Answer more than any buffer between two sockets holds, in one piece, as a kept answer is given."""
    await PlainTextResponse(b"x" * LARGE)(scope, receive, send)


async def taken(pause: float) -> int:
    """Return how many bytes a client gets that pauses after each piece it takes."""
    with listening("127.0.0.1", 0) as listener:
        config = uvicorn.Config(
            answer_much, http=patience.PatientProtocol, log_level="error", lifespan="off", ws="none"
        )
        server = uvicorn.Server(config)
        serving = asyncio.create_task(server.serve(sockets=[listener]))
        reader, writer = await asyncio.open_connection(*listener.getsockname(), limit=1 << 16)
        writer.write(REQUEST)
        count = 0
        with contextlib.suppress(ConnectionError):
            await asyncio.sleep(pause)
            while count < LARGE and (piece := await asyncio.wait_for(reader.read(4 << 20), 5)):
                count += len(piece)
        writer.close()
        server.should_exit = True
        await serving
    return count


@pytest.mark.parametrize(("pause", "whole"), [(0.05, True), (1.0, False)])
def test_an_answer_is_not_held_for_a_client_that_takes_nothing(
    monkeypatch: pytest.MonkeyPatch,
    pause: float,
    whole: bool,  # noqa: FBT001
) -> None:
    monkeypatch.setattr(patience, "WRITE_SECONDS", 0.2)
    assert (asyncio.run(taken(pause)) >= LARGE) is whole
