"""The calendar of tenders over invented notices, read back by a calendar client's parser and by a feed reader's."""

import csv
import html
import io
import re
from collections.abc import Callable, Iterator
from datetime import UTC, date, datetime, timedelta, timezone
from pathlib import Path

import feedparser
import pytest
from fastapi.testclient import TestClient
from hypothesis import given
from hypothesis import strategies as st
from icalendar import Calendar, Event
from lxml import etree

from cfit_graph import rdf
from cfit_graph.settings import Settings
from cfit_graph.web.app import create_app
from cfit_graph.web.calendar import entries, routes
from cfit_graph.web.calendar.entries import Clock

GRAPH = Path(__file__).parent / "calendar.trig"
TODAY = date(2026, 12, 1)
HTML = {"accept": "text/html"}
ATOM = "{http://www.w3.org/2005/Atom}"
FEEDS = ("", "?stage=planned", "?past=1", "?country=NLD", "?q=saturn", "?from=2028-01-01&to=2028-12-31", "?lang=fr")


@pytest.fixture(scope="module")
def calendar(tmp_path_factory: pytest.TempPathFactory, publish: Callable[..., str]) -> Iterator[TestClient]:
    """The service over a release with invented notices, on the first of December 2026."""
    folder = tmp_path_factory.mktemp("calendar")
    publish(folder / "releases", folder, more=rdf.read_file(GRAPH))
    app = create_app(Settings(releases=folder / "releases", port=0, workers=1))
    app.dependency_overrides[routes.today] = lambda: TODAY
    with TestClient(app) as client:
        yield client


def events(calendar: TestClient, query: str = "") -> dict[str, Event]:
    """Return the events of a feed by what the calendar client shows of them."""
    answer = calendar.get(f"/calendar.ics{query}")
    assert answer.headers["content-type"] == "text/calendar; charset=utf-8"
    read = Calendar.from_ical(answer.content)
    assert not read.errors
    return {str(event["summary"]): event for event in read.walk("VEVENT")}


def page(calendar: TestClient, address: str, status: int = 200) -> str:
    answer = calendar.get(address, headers=HTML)
    assert answer.status_code == status, answer.text
    return answer.text


def only(found: dict[str, Event], beginning: str) -> Event:
    (event,) = (event for summary, event in found.items() if summary.startswith(beginning))
    return event


def test_the_calendar_begins_today_and_the_past_has_a_way_of_its_own(calendar: TestClient) -> None:
    coming, past = page(calendar, "/calendar"), page(calendar, "/calendar?past=1")

    assert "8 entries from 1 December 2026 on." in coming
    assert "1 entry before 1 December 2026." in past
    assert 'href="/calendar?past=1"' in coming
    assert "Awarded" in past


def test_a_notice_that_a_later_one_corrects_is_not_in_it(calendar: TestClient) -> None:
    rows = calendar.get("/calendar.json?from=2026-01-01&stage=open").json()["entries"]

    assert [row["date"] for row in rows if row["purchase"]["label"] == "Laptops for Mars"] == ["2026-12-14"]


def test_lots_that_are_due_at_one_time_are_one_entry(calendar: TestClient) -> None:
    (row,) = calendar.get("/calendar.json?buyer=mars&stage=open").json()["entries"]

    assert [lot.rpartition("/")[2] for lot in row["lots"]] == ["mars-1", "mars-2"]
    assert row["buyers"] == [{"iri": "https://w3id.org/cfit/id/actor/mars", "label": "Mars"}]


def test_a_buyer_whom_nobody_has_identified_stays_the_party_that_the_notice_names(calendar: TestClient) -> None:
    (row,) = calendar.get("/calendar.json?q=laptops&from=2026-12-20&to=2026-12-20").json()["entries"]

    assert [buyer["iri"].removeprefix("https://w3id.org/cfit/id/") for buyer in row["buyers"]] == [
        "organisation/venus",
        "party/venus-1-b",
    ]


def test_an_hour_with_an_offset_is_that_moment_in_utc_wherever_it_is_read(calendar: TestClient) -> None:
    due = only(events(calendar), "Tenders due")

    assert due.decoded("dtstart") == datetime(2026, 12, 13, 22, 30, tzinfo=UTC)
    text = html.unescape(page(calendar, "/calendar?buyer=mars&stage=open"))
    assert "00:30 (UTC+02:00) = 2026-12-13 22:30 UTC" in text
    assert '<time datetime="2026-12-14T00:30+02:00">14 December 2026</time>' in text


