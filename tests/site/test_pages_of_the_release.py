"""The pages around the project's own graph, over a real server: what they say is what the release holds."""

import json
import math
import re
import shlex
import subprocess
import warnings
from collections.abc import Iterator
from pathlib import Path
from xml.etree import ElementTree as ET

import httpx
import pytest

HTML = {"accept": "text/html"}
SITEMAP = "{http://www.sitemaps.org/schemas/sitemap/0.9}"
EUROPE, WORLD = "europe", "world"

# Where places are (longitude, latitude), and the country each is in by the view of the United Nations.
PLACES = [
    (EUROPE, "Simferopol", 34.1, 44.95, "UKR"),
    (EUROPE, "Skopje", 21.43, 42.0, "MKD"),
    (EUROPE, "Pristina", 21.17, 42.67, "XKX"),
    (EUROPE, "the north of Nicosia", 33.4, 35.25, "CYP"),
    (EUROPE, "Brussels", 4.35, 50.85, "BEL"),
    (EUROPE, "Bern", 7.45, 46.95, "CHE"),
    (WORLD, "Laayoune", -13.1, 26.9, "ESH"),
    (WORLD, "Ottawa", -75.7, 45.6, "CAN"),
    (WORLD, "Simferopol", 34.1, 45.1, "UKR"),
]


@pytest.fixture(scope="module")
def client(address: str) -> Iterator[httpx.Client]:
    with httpx.Client(base_url=address, timeout=20, headers=HTML) as client:
        yield client


@pytest.fixture(scope="module")
def drawn(root: Path) -> dict[str, dict[str, object]]:
    read: dict[str, dict[str, object]] = json.loads((root / "cfit_graph/web/maps/countries.json").read_text())
    return read


def answers(client: httpx.Client, query: str) -> list[dict[str, str]]:
    found = client.get("/sparql", params={"query": query, "format": "srj"}).json()["results"]["bindings"]
    return [{name: term["value"] for name, term in row.items()} for row in found]


def test_the_home_page_counts_what_the_graph_holds(client: httpx.Client) -> None:
    page = client.get("/").text
    found = answers(
        client,
        "PREFIX cfit: <https://w3id.org/cfit/ontology#> SELECT (COUNT(DISTINCT ?c) AS ?n) { ?c a cfit:Criterion }",
    )

    assert f'<a href="/doc/criterion">{found[0]["n"]}</a>' in page
    assert page.count("/query/") == 5
    for address in ("/search", "/map", "/data", "/timeline", "/doc"):
        assert f'"{address}"' in page


def test_every_figure_of_the_home_page_leads_to_a_list_as_long(client: httpx.Client) -> None:
    page = client.get("/").text
    figures = re.findall(r'<dd><a href="(/doc/[^"]+)">([\d,]+)</a>', page)

    assert len(figures) >= 6
    for address, count in figures:
        listed = client.get(address.replace("&amp;", "&"), headers={"accept": "application/json"})
        assert listed.headers["cfit-rows"] == count.replace(",", ""), address


def test_the_map_and_its_table_have_the_numbers_of_the_graph(client: httpx.Client) -> None:
    page = client.get("/map").text
    rows = dict(re.findall(r'<th scope="row">([^<]+)</th>\s*<td class="amount"><a[^>]+>(\d+)</a>', page))
    published = answers(client, Path("queries/participants-by-country.rq").read_text())

    assert rows == {row.get("countryName", "no country stated"): row["participants"] for row in published}
    for name, count in rows.items():
        if name != "no country stated":
            assert f'aria-label="{name}: {count} participants' in page


def test_each_number_of_the_map_leads_to_a_list_as_long(client: httpx.Client) -> None:
    page = client.get("/map").text
    cells = re.findall(r'<td class="amount"><a href="([^"]+)"[^>]*>(\d+)</a>', page)

    assert len(cells) > 12
    for address, count in cells:
        listed = client.get(address.replace("&amp;", "&"), headers={"accept": "application/json"})
        assert listed.headers["cfit-rows"] == count, address


