"""Compression of everything that is text: zstd, br or gzip, whichever of them the client takes (RFC 9110, 8.4)."""

from starlette.types import ASGIApp, Message, Receive, Scope, Send
from starlette_compress import CompressMiddleware, add_compress_type

from cfit_graph.engine.formats import GRAPHS, RESULTS

LEVEL = 3
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

        async def weakened(message: Message) -> None:
            if message["type"] == "http.response.start" and _is_encoded(message):
                message["headers"] = [
                    (name, b"W/" + value if name == b"etag" and value[:1] == b'"' else value)
                    for name, value in message["headers"]
                ]
            await send(message)

        await self._app(scope, receive, weakened)


def encoding(accept_encoding: str) -> str:
    """Return a word for what a client takes: clients that are given the same bytes have the same word."""
    if not accept_encoding:
        return ""
    return ",".join(name for name in ENCODINGS if name in accept_encoding or "*" in accept_encoding) + (
        accept_encoding if ";" in accept_encoding else ""
    )


def _is_encoded(message: Message) -> bool:
    return any(name == b"content-encoding" for name, _ in message["headers"])