def test_an_hour_without_an_offset_floats_and_a_contradiction_leaves_only_the_day(calendar: TestClient) -> None:
    found = events(calendar)

    assert only(found, "Expressions of interest due").decoded("dtstart") == datetime(2026, 12, 21, 9, 15)  # noqa: DTZ001
    clash = only(found, "Requests to participate due")
    assert clash.decoded("dtstart") == date(2026, 12, 20)
    assert "the moment is not known" in str(clash["description"])
    assert "the moment is not known" in page(calendar, "/calendar?country=BEL")


def test_a_month_stays_a_month(calendar: TestClient) -> None:
    call = only(events(calendar), "Call for tenders planned")

    assert (call.decoded("dtstart"), call.decoded("dtend")) == (date(2028, 8, 1), date(2028, 9, 1))
    assert "some day in August 2028" in str(call["summary"])
    assert re.search(r">August 2028</time>\s*<small>no day stated", page(calendar, "/calendar?stage=planned"))
    assert "some day in 2029" in str(only(events(calendar), "Contract starts")["summary"])


def test_a_month_that_has_begun_is_still_to_come(calendar: TestClient) -> None:
    assert "Rings of Saturn" in page(calendar, "/calendar?from=2028-08-20&to=2028-08-25")
    assert "Rings of Saturn" not in page(calendar, "/calendar?from=2028-09-01&to=2028-09-25")


def test_what_is_planned_or_computed_says_so_in_words_everywhere(calendar: TestClient) -> None:
    text, found = page(calendar, "/calendar"), events(calendar)

    assert len(re.findall(r'class="sure planned"><span aria-hidden="true">□</span> planned', text)) == 1 + 2
    assert len(re.findall(r'class="sure computed"><span aria-hidden="true">◇</span> computed', text)) == 1 + 2
    assert {str(event["status"]) for summary, event in found.items() if "planned" in summary} == {"TENTATIVE"}
    assert {str(event["status"]) for summary, event in found.items() if "(computed)" in summary} == {"TENTATIVE"}
    assert only(found, "Tenders due")["status"] == "CONFIRMED"


def test_each_entry_is_one_step_from_its_source(calendar: TestClient) -> None:
    text = page(calendar, "/calendar")

    assert len(re.findall(r'<li class="entry ', text)) == len(re.findall(r'Source: <a href="/source/', text)) == 8


def test_a_count_of_a_filter_is_the_number_of_entries_it_gives(calendar: TestClient) -> None:
    text = page(calendar, "/calendar")
    choices = re.findall(r'name="([a-z-]+)" value="([^"]+)"> <bdi>[^<]*</bdi> <span class="note">(\d+)', text)

    assert {name for name, _, _ in choices} == {"stage", "certainty", "country", "buyer-group", "buyer"}
    for name, word, count in choices:
        assert calendar.get(f"/calendar.csv?{name}={word}").headers["cfit-rows"] == count, (name, word)


def test_a_month_is_a_table_with_its_days(calendar: TestClient) -> None:
    text = page(calendar, "/calendar?view=month&month=2026-12")

    assert "<caption>December 2026</caption>" in text
    assert text.count('<time class="number"') == 31
    fourteenth = re.search(r'datetime="2026-12-14">14</time>(.*?)</td>', text, re.DOTALL)
    assert fourteenth
    assert "Laptops for Mars" in fourteenth[1]
    assert 'href="/calendar?view=month&amp;month=2027-01"' in text
    assert "Rings of Saturn" in page(calendar, "/calendar?view=month&month=2028-08").partition("no day stated")[2]


def test_the_files_and_feeds_of_a_month_hold_that_month(calendar: TestClient) -> None:
    text = html.unescape(page(calendar, "/calendar?view=month&month=2026-12"))
    (total,) = re.findall(r"(\d+) entries in December 2026\.", text)

    for suffix in ("ics", "atom", "csv", "json"):
        address = f"/calendar.{suffix}?view=month&month=2026-12"
        assert f'href="{address}"' in text
        assert calendar.get(address).headers["cfit-rows"] == total
    read = Calendar.from_ical(calendar.get("/calendar.ics?view=month&month=2026-12").content)
    assert str(read["x-wr-calname"]) == "Calendar of tenders · December 2026"
    assert {event.decoded("dtstart").month for event in read.walk("VEVENT")} == {12}


