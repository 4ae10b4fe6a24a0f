"""What the engine is asked, and within which limits."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from cfit_graph.engine.formats import JSON, TURTLE, Format, Kind
from cfit_graph.settings import Settings

READABLE: Mapping[Kind, Format] = {Kind.ROWS: JSON, Kind.BOOLEAN: JSON, Kind.GRAPH: TURTLE}


@dataclass(frozen=True)
class Question:
    """A query, the format each kind of answer is wanted in, its dataset, and the IRIs its variables stand for.

    A kind without a format cannot be answered (NotAcceptableError). The dataset is the store's own when neither
    list of graphs is given (SPARQL 1.1 Protocol, section 2.1.4). `client` says, in any words, who asks; our own pages
    ask as nobody and are not held to a client's share.
    """

    sparql: str
    formats: Mapping[Kind, Format] = field(default_factory=lambda: READABLE)
    default_graphs: tuple[str, ...] = ()
    named_graphs: tuple[str, ...] = ()
    bindings: Mapping[str, str] = field(default_factory=dict)
    result_bytes: int | None = None
    result_rows: int | None = None
    client: str = ""


@dataclass(frozen=True)
class Limits:
    """How long, how large and how many: the hard limits of one pool.

    Seconds are those on the clock: `seconds` from the question's arrival to its answer, the time its reader takes left
    out; `fast_seconds` of them in the fast lane; `reader_seconds` on top for a reader who is slow. Memory is in
    mebibytes: `memory` of each worker, its stack of 512 included, `all_memory` of all together; a release that has at
    most `store_memory` on disk is held in memory, once for all of them.
    """

    seconds: float = 10.0
    memory: int = 3072
    result_bytes: int = 33_554_432
    workers: int = 4
    waiting: int = 32
    result_rows: int = 100_000
    fast_seconds: float = 0.5
    slow: int = 1
    paused: int = 8
    reader_seconds: float = 60.0
    all_memory: int = 8192
    store_memory: int = 1024

    @classmethod
    def of(cls, settings: Settings) -> "Limits":
        """Return the limits the settings ask for; eight questions may wait for each worker."""
        return cls(
            seconds=settings.query_seconds,
            memory=settings.query_memory,
            result_bytes=settings.result_bytes,
            workers=settings.workers,
            waiting=8 * settings.workers,
        )
