"""Compression of everything that is text: zstd, br or gzip, whichever of them the client takes (RFC 9110, 8.4)."""

from starlette.types import ASGIApp, Message, Receive, Scope, Send
from starlette_compress import CompressMiddleware, add_compress_type

from cfit_graph.engine.formats import GRAPHS, RESULTS

LEVEL = 3
_ONCE = b"Accept-Encoding"
_TWICE = _ONCE + b", " + _ONCE
SMALLEST = 1400  # bytes; what is smaller travels in one packet either way
ENCODINGS = ("zstd", "br", "gzip")

for _offered in (*RESULTS, *GRAPHS):
    add_compress_type(_offered.media_type)
    for _alias in _offered.aliases:
        add_compress_type(_alias)


class Compressed:
    """Compresses what the application answers; its entity tag then is a weak one, for the bytes differ."""

    def __init__(self, app: ASGIApp) -> None:
        """Stand around `app`."""
        self._app = CompressMiddleware(
            app, minimum_size=SMALLEST, zstd_level=LEVEL, brotli_quality=LEVEL, gzip_level=LEVEL
        )

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer one request."""

        async def corrected(message: Message) -> None:
            if message["type"] == "http.response.start":
                is_encoded = any(name == b"content-encoding" for name, _ in message["headers"])
                message["headers"] = [(name, _corrected(name, value, is_encoded)) for name, value in message["headers"]]
            await send(message)

        await self._app(scope, receive, corrected)


def encoding(accept_encoding: str) -> str:
    """Return a word for what a client takes: clients that are given the same bytes have the same word."""
    if not accept_encoding:
        return ""
    return ",".join(name for name in ENCODINGS if name in accept_encoding or "*" in accept_encoding) + (
        accept_encoding if ";" in accept_encoding else ""
    )


def _corrected(name: bytes, value: bytes, is_encoded: bool) -> bytes:  # noqa: FBT001 - a header and what it is in
    if name == b"etag" and is_encoded and value[:1] == b'"':
        return b"W/" + value
    return value.replace(_TWICE, _ONCE) if name == b"vary" else value
