"""Where a page is, as its address says: every view of it has an address of its own, with nothing but what differs."""

from collections.abc import Sequence
from dataclasses import dataclass
from urllib.parse import parse_qsl, urlencode

from starlette.datastructures import Headers
from starlette.types import Scope

from cfit_graph.web import fence

Fields = Sequence[tuple[str, str]]


@dataclass(frozen=True)
class Place:
    """A path with the fields that say what is asked, and those that say how it is shown."""

    path: str
    asked: tuple[tuple[str, str], ...] = ()
    shown: tuple[tuple[str, str], ...] = ()

    def at(self, **changes: object) -> str:
        """Return the address of the same question shown otherwise; a change to None leaves the field out."""
        shown = {**dict(self.shown), **{name: None if to is None else str(to) for name, to in changes.items()}}
        fields = [*self.asked, *((name, to) for name, to in shown.items() if to is not None)]
        return f"{self.path}?{urlencode(fields, errors='replace')}" if fields else self.path

    def field(self, name: str) -> str:
        """Return what a field of the view says, the empty text if it is not there."""
        return dict(self.shown).get(name, "")


def fields(query_string: bytes) -> list[tuple[str, str]]:
    """Return the fields of an address, those that are not UTF-8 with replacement characters."""
    return parse_qsl(query_string.decode("latin-1"), keep_blank_values=True, errors="replace", max_num_fields=200)


def here(scope: Scope, path: str) -> str | None:
    """Return the absolute address of a path on the host a request was sent to, if its host is one."""
    host = Headers(scope=scope).get("host", "")
    return f"{scope['scheme']}://{host}{path}" if fence.HOST.fullmatch(host) else None
