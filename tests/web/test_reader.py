"""The frame of every page: the reader's language, links that keep it, texts that stay text, files kept for long."""

import re
import subprocess
import sys
from pathlib import Path

import pytest
from babel.messages.catalog import Catalog
from babel.messages.pofile import read_po
from fastapi.testclient import TestClient

from cfit_graph.web import assets, catalogue, pages, wording
from cfit_graph.web.reader import Reader

ROOT = Path(__file__).parents[2]
FOLDER = ROOT / "cfit_graph/web/catalogue"
HTML = {"accept": "text/html"}
PLACE = re.compile(r"%\(\w+\)s|<[^>]+>")


@pytest.fixture(scope="module")
def texts(tmp_path_factory: pytest.TempPathFactory) -> Catalog:
    """Every text of the interface, as gettext's tools find them in the code and the templates."""
    to = tmp_path_factory.mktemp("messages") / "messages.pot"
    pybabel = Path(sys.executable).with_name("pybabel")
    command = [str(pybabel), "--quiet", "extract", "--mapping", str(FOLDER / "babel.cfg"), "--keywords", "N_"]
    subprocess.run([*command, "--output", str(to), "cfit_graph/web"], cwd=ROOT, check=True)
    with to.open("rb") as opened:
        return read_po(opened)


@pytest.mark.parametrize("language", catalogue.TRANSLATED)
def test_no_text_of_the_interface_is_without_its_translation(texts: Catalog, language: str) -> None:
    with (FOLDER / f"{language}.po").open("rb") as opened:
        translated = read_po(opened, locale=language)
    wanted = {message.id for message in texts if message.id}
    there = {message.id: message for message in translated if message.id}

    assert len(wanted) > 100
    assert not wanted - there.keys(), "run make messages, and translate what it adds"
    assert not there.keys() - wanted, "run make messages"
    assert not [
        key for key, one in there.items() if one.fuzzy or not all(one.string if one.pluralizable else [one.string])
    ]


@pytest.mark.parametrize("language", catalogue.TRANSLATED)
def test_a_translation_has_the_places_and_the_markup_of_its_text(language: str) -> None:
    with (FOLDER / f"{language}.po").open("rb") as opened:
        translated = read_po(opened, locale=language)
    wrong = [
        (source, said)
        for message in translated
        if message.id
        for source, said in (
            zip(message.id, message.string, strict=True) if message.pluralizable else [(message.id, message.string)]
        )
        if sorted(PLACE.findall(source)) != sorted(PLACE.findall(said))
    ]

    assert not wrong


@pytest.mark.parametrize(
    ("address", "header", "language"),
    [
        ("/", "", "en"),
        ("/", "nl-BE, en;q=0.5", "nl"),
        ("/", "it, de;q=0.9", "de"),
        ("/", "it", "en"),
        ("/?lang=fr", "nl", "fr"),
        ("/?lang=xx", "nl", "nl"),
        ("/?lang=%00%22", "", "en"),
        ("/nowhere", "de", "de"),
    ],
)
def test_a_page_is_in_the_language_of_its_reader(
    app_client: TestClient, address: str, header: str, language: str
) -> None:
    answer = app_client.get(address, headers={**HTML, "accept-language": header})

    assert f'<html lang="{language}">' in answer.text
    assert answer.headers["content-language"] == language


def test_a_language_that_was_chosen_is_kept_from_page_to_page(app_client: TestClient) -> None:
    page = app_client.get("/queries?lang=nl", headers={**HTML, "accept-language": "fr"}).text

    assert 'href="/query/who-belongs?lang=nl"' in page
    assert '<input type="hidden" name="lang" value="nl">' in page
    assert 'href="/queries?lang=de"' in page, "and another may be chosen"
    assert "lang=nl" not in re.findall(r'href="/static/[^"]*"', page)[0]


def test_a_language_that_was_not_chosen_is_in_no_address(app_client: TestClient) -> None:
    page = app_client.get("/queries", headers={**HTML, "accept-language": "nl"}).text

    assert 'href="/query/who-belongs"' in page
    assert 'name="lang"' not in page


@pytest.mark.parametrize("path", ["//evil.example/x", "/\\evil.example", "///evil.example/%2F"])
def test_no_path_makes_the_links_of_a_page_lead_to_another_host(path: str) -> None:
    scope = {"path": path, "query_string": b"a=%22%3E&lang=nl", "headers": []}
    reader = pages_reader(scope)

    assert re.match(r"/[^/\\]", reader.address)
    assert '"' not in reader.at("de")


def pages_reader(scope: dict[str, object]) -> Reader:
    from cfit_graph.web import reader  # noqa: PLC0415 - the module has the name of what it makes

    return reader.of(scope)


