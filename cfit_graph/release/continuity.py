"""An IRI that was released stays: a release that drops one says so by a withdrawal, or is refused."""

from pathlib import Path

from pyoxigraph import NamedNode

from cfit_graph import iris, rdf
from cfit_graph.errors import ConformanceError
from cfit_graph.release import store
from cfit_graph.release.dataset import Dataset

# What is never withdrawn: a withdrawal itself, whose thing may come back.
_KEPT = tuple(f"{iris.BASE}{part}" for part in ("id/", "vocabulary/", "source/", "query/", "ontology#"))
_FREE = f"{iris.BASE}id/withdrawal/"
_NAMED = 5


def hold(dataset: Dataset, previous: Path) -> None:
    """Raise ConformanceError if the release before described something that this one neither describes nor withdraws.

    A release before that is not there any more, or cannot be opened, asks for nothing.
    """
    if not (previous / store.FOLDER).is_dir():
        return
    described = {triple.subject for triple in dataset.triples}
    before = rdf.subjects(rdf.open_store(previous / store.FOLDER))
    gone = sorted(iri.value for iri in before - described if _owed(iri) and iris.withdrawal(iri) not in described)
    if gone:
        raise ConformanceError(_refusal(gone, previous.name))


def _owed(iri: NamedNode) -> bool:
    return iri.value.startswith(_KEPT) and not iri.value.startswith(_FREE)


def _refusal(gone: list[str], previous: str) -> str:
    named = "; ".join(f"{iri} (id {iris.digest(NamedNode(iri))})" for iri in gone[:_NAMED])
    more = f"; and {len(gone) - _NAMED} more" if len(gone) > _NAMED else ""
    return (
        f"{len(gone)} that release {previous} described would vanish without a word: {named}{more}. Bring "
        "back what was renamed or lost by mistake; for what is to go, add a row to withdrawals.csv with that id"
    )
