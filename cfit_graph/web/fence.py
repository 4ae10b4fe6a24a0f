"""What every request must be, and what every answer carries, as a plain ASGI layer around the application."""

from collections.abc import Sequence

from starlette.types import ASGIApp, Message, Receive, Scope, Send

from cfit_graph.errors import AddressLengthError, HeaderSizeError, RequestError
from cfit_graph.web import problems

ADDRESS_BYTES, HEADER_BYTES, HEADER_LINES = 96 << 10, 16 << 10, 100

POLICY = (
    "default-src 'none'; style-src 'self'; img-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
)
_SENT = (
    (b"content-security-policy", POLICY.encode()),
    (b"x-content-type-options", b"nosniff"),
    (b"referrer-policy", b"no-referrer"),
)


class Fence:
    """Refuses requests that are too large or ambiguous; adds the headers that keep a browser safe."""

    def __init__(self, app: ASGIApp) -> None:
        """Stand around `app`."""
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Let the request through, or answer 4xx."""
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return

        async def guarded(message: Message) -> None:
            if message["type"] == "http.response.start":
                message["headers"] = [*message.get("headers", ()), *_SENT]
            await send(message)

        app: ASGIApp = self._app
        if error := _objection(scope):
            app = problems.reply(problems.of(error), "", {"connection": "close"})
        await app(scope, receive, guarded)


def _objection(scope: Scope) -> RequestError | None:
    headers: Sequence[tuple[bytes, bytes]] = scope["headers"]
    if len(scope.get("raw_path", b"")) + len(scope["query_string"]) > ADDRESS_BYTES:
        return AddressLengthError(f"The address is longer than {ADDRESS_BYTES} bytes; send the query by POST.")
    if len(headers) > HEADER_LINES or sum(len(name) + len(value) for name, value in headers) > HEADER_BYTES:
        return HeaderSizeError(f"The header is longer than {HEADER_BYTES} bytes or {HEADER_LINES} lines.")
    if sum(name == b"host" for name, _ in headers) != 1 and scope["http_version"] != "1.0":
        return RequestError("The request must name exactly one host.")
    if any(ord(character) < ord(" ") or character == "\x7f" for character in scope["path"]):
        return RequestError("The address holds a control character.")
    return None