def test_a_text_that_is_no_text_of_ours_is_shown_and_not_run() -> None:
    template = pages.environment("nl").from_string('{{ _(text) }}|{{ _("Search") }}|{{ _("") }}|{{ _(text, x=text) }}')
    written = template.render(text='<script>"%(x)s')

    assert "<script>" not in written
    assert written.count("&lt;script&gt;&#34;") == 3


@pytest.mark.parametrize(
    ("written", "language", "said"),
    [
        ("2026-11-22", "en", "22 November 2026"),
        ("2026-11-22", "nl", "22 november 2026"),
        ("2026-11-22T10:00:00Z", "de", "22. November 2026"),
        ("2026-03", "fr", "mars 2026"),
        ("2026", "fr", "2026"),
        ("2026-02-31", "en", "2026-02-31"),
        ("about 1 <May>", "en", "about 1 <May>"),
        ("", "en", ""),
    ],
)
def test_a_date_is_as_precise_as_it_is_written_and_in_the_readers_words(written: str, language: str, said: str) -> None:
    assert wording.day(written, language) == said


@pytest.mark.parametrize(
    ("count", "language", "said"),
    [
        (0, "en", "0 B"),
        (999, "en", "999 B"),
        (1234, "nl", "1,2 kB"),
        (201607, "de", "202 kB"),
        (3_456_000, "en", "3.5 MB"),
    ],
)
def test_a_size_is_said_in_words(count: int, language: str, said: str) -> None:
    assert wording.size(count, language) == said


def test_numbers_have_the_separators_of_the_language() -> None:
    assert [wording.number(19637, language) for language in ("en", "nl", "de")] == ["19,637", "19.637", "19.637"]


def test_long_numbers_are_parted_for_the_eye_and_years_are_not() -> None:
    assert [wording.figure("63761425.50", language) for language in ("en", "de")] == ["63,761,425.5", "63.761.425,5"]
    assert [wording.figure(text, "en") for text in ("2018", "-12345", "0045x", "")] == ["2018", "-12,345", "0045x", ""]


@pytest.mark.parametrize(
    ("written", "language", "said"),
    [
        ("P18M", "en", "18 months"),
        ("P1Y6M", "de", "1 Jahr 6 Monate"),
        ("P1440D", "nl", "1440 dagen"),
        ("P", "en", "P"),
        ("PT3H", "en", "PT3H"),
    ],
)
def test_a_duration_is_said_in_words(written: str, language: str, said: str) -> None:
    assert wording.duration(written, language) == said


def test_a_static_file_is_kept_for_ever_under_the_address_a_page_names_it_by(app_client: TestClient) -> None:
    page = app_client.get("/", headers=HTML).text
    named = re.findall(r'href="(/static/[^"]+cfit\.css)"', page)[0]

    assert "immutable" in app_client.get(named).headers["cache-control"]
    assert app_client.get(named).text == app_client.get("/static/cfit.css").text
    assert "immutable" not in app_client.get("/static/0123456789abcdef/cfit.css").headers["cache-control"]


@pytest.mark.parametrize("name", ["../pages.py", "%2e%2e/pages.py", "x/../../pages.py", "", "nothing.css"])
def test_no_other_file_is_static(app_client: TestClient, name: str) -> None:
    assert app_client.get(f"/static/{name}").status_code in {400, 404}
    assert app_client.get(f"/static/{assets.digest()}/{name}").status_code in {400, 404}


def test_a_page_that_needs_a_style_of_its_own_gets_it_alone_and_is_not_kept() -> None:
    sent = pages.page("problem.html", Reader(), {"etag": '"x"'}, nonce="abc", problem=Nothing()).headers

    assert "style-src 'self' 'nonce-abc'" in sent["content-security-policy"]
    assert "etag" not in sent


class Nothing:
    """A problem with the least one may have."""

    title, detail, status, more = "Nothing is here", "Nothing.", 404, {}


def test_a_page_made_with_other_templates_has_another_entity_tag(
    app_client: TestClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = app_client.get("/doc/organisation/mars", headers=HTML)
    again = app_client.get("/doc/organisation/mars", headers={**HTML, "if-none-match": before.headers["etag"]})
    graph = app_client.get("/doc/organisation/mars", headers={"accept": "text/turtle"}).headers["etag"]
    monkeypatch.setattr(pages, "digest", lambda: "another")
    after = app_client.get("/doc/organisation/mars", headers={**HTML, "if-none-match": before.headers["etag"]})

    assert (again.status_code, after.status_code) == (304, 200)
    assert app_client.get("/doc/organisation/mars", headers={"accept": "text/turtle"}).headers["etag"] == graph
