"""What changed since the release before: what is new, gone or told otherwise, as a page and as JSON."""

import html
import re
from collections.abc import Callable, Iterator

import pytest
from fastapi.testclient import TestClient
from pyoxigraph import Literal, NamedNode, Quad

from cfit_graph import iris
from cfit_graph.iris import CFIT, DCTERMS, RDFS, SKOS, A
from cfit_graph.settings import Settings
from cfit_graph.web.app import create_app

NEWS = iris.source("comets")
HALLEY, ENCKE, SWIFT = (iris.thing("comet", name) for name in ("halley", "encke", "swift"))


def comet(thing: NamedNode, name: str, said: str) -> list[Quad]:
    return [
        Quad(thing, A, CFIT.Body, NEWS),
        Quad(thing, SKOS.prefLabel, Literal(name, language="en"), NEWS),
        Quad(thing, RDFS.comment, Literal(said), NEWS),
    ]


def withdrawn(thing: NamedNode) -> list[Quad]:
    stone = iris.withdrawal(thing)
    return [
        Quad(stone, A, CFIT.Withdrawal, NEWS),
        Quad(stone, DCTERMS.description, Literal("It was a mistake."), NEWS),
    ]


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory, publish: Callable[..., str]) -> Iterator[tuple[TestClient, str]]:
    """The service over two releases, and the id of the first."""
    folder = tmp_path_factory.mktemp("changes")
    before = publish(
        folder / "releases", folder, more=[*comet(HALLEY, "Halley", "Near."), *comet(ENCKE, "Encke", "Gone soon.")]
    )
    publish(
        folder / "releases",
        folder,
        more=[*comet(HALLEY, "Halley", "Far."), *comet(SWIFT, "Swift <b>", "New."), *withdrawn(ENCKE)],
    )
    with TestClient(create_app(Settings(releases=folder / "releases", port=0, workers=1))) as client:
        yield client, before


def test_things_are_new_gone_or_told_otherwise(site: tuple[TestClient, str]) -> None:
    client, before = site
    told = client.get("/data/changes.json").json()

    assert told["since"] == before
    assert told["release"] == client.get("/-/health").json()["release"]
    assert [iri for iri in told["things"]["added"] if "/comet/" in iri] == [SWIFT.value]
    assert told["things"]["removed"] == [ENCKE.value]
    assert told["things"]["changed"] == [HALLEY.value]
    assert told["documents"] == {"added": [], "removed": [], "changed": [NEWS.value]}
    assert told["documents_not_compared"] == 0


def test_the_page_names_them_by_kind_with_links(site: tuple[TestClient, str]) -> None:
    client, before = site
    page = client.get("/data/changes", headers={"accept": "text/html"}).text

    comets = page.partition('<h2 id="comet">')[2]
    named = re.findall(
        r'<h3>(\w[\w ]+) <small>1</small></h3>\s*<ul class="columns">\s*<li><a href="([^"]+)"[^>]*>(.*?)</a>', comets
    )
    assert [(what, address) for what, address, _ in named[:3]] == [
        ("New", "/id/comet/swift"),
        ("Gone", "/id/comet/encke"),
        ("Told otherwise", "/id/comet/halley"),
    ]
    assert html.unescape(re.sub("</?bdi>", "", named[0][2])) == "Swift <b>"
    assert f'href="/data/changes.json?since={before}"' in page
    assert 'href="/data/changes"' in client.get("/data", headers={"accept": "text/html"}).text


def test_a_release_that_is_not_kept_is_not_compared_with(site: tuple[TestClient, str]) -> None:
    client, before = site

    assert client.get("/data/changes.json", params={"since": "2020-01-01-abcdef"}).status_code == 404
    itself = client.get("/data/changes.json", params={"since": client.get("/-/health").json()["release"]}).json()
    assert itself["things"] == {"added": [], "removed": [], "changed": []}
    assert client.get("/data/changes.json", params={"since": before}).json()["things"]["removed"]


def test_the_first_release_says_that_there_is_none_before(app_client: TestClient) -> None:
    page = app_client.get("/data/changes", headers={"accept": "text/html"}).text

    assert "there is nothing to compare with" in page
    assert app_client.get("/data/changes.json").json()["since"] is None
