"""What a dataset holds, counted over its distinct triples: the figures of manifest.json and of the VoID description."""

from collections import Counter
from dataclasses import dataclass

from pyoxigraph import NamedNode, Triple

from cfit_graph import iris
from cfit_graph.release.dataset import Dataset

AUTHORITY = "http://publications.europa.eu/resource/authority/"


@dataclass(frozen=True)
class Statistics:
    """Counts by IRI; `links` by property and by the outside list (EU authority table or CPV) it leads to."""

    triples: int
    subjects: int
    objects: int
    classes: dict[str, int]
    properties: dict[str, int]
    links: dict[tuple[str, str], int]


def of(dataset: Dataset) -> Statistics:
    """Return the figures, every table sorted by IRI."""
    triples = dataset.triples
    return Statistics(
        triples=len(triples),
        subjects=len({triple.subject for triple in triples}),
        objects=len({triple.object for triple in triples}),
        classes=_sorted(Counter(_value(triple) for triple in triples if triple.predicate == iris.A)),
        properties=_sorted(Counter(triple.predicate.value for triple in triples)),
        links=_links(triples),
    )


def _links(triples: list[Triple]) -> dict[tuple[str, str], int]:
    """Return how many triples lead from us, by which property, to which list outside."""
    found = Counter(
        (triple.predicate.value, target)
        for triple in triples
        if _ours(triple) and (target := linked_list(_value(triple)))
    )
    return dict(sorted(found.items()))


def _ours(triple: Triple) -> bool:
    return isinstance(triple.subject, NamedNode) and triple.subject.value.startswith(iris.BASE)


def linked_list(iri: str) -> str:
    """Return the EU authority table or CPV that holds the IRI, empty if neither does."""
    if iri.startswith(iris.CPV.base):
        return iris.CPV.base
    if iri.startswith(AUTHORITY) and iri.count("/") > AUTHORITY.count("/"):
        return iri[: iri.index("/", len(AUTHORITY)) + 1]
    return ""


def _value(triple: Triple) -> str:
    """Return the IRI a triple leads to, empty for a literal or a blank node."""
    return triple.object.value if isinstance(triple.object, NamedNode) else ""


def _sorted(counter: Counter[str]) -> dict[str, int]:
    return {iri: number for iri, number in sorted(counter.items()) if iri}
