"""What a request to an endpoint comes to, before any release is asked: read once, and remembered for the next time."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property, lru_cache
from urllib.parse import urlencode

from cfit_graph.engine import guard
from cfit_graph.engine.formats import GRAPHS, RESULTS, Kind
from cfit_graph.errors import NotAcceptableError, RequestError
from cfit_graph.web import formats, hints, problems, protocol
from cfit_graph.web.formats import HTML, XLSX, Wanted
from cfit_graph.web.protocol import Operation

REMEMBERED, REMEMBERED_BYTES = 1024, 8192
NO_FORMAT = (
    "None of the formats you accept can be written. "
    f"Rows, and yes or no, come as {', '.join(one.media_type for one in RESULTS)} or {formats.HTML}; "
    f"graphs come as {', '.join(one.media_type for one in GRAPHS)} or {formats.HTML}."
)

Key = tuple[object, ...]


@dataclass(frozen=True)
class Plan:
    """A query with everything that decides its answer but the release; `replay` is the query of its permanent link.

    `likely` is the media type and format the answer will have, rows where only the engine can tell; `key` sets the
    plan apart from every other.
    """

    sparql: str
    kind: Kind | None
    choices: Mapping[Kind, Wanted | None]
    default_graphs: tuple[str, ...] = ()
    named_graphs: tuple[str, ...] = ()
    bindings: tuple[tuple[str, str], ...] = ()
    replay: str | None = None
    failing_as_page: bool = False
    likely: Wanted = field(init=False)
    key: Key = field(init=False)

    def __post_init__(self) -> None:
        """Work out `likely` and `key` once; raise NotAcceptableError if no format fits the answer."""
        likely = self.choices[self.kind or Kind.ROWS]
        if likely is None:
            raise NotAcceptableError(NO_FORMAT)
        graphs = (self.default_graphs, self.named_graphs, self.bindings)
        object.__setattr__(self, "likely", likely)
        object.__setattr__(self, "key", (likely[0], self.sparql, *graphs, self.failing_as_page))

    @property
    def is_rendered(self) -> bool:
        """Whether the answer is wanted as a page or a workbook, which are made from what a program would get."""
        return self.likely[0] in {HTML, XLSX}

    def read_names(self) -> None:
        """Find out what the query names, ahead of need."""
        _ = self.named

    @cached_property
    def named(self) -> hints.Named:
        """The terms the query names."""
        return hints.named(self.sparql)


Asking = tuple[Operation, Plan | None]


def got(query_string: bytes, accept: str, limit: int) -> Asking:
    """Return what a GET asks for, without a plan if it asks for nothing; raise as `protocol.read` and `plan` do."""
    if len(query_string) + len(accept) > REMEMBERED_BYTES:
        return _got(query_string, accept, limit)
    return _remembered(query_string, accept, limit)


def plan(operation: Operation, accept: str, limit: int) -> Plan | None:
    """Return the plan of an operation, None if it asks nothing.

    Raises QueryTooLargeError beyond `limit` bytes, QueryRefusedError, NotAcceptableError, or RequestError.
    """
    if operation.query is None:
        return None
    kind = guard.form(operation.query, limit).kind
    wanted = wish(operation, accept)
    return Plan(
        operation.query,
        kind,
        formats.wanted(wanted),
        operation.default_graphs,
        operation.named_graphs,
        replay=_replay(operation),
        failing_as_page=problems.is_page(accept),
    )


@lru_cache(maxsize=REMEMBERED)
def published(sparql: str) -> Plan:
    """Return the plan of a published question, in the format a program gets that asks for none."""
    planned = plan(Operation(sparql), "", len(sparql.encode()))
    assert planned is not None  # noqa: S101 - it has a query
    return planned


def wish(operation: Operation, accept: str) -> str:
    """Return the Accept header, or what the field `format` says in its place; raise RequestError for an unknown one."""
    return named_or(accept, operation.format)


def named_or(accept: str, name: str | None) -> str:
    """Return `accept`, or the header that asks for the format called `name`; raise RequestError for an unknown one."""
    if name is None:
        return accept
    if name not in formats.NAMED:
        raise RequestError(f"The field 'format' is one of {', '.join(formats.NAMED)}.")
    return f"{formats.NAMED[name]}, */*;q=0.001"


def _got(query_string: bytes, accept: str, limit: int) -> Asking:
    operation = protocol.read(query_string)
    return operation, plan(operation, accept, limit)


_remembered = lru_cache(maxsize=REMEMBERED)(_got)


def _replay(operation: Operation) -> str:
    fields = [("query", operation.query or "")]
    fields += [("default-graph-uri", graph) for graph in operation.default_graphs]
    fields += [("named-graph-uri", graph) for graph in operation.named_graphs]
    return urlencode(fields)
