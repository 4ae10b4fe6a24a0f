"""Rows are counted in the bytes of the answer, whatever the values look like and wherever the pieces are cut."""

from io import BytesIO

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pyoxigraph import Literal, NamedNode, QueryResultsFormat, QuerySolutions, Store

from cfit_graph.engine.counting import COUNTERS

NASTY = ("},{", '"},{"', "[{", ",{}", "\\", '\\"', "\n", "\r\n", '"', "<result>", "</result><result/>", "\t", "a,b", "")


def written(query: str, media_type: str) -> bytes:
    """Return the answer to a query in a format."""
    found = Store().query(query)
    assert isinstance(found, QuerySolutions)
    answer = BytesIO()
    written_as = QueryResultsFormat.from_media_type(media_type)
    assert written_as is not None
    found.serialize(answer, written_as)
    return answer.getvalue()


def counted(answer: bytes, media_type: str, size: int) -> int:
    """Return how many rows are counted when the answer comes in pieces of this size."""
    counter = COUNTERS[media_type]()
    for at in range(0, len(answer), size):
        counter.take(answer[at : at + size])
    return counter.rows


values = st.lists(st.sampled_from(NASTY), max_size=3).map("".join)
cells = st.one_of(st.just("UNDEF"), st.just("<urn:x>"), values.map(lambda text: str(Literal(text))))


@pytest.mark.parametrize("media_type", COUNTERS)
@settings(max_examples=25, deadline=None)
@given(rows=st.lists(st.tuples(cells, cells), max_size=20), size=st.sampled_from([1, 2, 3, 7, 64, 8192]))
def test_every_row_is_counted_once(media_type: str, rows: list[tuple[str, str]], size: int) -> None:
    table = " ".join(f"({first} {second})" for first, second in rows)
    answer = written(f"SELECT ?a ?b {{ VALUES (?a ?b) {{ {table} }} }}", media_type)

    assert counted(answer, media_type, size) == len(rows)


@pytest.mark.parametrize("media_type", COUNTERS)
@pytest.mark.parametrize(("query", "rows"), [("SELECT * {}", 1), ("SELECT * { FILTER(false) }", 0)])
def test_a_row_of_nothing_is_a_row(media_type: str, query: str, rows: int) -> None:
    assert counted(written(query, media_type), media_type, 64) == rows


@pytest.mark.parametrize("media_type", COUNTERS)
def test_a_triple_in_a_cell_is_no_row(media_type: str) -> None:
    triple = f'<<( {NamedNode("urn:a")} {NamedNode("urn:b")} "}},{{" )>>'

    assert counted(written(f"SELECT * {{ VALUES ?t {{ {triple} {triple} }} }}", media_type), media_type, 5) == 2