@pytest.mark.parametrize(
    ("language", "one", "several"),
    [
        ("en", "1 entry before", "8 entries from"),
        ("nl", "1 item vóór", "8 items vanaf"),
        ("fr", "1 entrée avant", "8 entrées à partir"),
        ("de", "1 Eintrag vor", "8 Einträge ab"),
    ],
)
def test_one_entry_is_one_in_every_language(calendar: TestClient, language: str, one: str, several: str) -> None:
    assert one in page(calendar, f"/calendar?past=1&lang={language}")
    assert several in page(calendar, f"/calendar?lang={language}")


def test_an_empty_answer_says_what_to_do(calendar: TestClient) -> None:
    text = page(calendar, "/calendar?country=NLD&stage=planned")

    assert "Nothing in the calendar is all of this at once." in text
    assert 'href="/calendar?stage=planned">Without Country: Netherlands</a> <span class="note">1</span>' in text


@pytest.mark.parametrize(
    ("address", "named"),
    [
        ("/calendar?colour=red", "stage, certainty, product-group, country, buyer-group, buyer, from, to"),
        ("/calendar.ics?colour=red", "product-group"),
        ("/calendar?stage=someday", "planned, open, award, contract-end, likely-retender"),
        ("/calendar?from=2026-02-30", "2026-11-22"),
        ("/calendar?view=month&month=2026-13", "2026-12"),
        ("/calendar?page=0", "1 to"),
        ("/calendar/together?months=25", "1 to 24"),
        ("/calendar/together?colour=red", "months"),
    ],
)
def test_what_the_calendar_does_not_know_is_refused_with_what_it_knows(
    calendar: TestClient, address: str, named: str
) -> None:
    assert named in html.unescape(page(calendar, address, 400))


@pytest.mark.parametrize("query", FEEDS)
def test_a_feed_reader_and_a_calendar_client_read_every_feed(calendar: TestClient, query: str) -> None:
    answer = calendar.get(f"/calendar.atom{query}")
    feed = feedparser.parse(answer.content)
    listed = events(calendar, query)

    assert not feed.bozo
    assert int(answer.headers["cfit-rows"]) == len(feed.entries) == len(listed) > 0
    ids = [entry.id for entry in feed.entries]
    assert len(set(ids)) == len(ids) == len({str(event["uid"]) for event in listed.values()})
    assert all(entry.updated_parsed and entry.title and entry.link for entry in feed.entries)
    said = [entry.published for entry in feed.entries if "published" in entry]
    assert said == sorted(said, reverse=True)


def test_an_atom_feed_has_all_that_the_specification_asks_for(calendar: TestClient) -> None:
    feed = etree.fromstring(calendar.get("/calendar.atom?stage=open").content)

    for required in ("id", "title", "updated", "author"):  # RFC 4287, section 4.1.1
        assert len(feed.findall(f"{ATOM}{required}")) == 1
    (own,) = (link for link in feed.findall(f"{ATOM}link") if link.get("rel") == "self")
    assert own.get("href") == "http://testserver/calendar.atom?stage=open"
    for entry in feed.findall(f"{ATOM}entry"):  # section 4.1.2
        assert [len(entry.findall(f"{ATOM}{name}")) for name in ("id", "title", "updated")] == [1, 1, 1]
        assert re.fullmatch(r"\d{4}-\d\d-\d\dT00:00:00Z", entry.findtext(f"{ATOM}updated") or "")


def test_a_calendar_says_its_name_and_how_often_to_look_again(calendar: TestClient) -> None:
    read = Calendar.from_ical(calendar.get("/calendar.ics?country=NLD").content)

    assert str(read["x-wr-calname"]) == "Calendar of tenders · Netherlands"
    assert read["refresh-interval"].dt == timedelta(days=1)
    assert read["refresh-interval"].params["VALUE"] == "DURATION"
    for event in read.walk("VEVENT"):
        assert event.decoded("dtstamp") == datetime(2026, 11, 22, tzinfo=UTC)
        assert str(event["url"]).startswith("http://testserver/doc/procedure/")
        assert event["categories"].cats


def test_a_hostile_title_is_a_title_in_every_form(calendar: TestClient) -> None:
    raw = calendar.get("/calendar.ics").text
    found = events(calendar)
    feed = feedparser.parse(calendar.get("/calendar.atom").content)

    assert raw.count("BEGIN:VEVENT") == raw.count("\r\nEND:VEVENT\r\n") == len(found) == 8
    assert "\r\nATTACH" not in raw
    assert all(len(line.encode()) <= 75 for line in raw.split("\r\n"))
    clash = only(found, "Requests to participate due")
    assert "Laptops END:VEVENT ATTACH:https://evil.example/ <script>" in str(clash["summary"])
    assert "[U+202E], a; b\\c" in str(clash["summary"])
    assert {entry.title_detail.type for entry in feed.entries} == {"text/plain"}
    assert "<script" not in calendar.get("/calendar.atom").text
    assert "&lt;script&gt;alert" in page(calendar, "/calendar")
    assert "<script>alert" not in page(calendar, "/calendar") + page(calendar, "/calendar/together")
    rows = list(csv.DictReader(io.StringIO(calendar.get("/calendar.csv").text)))
    assert len(rows) == 8


