"""A request to the query endpoint, read by the book: SPARQL 1.1 Protocol (W3C 2013), section 2.1."""

from collections.abc import Sequence
from dataclasses import dataclass
from urllib.parse import parse_qsl

from pyoxigraph import NamedNode

from cfit_graph.engine.guard import NO_UPDATE
from cfit_graph.errors import MediaTypeError, QueryRefusedError, RequestError

FIELDS = 50

_FORM = "application/x-www-form-urlencoded"
_QUERY = "application/sparql-query"
_UPDATE = "application/sparql-update"


@dataclass(frozen=True)
class Operation:
    """What is asked: a query (None for the endpoint itself), its dataset, and the format named in the address."""

    query: str | None
    default_graphs: tuple[str, ...] = ()
    named_graphs: tuple[str, ...] = ()
    format: str | None = None


@dataclass(frozen=True)
class GraphWished:
    """Which graph a request to the graph store asks for, and in which format if its address says so."""

    graph: str | None
    default: bool
    format: str | None


def graph_wished(query_string: bytes) -> GraphWished:
    """Return what a request to the graph store asks for; raise RequestError."""
    fields = _fields(query_string)
    graph = _only(fields, "graph")
    _graphs(fields, "graph")
    return GraphWished(graph, any(name == "default" for name, _ in fields), _only(fields, "format"))


def read(query_string: bytes) -> Operation:
    """Return what a GET asks for; raise RequestError, or QueryRefusedError for an update."""
    return _operation(_fields(query_string))


def posted(query_string: bytes, content_type: str, body: bytes) -> Operation:
    """Return what a POST asks for; raise RequestError, MediaTypeError, or QueryRefusedError for an update."""
    media_type = _media_type(content_type)
    fields = _fields(query_string)
    if media_type == _UPDATE:
        raise QueryRefusedError(NO_UPDATE)
    if media_type == _QUERY:
        return _operation([*fields, ("query", _text(body))])
    if media_type == _FORM:
        operation = _operation([*fields, *_fields(body)])
        if operation.query is None:
            raise RequestError("The form has no field 'query'.")
        return operation
    raise MediaTypeError(f"A query is posted as {_QUERY} or {_FORM}, not as '{media_type or 'nothing stated'}'.")


def _media_type(content_type: str) -> str:
    media_type, *parameters = (part.strip().lower() for part in content_type.split(";"))
    for parameter in parameters:
        name, _, value = parameter.partition("=")
        if name == "charset" and value.strip('"') not in {"utf-8", "utf8"}:
            raise MediaTypeError(f"The query must be written in UTF-8, not in {value}.")
    return media_type


def _text(raw: bytes) -> str:
    try:
        return raw.decode("utf-8")
    except UnicodeDecodeError as error:
        raise RequestError(f"The query is not UTF-8: byte {error.start + 1} cannot be read.") from error


def _fields(raw: bytes) -> list[tuple[str, str]]:
    try:
        return parse_qsl(raw.decode("ascii"), keep_blank_values=True, errors="strict", max_num_fields=FIELDS)
    except UnicodeDecodeError as error:
        raise RequestError("The fields are not UTF-8, percent-encoded.") from error
    except ValueError as error:
        raise RequestError(f"There are more than {FIELDS} fields.") from error


def _operation(fields: Sequence[tuple[str, str]]) -> Operation:
    if any(name == "update" for name, _ in fields):
        raise QueryRefusedError(NO_UPDATE)
    return Operation(
        query=_only(fields, "query"),
        default_graphs=_graphs(fields, "default-graph-uri"),
        named_graphs=_graphs(fields, "named-graph-uri"),
        format=_only(fields, "format"),
    )


def _only(fields: Sequence[tuple[str, str]], wanted: str) -> str | None:
    values = [value for name, value in fields if name == wanted]
    if len(values) > 1:
        raise RequestError(f"There are {len(values)} fields '{wanted}'; send one.")
    return values[0] if values else None


def _graphs(fields: Sequence[tuple[str, str]], wanted: str) -> tuple[str, ...]:
    graphs = tuple(value for name, value in fields if name == wanted)
    for graph in graphs:
        try:
            NamedNode(graph)
        except ValueError as error:
            raise RequestError(f"The value of '{wanted}' is not an absolute IRI.") from error
    return graphs
