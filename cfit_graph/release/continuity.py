"""An IRI that was released stays: a release that drops one says so by a withdrawal, or is refused."""

import io
from collections.abc import Iterable, Iterator
from itertools import groupby
from pathlib import Path

import zstandard
from pyoxigraph import NamedNode

from cfit_graph import iris
from cfit_graph.errors import ConformanceError, ReleaseError
from cfit_graph.release import dumps, lines
from cfit_graph.release.dataset import Dataset

# What is never withdrawn: a withdrawal itself, whose thing may come back.
_KEPT = tuple(f"{iris.BASE}{part}" for part in ("id/", "vocabulary/", "source/", "query/", "ontology#"))
_FREE = f"{iris.BASE}id/withdrawal/"
_NAMED = 5


def hold(dataset: Dataset, previous: Path) -> None:
    """Raise ConformanceError if the release before described something that this one neither describes nor withdraws.

    A release before that is not there any more asks for nothing. Raises ReleaseError if its dump cannot be read.
    """
    dump = previous / dumps.N_QUADS
    if not dump.is_file():
        return
    try:
        with dump.open("rb") as packed, dataset.n_quads.open("rb") as stated:
            before = io.BufferedReader(zstandard.ZstdDecompressor().stream_reader(packed))
            missing = [NamedNode(lines.iri(term)) for term in _missing(_subjects(before), _subjects(stated))]
    except zstandard.ZstdError as error:
        message = f"{dump}: cannot be unpacked: {error}; move the damaged release away"
        raise ReleaseError(message) from error
    gone = [iri.value for iri in missing if _owed(iri) and not dataset.describes(iris.withdrawal(iri))]
    if gone:
        raise ConformanceError(_refusal(sorted(gone), previous.name))


def _subjects(stated: Iterable[bytes]) -> Iterator[bytes]:
    """Yield the IRIs that sorted lines speak of, sorted."""
    return (term for term, _said in groupby(stated, key=lines.subject) if term.startswith(b"<"))


def _missing(before: Iterator[bytes], now: Iterator[bytes]) -> Iterator[bytes]:
    """Yield what stands in the first of two sorted sequences and not in the second."""
    other = next(now, None)
    for one in before:
        while other is not None and other < one:
            other = next(now, None)
        if other != one:
            yield one


def _owed(iri: NamedNode) -> bool:
    return iri.value.startswith(_KEPT) and not iri.value.startswith(_FREE)


def _refusal(gone: list[str], previous: str) -> str:
    named = "; ".join(f"{iri} (id {iris.digest(NamedNode(iri))})" for iri in gone[:_NAMED])
    more = f"; and {len(gone) - _NAMED} more" if len(gone) > _NAMED else ""
    return (
        f"{len(gone)} that release {previous} described would vanish without a word: {named}{more}. Bring "
        "back what was renamed or lost by mistake; for what is to go, add a row to withdrawals.csv with that id"
    )
