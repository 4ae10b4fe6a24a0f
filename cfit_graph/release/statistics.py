"""What a dataset holds, counted over its distinct triples: the figures of manifest.json and of the VoID description."""

from collections import Counter
from dataclasses import dataclass

from cfit_graph import iris
from cfit_graph.release import lines
from cfit_graph.release.dataset import Dataset
from cfit_graph.release.lines import TYPE

AUTHORITY = "http://publications.europa.eu/resource/authority/"

_OURS = f"<{iris.BASE}".encode()
_LISTS = (f"<{iris.CPV.base}".encode(), f"<{AUTHORITY}".encode())


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
    classes, properties = Counter[bytes](), Counter[bytes]()
    links = Counter[tuple[str, str]]()
    objects = set[int]()  # hashes of 64 bits: in a billion objects two share one
    subjects, last = 0, b""
    for subject, predicate, object_ in dataset.rows():
        if subject != last:
            subjects, last = subjects + 1, subject
        properties[predicate] += 1
        objects.add(hash(object_))
        if predicate == TYPE and object_.startswith(b"<"):
            classes[object_] += 1
        if object_.startswith(_LISTS) and subject.startswith(_OURS) and (target := linked_list(lines.iri(object_))):
            links[lines.iri(predicate), target] += 1
    return Statistics(
        dataset.distinct, subjects, len(objects), _by_iri(classes), _by_iri(properties), dict(sorted(links.items()))
    )


def linked_list(iri: str) -> str:
    """Return the EU authority table or CPV that holds the IRI, empty if neither does."""
    if iri.startswith(iris.CPV.base):
        return iris.CPV.base
    if iri.startswith(AUTHORITY) and iri.count("/") > AUTHORITY.count("/"):
        return iri[: iri.index("/", len(AUTHORITY)) + 1]
    return ""


def _by_iri(counted: Counter[bytes]) -> dict[str, int]:
    return dict(sorted((lines.iri(term), number) for term, number in counted.items()))
