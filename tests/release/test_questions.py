"""A published question is a file that opens with the question."""

from pathlib import Path

import pytest

from cfit_graph import questions
from cfit_graph.errors import SourceError
from cfit_graph.prefixes import PREFIXES
from cfit_graph.release import published

TEXT = """# Which organisations procure?
# A row is an organisation.
# Change the role in VALUES to ask for another one.
# keywords: participants, roles

PREFIX org: <http://www.w3.org/ns/org#>

SELECT ?organisation WHERE {
  ?organisation a org:Organization .
}
ORDER BY ?organisation
"""


def written(folder: Path, text: str, name: str = "who-procures.rq") -> Path:
    path = folder / name
    path.write_text(text, encoding="utf-8")
    return path


def test_the_heading_gives_title_comment_and_keywords(tmp_path: Path) -> None:
    question = questions.read(written(tmp_path, TEXT))

    assert question.key == "who-procures"
    assert question.title == "Which organisations procure?"
    assert question.comment == "A row is an organisation. Change the role in VALUES to ask for another one."
    assert question.keywords == ("participants", "roles")
    assert question.sparql == TEXT
    assert question.iri.value == "https://w3id.org/cfit/query/who-procures"


@pytest.mark.parametrize(
    ("text", "form"),
    [
        (TEXT, "SELECT"),
        ("# Is it?\nBASE <https://e.org/#x>\nask { }", "ASK"),
        ("# What?\nPREFIX : <https://e.org/>\n# more\nCONSTRUCT { } WHERE { }", "CONSTRUCT"),
    ],
)
def test_the_form_is_read_from_the_query(tmp_path: Path, text: str, form: str) -> None:
    assert questions.read(written(tmp_path, text)).form == form


def test_a_file_that_asks_nothing_is_refused(tmp_path: Path) -> None:
    with pytest.raises(SourceError, match=r"who-procures\.rq:1: no question found; begin the file with a comment"):
        questions.read(written(tmp_path, "SELECT * { }"))


def test_a_file_without_a_query_is_refused(tmp_path: Path) -> None:
    with pytest.raises(SourceError, match=r"who-procures\.rq:2: found neither SELECT, CONSTRUCT nor ASK"):
        questions.read(written(tmp_path, "# Why?\nDELETE WHERE { ?s ?p ?o }"))


def test_the_name_of_the_file_must_be_a_key(tmp_path: Path) -> None:
    with pytest.raises(SourceError, match="'Who_procures' is not a key"):
        questions.read(written(tmp_path, TEXT, "Who_procures.rq"))


def test_a_file_in_another_encoding_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "ou.rq"
    path.write_bytes("# Où?\nASK { }".encode("latin-1"))

    with pytest.raises(SourceError, match=r"ou\.rq: byte 3 is not UTF-8"):
        questions.read(path)


def test_a_folder_is_read_in_the_order_of_its_names(tmp_path: Path) -> None:
    for name in ("b.rq", "a.rq", "notes.txt"):
        written(tmp_path, TEXT, name)

    assert [question.key for question in questions.read_folder(tmp_path)] == ["a", "b"]


def test_what_a_reader_may_change_is_published_with_the_question(tmp_path: Path) -> None:
    announced = "# parameter: ?day, day, xsd:date\n# parameter: ?role, role, vocabulary/role, several\n# keywords:"
    values = 'WHERE {\n  VALUES ?day { "2024-01-01"^^xsd:date }\n  VALUES ?role { <urn:one> <urn:two> }'
    text = TEXT.replace("# keywords:", announced).replace("WHERE {", values)
    question = questions.read(written(tmp_path, text))

    said = {str(quad) for quad in published.quads([question], PREFIXES)}

    name, sh = f"<{question.iri.value}#day>", "http://www.w3.org/ns/shacl#"
    assert f"{question.iri} <{sh}parameter> {name}" in said
    assert f"{name} <{sh}datatype> <http://www.w3.org/2001/XMLSchema#date>" in said
    assert f'{name} <{sh}defaultValue> "2024-01-01"^^<http://www.w3.org/2001/XMLSchema#date>' in said
    assert f'{name} <{sh}maxCount> "1"^^<http://www.w3.org/2001/XMLSchema#integer>' in said
    role = f"<{question.iri.value}#role>"
    assert f"{role} <http://purl.org/dc/terms/conformsTo> <https://w3id.org/cfit/vocabulary/role>" in said
    assert f'{role} <{sh}defaultValue> "urn:two"^^<http://www.w3.org/2001/XMLSchema#anyURI>' in said
    assert f'{role} <{sh}maxCount> "1"^^<http://www.w3.org/2001/XMLSchema#integer>' not in said
    assert "parameter" not in question.comment
