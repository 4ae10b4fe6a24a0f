"""Ordinary questions and their right answers, taken from the store of a release before anybody is asked over HTTP.

Every question orders its rows, so that the bytes of an answer are known beforehand, but for rows that tie.
"""

import json
import random
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import pyoxigraph as ox

from cfit_graph import rdf
from cfit_graph.iris import BASE, SH

THINGS = 400
LOOKUP = "SELECT ?property ?value WHERE {{\n  <{thing}> ?property ?value .\n}}\nORDER BY ?property ?value\n"
INCOMING = "SELECT ?other ?property WHERE {{\n  ?other ?property <{thing}> .\n}}\nORDER BY ?other ?property\n"
EXISTS = "ASK {{ <{thing}> a ?class }}"
SOURCES = "SELECT DISTINCT ?source WHERE {{ GRAPH ?source {{ <{thing}> ?p ?o }} }} ORDER BY ?source"
FORMS = {"lookup": LOOKUP, "incoming": INCOMING, "ask": EXISTS, "sources": SOURCES}


@dataclass(frozen=True)
class Ordinary:
    """A question, of which kind it is, and the bytes of its right answer in SPARQL results JSON."""

    kind: str
    sparql: str
    answer: bytes


def questions(release: Path, seed: int = 1) -> list[Ordinary]:
    """Return the published questions that give rows, and look-ups of things, in an order that the seed decides."""
    store = rdf.open_store(release / "store")
    asked = [*_published(release), *_about_things(store, seed)]
    found = [Ordinary(kind, sparql, _answer(store, sparql)) for kind, sparql in asked]
    random.Random(seed).shuffle(found)  # noqa: S311 - no secret
    return found


def same_rows(one: bytes, other: bytes) -> bool:
    """Return whether two answers in SPARQL results JSON have the same rows, each as often, in whatever order."""
    first, second = _rows(one), _rows(other)
    return first is not None and first == second


def _rows(answer: bytes) -> list[str] | None:
    try:
        return sorted(json.dumps(row, sort_keys=True) for row in json.loads(answer)["results"]["bindings"])
    except (ValueError, LookupError):
        return None


def _answer(store: ox.Store, sparql: str) -> bytes:
    found = store.query(sparql, base_iri=BASE)
    assert isinstance(found, ox.QuerySolutions | ox.QueryBoolean)  # noqa: S101 - chosen below
    return found.serialize(format=ox.QueryResultsFormat.JSON) or b""


def _published(release: Path) -> list[tuple[str, str]]:
    quads = rdf.read_file(release / "queries.ttl")
    texts = sorted(
        quad.object.value for quad in quads if quad.predicate == SH.select and isinstance(quad.object, ox.Literal)
    )
    return [("published", text) for text in texts]


def _about_things(store: ox.Store, seed: int) -> list[tuple[str, str]]:
    prefix = f"{BASE}id/"
    things = {quad.subject.value for quad in store if isinstance(quad.subject, ox.NamedNode)}
    known = sorted(thing for thing in things if thing.startswith(prefix))
    chosen: Sequence[str] = random.Random(seed).sample(known, min(THINGS, len(known)))  # noqa: S311 - no secret
    return [(kind, form.format(thing=thing)) for thing in chosen for kind, form in FORMS.items()]
