"""Tables of mappings: read to whole IRIs, or refused with the file and the line."""

from pathlib import Path

import pytest
from pyoxigraph import Literal, Quad

from cfit_graph import iris
from cfit_graph.errors import SourceError
from cfit_graph.iris import OWL, RDFS, SKOS, A
from cfit_graph.mapping import alignment
from cfit_graph.sources import alignments

HEAD = "#curie_map:\n#  cfit: https://w3id.org/cfit/ontology#\n#  org: http://www.w3.org/ns/org#\n"
PREFIXES = f"{HEAD}#  skos: {SKOS.base}\n"
COLUMNS = "subject_id\tpredicate_id\tobject_id\tobject_label\tcomment\n"


def table(folder: Path, text: str) -> Path:
    file = folder / "org.sssom.tsv"
    file.write_text(text, encoding="utf-8")
    return folder


def test_a_row_is_a_triple_a_name_and_a_note_on_the_triple(tmp_path: Path) -> None:
    rows = "cfit:Seat\tskos:closeMatch\torg:Post\tPost\tOne seat, one post.\n"
    matches = alignments.read(table(tmp_path, PREFIXES + COLUMNS + rows))

    quads = list(alignment.quads(matches, iris.source("x"), ()))

    assert Quad(iris.CFIT.Seat, SKOS.closeMatch, iris.ORG.Post, iris.source("x")) in quads
    assert Quad(iris.ORG.Post, SKOS.prefLabel, Literal("Post", language="en"), iris.source("x")) in quads
    axiom = next(quad.subject for quad in quads if quad.object == OWL.Axiom)
    said = {quad.predicate: quad.object for quad in quads if quad.subject == axiom}
    assert said == {
        A: OWL.Axiom,
        OWL.annotatedSource: iris.CFIT.Seat,
        OWL.annotatedProperty: SKOS.closeMatch,
        OWL.annotatedTarget: iris.ORG.Post,
        RDFS.comment: Literal("One seat, one post.", language="en"),
    }


def test_a_term_that_has_a_name_already_keeps_it(tmp_path: Path) -> None:
    rows = "cfit:Seat\tskos:closeMatch\torg:Post\tAnother\t\n"
    named = Quad(iris.ORG.Post, SKOS.prefLabel, Literal("Post", language="en"))
    matches = alignments.read(table(tmp_path, PREFIXES + COLUMNS + rows))

    assert list(alignment.quads(matches, iris.source("x"), [named])) == [
        Quad(iris.CFIT.Seat, SKOS.closeMatch, iris.ORG.Post, iris.source("x"))
    ]


@pytest.mark.parametrize(
    ("text", "complaint"),
    [
        (f"{HEAD}{COLUMNS}cfit:Seat\tskos:closeMatch\torg:Post\tPost\t\n", "org.sssom.tsv:5: 'skos' is no prefix"),
        (
            f"{PREFIXES}{COLUMNS}cfit:Seat\tskos:closeMatch\t\tPost\t\n",
            "org.sssom.tsv:6: the column object_id is empty",
        ),
        (f"{PREFIXES}subject_id\tobject_id\ncfit:Seat\torg:Post\n", "org.sssom.tsv:6: the column predicate_id"),
        (f"{PREFIXES}{COLUMNS}Seat\tskos:closeMatch\torg:Post\tPost\t\n", "'Seat' is no prefix"),
    ],
)
def test_a_table_that_cannot_be_read_is_refused_with_its_line(tmp_path: Path, text: str, complaint: str) -> None:
    with pytest.raises(SourceError) as caught:
        alignments.read(table(tmp_path, text))

    assert complaint in str(caught.value)


def test_bytes_that_are_no_text_are_refused(tmp_path: Path) -> None:
    (tmp_path / "org.sssom.tsv").write_bytes(b"\xff\xfe\x00")

    with pytest.raises(SourceError, match="cannot be read as text"):
        alignments.read(tmp_path)