def test_the_map_says_that_it_takes_no_side(client: httpx.Client) -> None:
    assert "imply no view on the status of any territory" in client.get("/map").text


@pytest.mark.parametrize(("view", "place", "east", "north", "country"), PLACES, ids=str)
def test_a_place_is_in_the_country_it_belongs_to(
    drawn: dict[str, dict[str, object]], view: str, place: str, east: float, north: float, country: str
) -> None:
    point = azimuthal(drawn[view], east, north) if view == EUROPE else plate(drawn[view], east, north)
    paths = drawn[view]["paths"]
    assert isinstance(paths, dict)

    assert [code for code, path in paths.items() if inside(path, *point)] == [country], place


def azimuthal(view: dict[str, object], east: float, north: float) -> tuple[float, float]:
    """Return a place on Lambert's azimuthal equal-area projection about 10 E 52 N (Snyder 1987, 24-2 to 24-4)."""
    scale, (x, y) = view["scale"], view["origin"]
    turned, up, middle = math.radians(east - 10), math.radians(north), math.radians(52)
    k = math.sqrt(2 / (1 + math.sin(middle) * math.sin(up) + math.cos(middle) * math.cos(up) * math.cos(turned)))
    right = k * math.cos(up) * math.sin(turned)
    above = k * (math.cos(middle) * math.sin(up) - math.sin(middle) * math.cos(up) * math.cos(turned))
    return x + scale * right, y - scale * above


def plate(view: dict[str, object], east: float, north: float) -> tuple[float, float]:
    scale, (x, y) = view["scale"], view["origin"]
    return x + scale * math.radians(east - 10), y - scale * math.radians(north - 52)


def inside(path: str, x: float, y: float) -> bool:
    """Return whether a point is inside a path of straight lines, by how often a ray from it crosses them."""
    crossed = False
    for ring in path.removesuffix("Z").split("Z"):
        points = [tuple(map(float, pair.split(","))) for pair in re.split("[ML]", ring) if pair]
        for (x1, y1), (x2, y2) in zip(points, points[1:] + points[:1], strict=True):
            if (y1 > y) != (y2 > y) and x < (x2 - x1) * (y - y1) / (y2 - y1) + x1:
                crossed = not crossed
    return crossed


def timeline(client: httpx.Client) -> list[str]:
    """Return the pages of the timeline, as one leads to the next."""
    pages, onward = [], "/timeline"
    while onward:
        pages.append(client.get(onward).text)
        following = re.search(r'href="([^"]+)" rel="next"', pages[-1])
        onward = following[1] if following else ""
    return pages


def test_the_timeline_tells_each_date_as_its_document_states_it(client: httpx.Client) -> None:
    pages = timeline(client)
    told = "".join(pages)

    assert "14 June 2021" in told
    assert '<time datetime="2021-09">September 2021</time> <small>not after' in told
    dates = re.findall(r'<time datetime="([^"]+)">', told)
    assert dates == sorted(dates)
    assert len(dates) == sum(map(int, re.findall(r"<small>(\d+)</small></a>", pages[0])))
    years = dict(re.findall(r'<a href="(/timeline[^"]*#y\d{4})">(\d{4})</a>', pages[0]))
    assert [*years.values()] == sorted({date[:4] for date in dates})
    for address, year in years.items():
        assert f'<h2 id="y{year}">' in client.get(address.partition("#")[0]).text


def test_what_has_no_date_is_named_beside_the_timeline(client: httpx.Client) -> None:
    page = client.get("/timeline?kind=changed").text

    assert re.search(r'2 things of these kinds have no date[^<]+<a href="/id/change-event/ce-[^"]+">', page)


def test_the_timeline_shows_the_kinds_one_chooses(client: httpx.Client) -> None:
    page = client.get("/timeline?kind=changed&kind=criteria-ended").text
    counts = re.findall(r'aria-current="true">[^<]+<small>(\d+)</small>', page)

    assert len(counts) == 2
    assert page.count("<time ") == sum(map(int, counts))
    odd, plain = (client.get(f"/timeline{query}").text for query in ("?kind=%22%3E%3Cscript%3E&page=-1", ""))
    assert odd.partition("<main")[2].partition("</main>")[0] == plain.partition("<main")[2].partition("</main>")[0]


