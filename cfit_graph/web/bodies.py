"""Reading what a client sends, without ever holding more than we are willing to read; noticing when it goes away."""

import asyncio
import contextlib
from collections.abc import AsyncIterator

from starlette.datastructures import Headers
from starlette.types import Receive

from cfit_graph.errors import MediaTypeError, OversizeError, RequestError

PATIENCE_SECONDS = 0.05


async def read(receive: Receive, headers: Headers, limit: int) -> bytes:
    """Return the body; raise OversizeError beyond `limit` bytes, MediaTypeError if it is compressed."""
    if headers.get("content-encoding", "identity").lower() != "identity":
        raise MediaTypeError("Send the query as it is, not compressed.")
    announced = headers.get("content-length", "0")
    if announced.isdecimal() and int(announced) > limit:
        raise _oversize(limit)
    body = bytearray()
    async for piece in _pieces(receive):
        body += piece
        if len(body) > limit:
            raise _oversize(limit)
    return bytes(body)


def _oversize(limit: int) -> OversizeError:
    return OversizeError(f"The body is larger than {limit} bytes.")


async def _pieces(receive: Receive) -> AsyncIterator[bytes]:
    more = True
    while more:
        message = await receive()
        if message["type"] == "http.disconnect":
            raise RequestError("The request broke off.")
        yield message.get("body", b"")
        more = message.get("more_body", False)


@contextlib.asynccontextmanager
async def while_wanted(receive: Receive) -> AsyncIterator[None]:
    """Run the block until its client goes away, then cancel it; the cancellation ends at this block.

    The body must have been read. The client is watched only after a moment: most answers are out before that.
    """
    asker = asyncio.current_task()
    assert asker is not None  # noqa: S101 - every request runs in a task
    loop, gone = asyncio.get_running_loop(), False
    watching: list[asyncio.Task[None]] = []

    async def watch() -> None:
        nonlocal gone
        while (await receive())["type"] != "http.disconnect":
            pass
        gone = asker.cancel()

    timer = loop.call_later(PATIENCE_SECONDS, lambda: watching.append(loop.create_task(watch())))
    try:
        yield
    except asyncio.CancelledError:
        if not gone or asker.uncancel():
            raise
    finally:
        timer.cancel()
        for task in watching:
            task.cancel()
