"""What is withdrawn is gone: its address answers 410 in every form, and no file of the release holds its name."""

import csv
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
import zstandard
from fastapi.testclient import TestClient
from pyoxigraph import NamedNode

from cfit_graph import iris, pipeline
from cfit_graph.errors import ConformanceError
from cfit_graph.settings import Settings
from cfit_graph.web.app import create_app

PERSON, NAME, POST = "adam-turner", "Adam Turner", "post/p-sc-defra"
DIGEST = iris.digest(iris.thing("person", PERSON))
REASON = "At the request of the person."
FORMS = {
    "html": "text/html",
    "ttl": "text/turtle",
    "jsonld": "application/ld+json",
    "nt": "application/n-triples",
    "rdf": "application/rdf+xml",
    "csv": "text/csv",
    "json": "application/json",
}

Change = Callable[[list[dict[str, str]]], list[dict[str, str]]]


def changed(data: Path, table: str, change: Change) -> None:
    """Write a table anew."""
    path = data / f"{table}.csv"
    with path.open(encoding="utf-8", newline="") as opened:
        reader = csv.DictReader(opened)
        rows, columns = list(reader), list(reader.fieldnames or ())
    with path.open("w", encoding="utf-8", newline="") as opened:
        writer = csv.DictWriter(opened, columns, lineterminator="\n", restval="")
        writer.writeheader()
        writer.writerows(change(rows))


def without_the_person(rows: list[dict[str, str]]) -> list[dict[str, str]]:
    return [row for row in rows if row["id"] != PERSON]


def without_their_post(rows: list[dict[str, str]]) -> list[dict[str, str]]:
    return [row for row in rows if f"post/{row['id']}" != POST]


def withdrawal(**cells: str) -> dict[str, str]:
    return {"id": DIGEST, "source": "cfit-editors", "kind": "person", "date": "2026-11-22", "reason": REASON, **cells}


def both(_: list[dict[str, str]]) -> list[dict[str, str]]:
    """The record of the person, which does not name them, and that of their post, which nobody would hold."""
    post = withdrawal(id=iris.digest(iris.pointed(POST)), kind="post", thing=POST, instead="body/sc")
    return [withdrawal(), post]


def few_tables(root: Path, to: Path) -> None:
    """Copy the tables but those of the notices, which name no person and would be most of the work."""
    shutil.copytree(root / "data", to, ignore=shutil.ignore_patterns("notices"))