def test_the_sitemap_lists_every_thing_once_and_robots_are_told_of_it(client: httpx.Client, address: str) -> None:
    told = client.get("/robots.txt").text
    listed = [one.text or "" for one in ET.fromstring(client.get("/sitemap.xml").content).iter(f"{SITEMAP}loc")]  # noqa: S314 - ours
    things = answers(
        client,
        "SELECT DISTINCT ?s { ?s a ?c FILTER (STRSTARTS(STR(?s), 'https://w3id.org/cfit/id/')) }",
    )

    assert f"Sitemap: {address}/sitemap.xml" in told
    assert len(listed) == len(set(listed))
    assert {one["s"].replace("https://w3id.org/cfit/id/", f"{address}/doc/") for one in things} <= set(listed)
    assert client.get("/sitemap-1.xml").status_code == 200
    assert client.get("/sitemap-2.xml").status_code == client.get("/sitemap-0.xml").status_code == 404


def test_a_sitemap_names_no_host_that_is_none(client: httpx.Client) -> None:
    page = client.get("/sitemap.xml", headers={"host": 'evil"><x y="'}).text

    assert "evil" not in page


def test_the_data_page_says_what_there_is_how_it_was_checked_and_how_to_cite_it(client: httpx.Client) -> None:
    page, manifest = client.get("/data").text, client.get(f"/release/{release(client)}.json").json()

    for entry in (*manifest["dumps"], *manifest["files"]):
        assert entry["sha256"] in page
    for word in ("CC BY 4.0", "@misc{cfit-release", "&#34;type&#34;: &#34;dataset&#34;", "/data/report.html"):
        assert word in page
    assert f"Warnings, which travel with it: {manifest['findings']['warning']}." in page
    assert re.search(rf"{len(manifest['sources'])} documents, each with <a href=\"/source\">", page)


def test_the_report_may_use_the_style_inside_it_and_no_other(client: httpx.Client) -> None:
    policy = client.get("/data/report.html").headers["content-security-policy"]

    assert re.search(r"style-src 'self' 'sha256-[A-Za-z0-9+/]{43}=';", policy)


def test_each_command_of_the_handbook_does_what_it_says(client: httpx.Client, tmp_path: Path) -> None:
    page = client.get("/-/docs").text
    commands = [html_text(one) for one in re.findall(r"<code>(curl [^<]+)</code>", page)]

    assert len(commands) > 30
    for command in commands:
        said = ["curl", "--silent", "--show-error", "--write-out", "\n%{http_code}", *shlex.split(command)[1:]]
        done = subprocess.run(said, cwd=tmp_path, capture_output=True, text=True, check=True, timeout=30)
        wanted = {"303"} if " -I " in command else {"200"}
        assert done.stdout.rpartition("\n")[2] in wanted, command


def html_text(escaped: str) -> str:
    return escaped.replace("&#39;", "'").replace("&amp;", "&").replace("&lt;", "<").replace("&gt;", ">")


def test_the_handbook_knows_every_address_and_no_other(client: httpx.Client) -> None:
    from cfit_graph.settings import Settings  # noqa: PLC0415 - only its routes are wanted
    from cfit_graph.web.app import create_app  # noqa: PLC0415

    paths = client.get("/-/openapi.json").json()["paths"]
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", UserWarning)  # FastAPI's, of each route that answers GET and HEAD
        routes = set(create_app(Settings()).openapi()["paths"])
    unlisted = {"/robots.txt", "/favicon.ico", "/static/{name}"}

    assert routes - unlisted <= paths.keys()
    assert paths.keys() - routes == {"/sparql", "/release/{name}/sparql", "/rdf-graph-store"}
    for path, described in paths.items():
        assert described["get"]["summary"], path
        assert {one["name"] for one in described["get"]["parameters"] if one["in"] == "path"} == set(
            re.findall(r"{(\w+)}", path)
        )


def release(client: httpx.Client) -> str:
    return str(client.get("/-/health").json()["release"])