def test_the_same_release_filter_and_day_give_the_same_feed(calendar: TestClient) -> None:
    for address in ("/calendar.ics", "/calendar.atom?stage=open", "/calendar", "/calendar/together?months=3"):
        first = calendar.get(address, headers=HTML)
        assert first.content == calendar.get(address, headers=HTML).content
        assert calendar.get(address, headers={"if-none-match": first.headers["etag"]}).status_code == 304
    app = calendar.app
    before = calendar.get("/calendar.ics").headers["etag"]
    app.dependency_overrides[routes.today] = lambda: TODAY + timedelta(days=1)  # type: ignore[attr-defined]
    try:
        assert calendar.get("/calendar.ics").headers["etag"] != before
    finally:
        app.dependency_overrides[routes.today] = lambda: TODAY  # type: ignore[attr-defined]


def test_a_page_names_its_feeds_with_the_same_filter(calendar: TestClient) -> None:
    text = html.unescape(page(calendar, "/calendar?stage=open&lang=nl"))

    for media_type, suffix in (("text/calendar", "ics"), ("application/atom+xml", "atom")):
        assert f'<link rel="alternate" type="{media_type}" href="/calendar.{suffix}?stage=open&lang=nl"' in text
    assert 'href="webcal://testserver/calendar.ics?stage=open&lang=nl"' in text
    assert "Inschrijvingen uiterlijk" in calendar.get("/calendar.ics?stage=open&lang=nl").text


def test_buyers_of_the_same_product_within_the_months_stand_together(calendar: TestClient) -> None:
    near, far = page(calendar, "/calendar/together?months=3"), page(calendar, "/calendar/together?months=1")

    assert "1 group of buyers." in near
    assert re.search("3 buyers, July 2028 . October 2028", near)
    assert all(name in near for name in ("Laptops for Mars", "Rings of Saturn", "Netherlands", "BEL"))
    assert re.search(r"<h2>.*</h2>\s*<p>(<a [^>]+>)?<bdi>Mars</bdi>", near)
    assert re.search("July 2028 . August 2028", far)
    assert "No two buyers" in page(calendar, "/calendar/together?country=NLD")


def test_a_thing_leads_to_its_part_of_the_calendar(calendar: TestClient) -> None:
    for address, query in (
        ("/doc/organisation/venus", "buyer=venus"),
        ("/doc/actor/mars", "buyer=mars"),
        ("/doc/buyer-group/inner", "buyer-group=inner"),
        ("/vocabulary/product-group/laptops", "product-group=laptops"),
        ("/vocabulary/country/nld", "country=NLD"),
    ):
        assert f'href="/calendar?{query}"' in page(calendar, address), address
        assert int(calendar.get(f"/calendar.csv?{query}").headers["cfit-rows"]) > 0, address


minutes = st.integers(min_value=-14 * 60, max_value=14 * 60)
moments = st.datetimes(min_value=datetime(1971, 1, 2), max_value=datetime(2199, 12, 30))  # noqa: DTZ001 - local times


@given(local=moments, offset=minutes)
def test_a_clock_with_an_offset_is_one_moment_whatever_the_season(local: datetime, offset: int) -> None:
    local = local.replace(microsecond=0)
    written = f"{'-' if offset < 0 else '+'}{abs(offset) // 60:02}:{abs(offset) % 60:02}"
    expected = local.replace(tzinfo=timezone(timedelta(minutes=offset))).astimezone(UTC)

    told = Clock(local.time().isoformat(), written, expected.isoformat().replace("+00:00", "Z"))
    untold = Clock(local.time().isoformat(), written)

    assert told.at(local.date()) == untold.at(local.date()) == expected
    event = Event()
    event.add("dtstart", told.at(local.date()))
    assert Event.from_ical(event.to_ical()).decoded("dtstart") == expected


@pytest.mark.parametrize("written", ["", "soon", "2026-02-30", "2026-13", "0000", "20261-01-01", "2026-1"])
def test_what_is_no_date_is_none(written: str) -> None:
    assert entries.span(written) is None
