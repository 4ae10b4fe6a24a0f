"""Every row of the researched facts about the Pact is found in the graph, under the document it was taken from."""

import csv
import re
from collections import defaultdict
from collections.abc import Iterator
from pathlib import Path

import pyoxigraph as ox
import pytest
from pyoxigraph import Literal, NamedNode

from cfit_graph.iris import DCTERMS, SCHEMA

DOMAIN = Path(__file__).parent.parent.parent / "shared" / "domain"
EXCEPTIONS = Path(__file__).with_name("domain-exceptions.csv")
NAMES = ("name", "title", "label", "label_own_words", "person_as_named_in_seed")
LINKS = re.compile(r"(?:_ids?|led_by|facilitated_by)$")

if not DOMAIN.is_dir():
    pytest.skip("the researched facts (../shared/domain) are not beside this checkout", allow_module_level=True)


def table_rows() -> Iterator[tuple[str, dict[str, str]]]:
    for path in sorted(DOMAIN.glob("*.csv")):
        with path.open(encoding="utf-8", newline="") as file:
            for row in csv.DictReader(file):
                yield path.stem, row


def exceptions() -> dict[tuple[str, str], str]:
    with EXCEPTIONS.open(encoding="utf-8", newline="") as file:
        return {(row["table"], row["id"]): row["reason"] for row in csv.DictReader(file)}


ROWS = [
    pytest.param(row, id=f"{table}-{row['id']}")
    for table, row in table_rows()
    if (table, row["id"]) not in exceptions()
]


def plain(address: str) -> str:
    """Return an address without what two writings of one page differ in."""
    return re.sub(r"/+", "/", re.sub(r"^https?://(www\.)?", "", address)).rstrip("/")


@pytest.fixture(scope="module")
def documents(store: ox.Store) -> dict[str, set[str]]:
    """The graphs of each address."""
    found = defaultdict(set)
    for quad in store.quads_for_pattern(None, SCHEMA.url, None, ox.DefaultGraph()):
        if isinstance(quad.subject, NamedNode) and isinstance(quad.object, NamedNode):
            found[plain(quad.object.value)].add(quad.subject.value)
    return found


def things(store: ox.Store, key: str, graphs: set[str]) -> set[NamedNode]:
    """Return what the documents speak of under this identifier."""
    return {
        quad.subject
        for quad in store.quads_for_pattern(None, DCTERMS.identifier, Literal(key), None)
        if isinstance(quad.subject, NamedNode)
        and isinstance(quad.graph_name, NamedNode)
        and quad.graph_name.value in graphs
    }


def neighbours(store: ox.Store, thing: NamedNode) -> set[NamedNode]:
    """Return what a thing points to or is pointed to from."""
    out = (quad.object for quad in store.quads_for_pattern(thing, None, None, ox.DefaultGraph()))
    back = (quad.subject for quad in store.quads_for_pattern(None, None, thing, ox.DefaultGraph()))
    return {term for term in (*out, *back) if isinstance(term, NamedNode)}


def reached(store: ox.Store, thing: NamedNode) -> set[str]:
    """Return the keys of all that is one or two steps away from a thing."""
    near = neighbours(store, thing)
    far = {term for one in near if "/id/" in one.value for term in neighbours(store, one)}
    return {term.value.rpartition("/")[2] for term in near | far}


def is_said(name: str, said: set[str]) -> bool:
    """Return whether a name stands in the graph: as it is, its parts, or without what moved to another column."""
    parts = re.split(r" [|/] (?=[A-Z])", name)
    return all(part in said for part in parts) or any(
        len(text) > 4 and text.casefold() in name.casefold() for text in said
    )


@pytest.mark.parametrize("row", ROWS)
def test_a_row_of_the_domain_is_in_the_graph(
    row: dict[str, str], store: ox.Store, documents: dict[str, set[str]]
) -> None:
    found = things(store, row["id"], documents[plain(row["source"])])

    assert found, f"nothing is called {row['id']} in a document at {row['source']}"
    thing = next(iter(found))
    said = {
        quad.object.value
        for near in (thing, *neighbours(store, thing))
        for quad in store.quads_for_pattern(near, None, None, ox.DefaultGraph())
        if isinstance(quad.object, Literal)
    }
    for column in NAMES:
        assert not row.get(column) or is_said(row[column], said), row[column]
    linked = {key for column, cell in row.items() if LINKS.search(column) for key in cell.split("; ") if key}
    assert linked <= reached(store, thing)


def test_the_exceptions_are_few_and_reasoned() -> None:
    listed = exceptions()

    assert len(listed) < 10
    assert all(listed.values())
    assert set(listed) <= {(table, row["id"]) for table, row in table_rows()}