@pytest.fixture(scope="module")
def released(root: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with the release in which the person is."""
    folder = tmp_path_factory.mktemp("released")
    few_tables(root, folder / "data")
    pipeline.publish(root, folder / "releases", folder / "data")
    return folder / "releases"


@pytest.fixture(scope="module")
def data(root: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A copy of the tables with one person taken out, and with the record that they were."""
    data = tmp_path_factory.mktemp("withdrawn") / "data"
    few_tables(root, data)
    changed(data, "persons", without_the_person)
    changed(data, "posts", without_their_post)
    changed(data, "withdrawals", both)
    return data


@pytest.fixture(scope="module")
def withdrawn(root: Path, data: Path, released: Path) -> Path:
    """A release without the person, written where the person was released before."""
    to = data.parent / "releases"
    shutil.copytree(released, to, symlinks=True)
    return pipeline.publish(root, to, data)


@pytest.fixture(scope="module")
def client(withdrawn: Path) -> Iterator[TestClient]:
    settings = Settings(releases=withdrawn.parent, port=0, workers=2)
    with TestClient(create_app(settings), follow_redirects=False) as client:
        yield client


@pytest.mark.parametrize(("suffix", "media_type"), FORMS.items())
@pytest.mark.parametrize("place", ["id", "doc"])
def test_what_is_withdrawn_answers_410_with_the_reason_in_every_form(
    client: TestClient, place: str, suffix: str, media_type: str
) -> None:
    for answer in (
        client.get(f"/{place}/person/{PERSON}.{suffix}"),
        client.get(f"/{place}/person/{PERSON}", headers={"accept": media_type}),
    ):
        assert answer.status_code == 410
        assert answer.headers["content-type"].startswith(media_type)
        assert REASON in answer.text
        assert NAME not in answer.text


def test_the_page_of_what_is_withdrawn_says_so_and_what_to_do(client: TestClient) -> None:
    page = client.get(f"/doc/person/{PERSON}", headers={"accept": "text/html"}).text
    assert "This was withdrawn" in page
    assert REASON in page
    assert 'href="/search"' in page


def test_the_page_of_what_is_withdrawn_leads_to_what_there_is_instead(client: TestClient) -> None:
    answer = client.get(f"/doc/{POST}", headers={"accept": "text/html"})
    assert answer.status_code == 410
    assert 'href="/id/body/sc"' in answer.text


def test_what_is_withdrawn_is_found_by_no_question_and_no_search(client: TestClient) -> None:
    asked = client.get("/sparql", params={"query": f'ASK {{ ?thing ?property "{NAME}"@en }}', "format": "srj"})
    assert asked.json()["boolean"] is False
    assert PERSON not in client.get("/search.json", params={"q": NAME}).text
    assert NAME not in client.get("/doc/person", headers={"accept": "text/html"}).text


def test_no_file_of_the_release_holds_the_name_or_the_key(withdrawn: Path) -> None:
    looked_at = 0
    for path in withdrawn.rglob("*"):
        if path.is_file():
            held = path.read_bytes()
            if path.suffix == ".zst":
                held = zstandard.ZstdDecompressor().decompressobj().decompress(held)
            assert not {NAME, PERSON} & {text for text in (NAME, PERSON) if text.encode() in held}, path
            looked_at += 1
    assert looked_at > 20


def test_the_withdrawal_itself_is_published(client: TestClient, withdrawn: Path) -> None:
    assert client.get(f"/doc/withdrawal/{DIGEST}.json").json()["facts"]["Description"][0]["value"] == REASON
    assert DIGEST in (withdrawn / "dumps" / "tables" / "withdrawals.csv").read_text(encoding="utf-8")


def test_what_was_released_does_not_vanish_without_a_word(
    root: Path, data: Path, released: Path, tmp_path: Path
) -> None:
    shutil.copytree(released, tmp_path / "releases", symlinks=True)
    shutil.copytree(data, tmp_path / "data")
    changed(tmp_path / "data", "withdrawals", lambda _: [])
    before = (tmp_path / "releases" / "current").readlink()

    with pytest.raises(ConformanceError, match=f"id/person/{PERSON} \\(id {DIGEST}\\).*withdrawals.csv"):
        pipeline.publish(root, tmp_path / "releases", tmp_path / "data")

    assert (tmp_path / "releases" / "current").readlink() == before
    changed(tmp_path / "data", "withdrawals", both)
    assert pipeline.publish(root, tmp_path / "releases", tmp_path / "data").is_dir()


def test_a_thing_cannot_be_withdrawn_and_kept(root: Path, data: Path, tmp_path: Path) -> None:
    shutil.copytree(data, tmp_path / "data")
    shutil.copyfile(root / "data" / "posts.csv", tmp_path / "data" / "posts.csv")
    shutil.copyfile(root / "data" / "persons.csv", tmp_path / "data" / "persons.csv")

    found = pipeline.check(root, tmp_path / "data").report.findings

    remains = [finding for finding in found if finding.rule == "checks/data-withdrawn-thing-remains"]
    assert {str(finding.place).partition(":")[0] for finding in remains} == {"data/persons.csv", "data/posts.csv"}


@pytest.mark.parametrize(
    ("cells", "advice"),
    [
        ({"thing": f"person/{PERSON}"}, f"leave this cell empty, and write {DIGEST} in the column id"),
        ({"thing": "organisation/gone"}, f"write {iris.digest(NamedNode(f'{iris.BASE}id/organisation/gone'))} there"),
    ],
)
def test_a_withdrawal_that_does_not_fit_says_which_id_would(
    root: Path, data: Path, tmp_path: Path, cells: dict[str, str], advice: str
) -> None:
    shutil.copytree(data, tmp_path / "data")
    changed(tmp_path / "data", "withdrawals", lambda _: [withdrawal(**cells)])

    (found,) = pipeline.build(root, tmp_path / "data").tables.findings

    assert advice.casefold() in f"{found.message} {found.advice}".casefold()
    assert str(found.place) == "data/withdrawals.csv:2:thing"
