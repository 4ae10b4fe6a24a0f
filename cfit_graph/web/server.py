"""Runs the application: opens the address, says where it is, stops when told to."""

import contextlib
import logging
import signal
import socket
from collections.abc import Callable, Iterator

import uvicorn

from cfit_graph.errors import AddressError
from cfit_graph.settings import Settings
from cfit_graph.web import edition, journal
from cfit_graph.web.app import create_app
from cfit_graph.web.patience import PatientProtocol

STOP_SECONDS = 15
_WAITING = 2048


def serve(settings: Settings, announce: Callable[[str], None] = print) -> None:
    """Serve until SIGTERM or SIGINT, letting answers that are under way end; `announce` gets the address line.

    Raises ReleaseError if there is no release to serve, AddressError if the address cannot be had.
    """
    first = edition.read(edition.pointed(settings.releases))
    journal.take_over()
    with listening(settings.host, settings.port) as listener:
        server = uvicorn.Server(
            uvicorn.Config(
                create_app(settings, first),
                http=PatientProtocol,
                loop="auto",
                ws="none",
                lifespan="on",
                access_log=False,
                log_config=None,
                log_level=logging.WARNING,
                server_header=False,
                timeout_graceful_shutdown=STOP_SECONDS,
            )
        )
        announce(f"The graph is served at {address(listener)}")
        with _ending_well():
            server.run(sockets=[listener])


@contextlib.contextmanager
def _ending_well() -> Iterator[None]:
    """End with status 0 when told to end: uvicorn raises the signal once more when it has let all answers end."""
    former = {told: signal.signal(told, lambda *_: None) for told in (signal.SIGTERM, signal.SIGINT)}
    try:
        yield
    finally:
        for told, handler in former.items():
            signal.signal(told, handler)


def listening(host: str, port: int) -> socket.socket:
    """Return a socket that listens on the address; raise AddressError, saying what to do, if it cannot be had."""
    try:
        family, kind, protocol, _, place = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)[0]
        listener = socket.socket(family, kind, protocol)
    except OSError as error:
        raise AddressError(f"{host}: is no address of this machine: {error.strerror}; set CFIT_HOST") from error
    try:
        listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        listener.bind(place)
        listener.listen(_WAITING)
    except OSError as error:
        listener.close()
        raise AddressError(f"{host}:{port}: {error.strerror}; choose another port with CFIT_PORT") from error
    return listener


def address(listener: socket.socket) -> str:
    """Return the address a browser finds a listening socket at."""
    host, port = listener.getsockname()[:2]
    named = {"0.0.0.0": "127.0.0.1", "::": "::1"}.get(host, host)  # noqa: S104 - not bound, only told
    return f"http://[{named}]:{port}/" if ":" in named else f"http://{named}:{port}/"
