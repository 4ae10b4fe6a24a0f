"""The index of the search: what is in it, and that it names no release."""

import hashlib
import json
import sqlite3
from collections.abc import Callable
from pathlib import Path

from cfit_graph import release
from cfit_graph.release import Content

Make = Callable[..., Content]

INDEX = "search/index.sqlite"
NAMED = """
@prefix cfit: <https://w3id.org/cfit/ontology#> . @prefix skos: <http://www.w3.org/2004/02/skos/core#> .
<https://w3id.org/cfit/id/organisation/planet> skos:prefLabel "Umweltministerium Österreich"@de ;
    skos:note "Signed."@en .
<https://w3id.org/cfit/id/name-usage/n1> cfit:usedName "Old Planet"@en ;
    cfit:usageOf <https://w3id.org/cfit/id/organisation/planet> .
<https://example.org/elsewhere> skos:prefLabel "Elsewhere"@en .
"""


def rows(made: Path, sql: str) -> list[tuple[object, ...]]:
    connection = sqlite3.connect(f"file:{made / INDEX}?mode=ro&immutable=1", uri=True)
    try:
        return connection.execute(sql).fetchall()
    finally:
        connection.close()


def test_every_name_of_what_has_an_address_here_is_in_the_index_and_nothing_else(make: Make, tmp_path: Path) -> None:
    made = release.write(make(news=NAMED), tmp_path / "releases")

    indexed = rows(made, "SELECT iri, folded FROM called JOIN thing ON thing.id = thing")

    planet = "https://w3id.org/cfit/id/organisation/planet"
    assert {name for iri, name in indexed if iri == planet} == {"planet", "umweltministerium osterreich", "old planet"}
    assert ("https://w3id.org/cfit/vocabulary/role/supporter", "supporter") in indexed
    assert not [iri for iri, _ in indexed if "elsewhere" in str(iri)]
    assert rows(made, "SELECT count(*) FROM words WHERE words MATCH '\"signed\"'") == [(1,)]


def test_the_bytes_another_sqlite_writes_make_no_other_release(make: Make, tmp_path: Path) -> None:
    made = release.write(make(), tmp_path / "releases")
    data = bytearray((made / INDEX).read_bytes())
    data[96:100] = (3_099_000).to_bytes(4)  # where an SQLite database says which version wrote it
    (made / INDEX).write_bytes(data)
    facts = json.loads((made / "manifest.json").read_bytes())
    facts["index"]["sha256"] = hashlib.sha256(data).hexdigest()
    (made / "manifest.json").write_text(json.dumps(facts), encoding="utf-8")

    assert release.verify(made) == []
    assert release.write(make(), tmp_path / "releases") == made


def test_a_damaged_index_is_seen(make: Make, tmp_path: Path) -> None:
    made = release.write(make(), tmp_path / "releases")
    (made / INDEX).write_bytes(b"not a database")

    assert release.verify(made) == [f"{INDEX}: has been changed or damaged"]
