"""What a release promises: the same sources give the same bytes, nothing is overwritten, nothing bad gets out."""

import dataclasses
import fcntl
import json
import os
import threading
from collections.abc import Callable
from pathlib import Path

import pytest

from cfit_graph import findings, release
from cfit_graph.errors import ConformanceError, ReleaseError, ReleaseExistsError
from cfit_graph.release import Content, description, disk

Make = Callable[..., Content]
BytesOf = Callable[[Path], dict[str, bytes]]


def test_two_releases_of_the_same_sources_are_the_same_bytes(make: Make, tmp_path: Path, bytes_of: BytesOf) -> None:
    first = release.write(make(), tmp_path / "one")
    second = release.write(make(), tmp_path / "two")

    assert first.name == second.name
    assert bytes_of(first) == bytes_of(second)


def test_the_order_of_the_statements_makes_no_difference(content: Content, tmp_path: Path, bytes_of: BytesOf) -> None:
    turned = dataclasses.replace(content, quads=[*reversed(content.quads), content.quads[0]])

    assert bytes_of(release.write(content, tmp_path / "one")) == bytes_of(release.write(turned, tmp_path / "two"))


def test_changing_one_cell_changes_only_what_depends_on_it(make: Make, tmp_path: Path, bytes_of: BytesOf) -> None:
    news = make().quads
    changed = make(
        news='<https://w3id.org/cfit/id/organisation/planet> <https://w3id.org/cfit/ontology#since> "2022" .'
    )
    assert len(changed.quads) == len(news) - 1

    before = release.write(make(), tmp_path / "one")
    after = release.write(changed, tmp_path / "two")

    old, new = bytes_of(before), bytes_of(after)
    differing = {path for path in old.keys() | new.keys() if old.get(path) != new.get(path)}
    assert differing == {
        "dataset.ttl",
        "manifest.json",
        "dumps/SHA256SUMS",
        "dumps/graph.nq.zst",
        "dumps/graph.trig.zst",
        "dumps/graph.ttl.zst",
    }
    hashes = [
        {graph["iri"]: graph["sha256"] for graph in json.loads(every["manifest.json"])["graphs"]}
        for every in (old, new)
    ]
    assert {iri for iri in hashes[0] if hashes[0][iri] != hashes[1][iri]} == {"https://w3id.org/cfit/source/news"}


def test_the_same_content_again_writes_nothing_and_points_at_what_is_there(make: Make, tmp_path: Path) -> None:
    first = release.write(make(), tmp_path / "releases")
    other = release.write(make(ontology_version="0.2.0"), tmp_path / "releases")
    before = (first / "manifest.json").stat()

    again = release.write(make(), tmp_path / "releases")

    assert again == first != other
    assert (first / "manifest.json").stat().st_mtime_ns == before.st_mtime_ns
    assert release.current(tmp_path / "releases") == first


def test_a_release_is_never_overwritten(content: Content, tmp_path: Path) -> None:
    first = release.write(content, tmp_path)
    (first / "queries.ttl").write_text("# touched\n", encoding="utf-8")

    with pytest.raises(ReleaseExistsError, match=r"queries\.ttl differs; releases are never overwritten"):
        release.write(content, tmp_path)
    assert (first / "queries.ttl").read_text(encoding="utf-8") == "# touched\n"


def test_the_id_is_the_day_and_six_digits_of_the_content_hash(content: Content, tmp_path: Path) -> None:
    manifest = json.loads((release.write(content, tmp_path) / "manifest.json").read_bytes())

    assert manifest["id"] == f"2026-11-22-{manifest['content'][:6]}"


@pytest.mark.parametrize("field", ["ontology_version", "publisher", "limits", "questions", "shapes", "prefixes"])
def test_whatever_changes_gives_another_id(content: Content, tmp_path: Path, field: str) -> None:
    empty: dict[str, object] = {"ontology_version": "9", "publisher": "x", "prefixes": {}}
    changed = dataclasses.replace(content, **{field: empty.get(field, ())})  # type: ignore[arg-type]

    assert release.write(content, tmp_path).name != release.write(changed, tmp_path).name


def test_another_description_gives_another_id(make: Make, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    first = release.write(make(), tmp_path)
    monkeypatch.setattr(description, "_TITLE", "Another title")

    assert release.write(make(), tmp_path).name != first.name


def test_a_release_names_the_one_that_was_served_before(make: Make, tmp_path: Path) -> None:
    first = release.write(make(), tmp_path)
    second = release.write(make(ontology_version="0.2.0"), tmp_path)

    assert json.loads((first / "manifest.json").read_bytes())["previous"] is None
    assert json.loads((second / "manifest.json").read_bytes())["previous"] == first.name


def test_the_pointer_is_relative_so_that_the_folder_can_be_moved(content: Content, tmp_path: Path) -> None:
    name = release.write(content, tmp_path / "here").name
    (tmp_path / "here").rename(tmp_path / "there")

    assert release.current(tmp_path / "there") == tmp_path / "there" / name


def test_a_violation_stops_the_release_before_anything_is_written(make: Make, tmp_path: Path) -> None:
    finding = findings.Finding("'XX' is not a country.", place=findings.Place("data/organisations.csv", 2, "country"))
    broken = make(report=findings.report([finding]))

    with pytest.raises(
        ConformanceError, match=r"1 thing must be fixed .*data/organisations\.csv:2:country: 'XX' is not"
    ):
        release.write(broken, tmp_path / "releases")
    assert not (tmp_path / "releases").exists()


def test_an_empty_graph_is_no_release(make: Make, tmp_path: Path) -> None:
    with pytest.raises(ReleaseError, match="the graph is empty"):
        release.write(make(quads=[]), tmp_path / "releases")


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ('<https://e.org/a> <https://e.org/p> "a\\u0001b" .', "control character"),
        ("<https://e.org/a\u0308> <https://e.org/p> 1 .", "not in Unicode form NFC"),
    ],
)
def test_what_no_answer_could_carry_is_refused(make: Make, tmp_path: Path, text: str, words: str) -> None:
    with pytest.raises(ConformanceError, match=words):
        release.write(make(news=text), tmp_path / "releases")


def test_a_statement_without_a_source_is_refused(make: Make, tmp_path: Path) -> None:
    loose = [type(quad)(quad.subject, quad.predicate, quad.object) for quad in make().quads]

    with pytest.raises(ConformanceError, match="has no source"):
        release.write(make(quads=loose), tmp_path / "releases")


def test_two_values_the_store_cannot_tell_apart_are_reported(make: Make, tmp_path: Path) -> None:
    news = "<https://e.org/a> <https://e.org/p> 2.5 , 2.50 ."

    with pytest.raises(ReleaseError, match=r"source/news: 2 statements were written and the store holds 1"):
        release.write(make(news=news), tmp_path)
    assert not list(tmp_path.glob(".building-*"))


def test_two_tables_of_one_name_are_refused(make: Make, tmp_path: Path) -> None:
    content = make()

    with pytest.raises(ReleaseError, match=r"organisations\.csv: two tables have this name"):
        release.write(dataclasses.replace(content, tables=[*content.tables, *content.tables]), tmp_path / "releases")


def test_a_second_build_at_the_same_time_is_told_to_wait(content: Content, tmp_path: Path) -> None:
    with (tmp_path / ".lock").open("a") as other:
        fcntl.flock(other, fcntl.LOCK_EX)

        with pytest.raises(ReleaseError, match="another build is writing here; wait"):
            release.write(content, tmp_path)


def test_leftovers_of_a_build_that_died_are_swept(content: Content, tmp_path: Path) -> None:
    (tmp_path / ".building-0123" / "store").mkdir(parents=True)
    (tmp_path / "current.tmp").symlink_to("nowhere")

    made = release.write(content, tmp_path)

    assert sorted(path.name for path in tmp_path.glob("*") if path.is_dir()) == sorted([made.name, "current"])
    assert not list(tmp_path.glob(".building-*"))
    assert not (tmp_path / "current.tmp").is_symlink()


def test_a_folder_in_the_place_of_the_pointer_is_left_alone(content: Content, tmp_path: Path) -> None:
    (tmp_path / "current").mkdir()

    with pytest.raises(ReleaseError, match="expected a symbolic link"):
        release.write(content, tmp_path)


def test_a_release_can_be_read_by_whoever_may_read_its_folder(content: Content, tmp_path: Path) -> None:
    (tmp_path / "releases").mkdir()

    made = release.write(content, tmp_path / "releases")

    assert made.stat().st_mode == made.parent.stat().st_mode


def test_nothing_is_named_before_it_is_on_the_disk(
    content: Content, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    events: list[int | str] = []
    sync = os.fsync

    def noted(handle: int) -> None:
        sync(handle)
        events.append(os.fstat(handle).st_ino)

    monkeypatch.setattr(os, "fsync", noted)

    made = release.write(content, tmp_path, events.append)

    on_disk, in_place, named = (
        next(at for at, event in enumerate(events) if isinstance(event, str) and word in event)
        for word in ("on the disk", "in its place", "current names")
    )
    assert {path.stat().st_ino for path in [made, *made.rglob("*")]} <= set(events[:on_disk])
    assert tmp_path.stat().st_ino in events[on_disk:in_place]
    assert tmp_path.stat().st_ino in events[in_place:named]


def test_a_reader_never_finds_the_pointer_missing(tmp_path: Path) -> None:
    seen: set[str | None] = set()
    ended = threading.Event()
    disk.point(tmp_path, "2026-11-22-000000")

    def read() -> None:
        while not ended.is_set():
            seen.add(disk.pointed(tmp_path))

    reader = threading.Thread(target=read)
    reader.start()
    for number in range(3000):
        disk.point(tmp_path, f"2026-11-22-{number % 2:06}")
    ended.set()
    reader.join()

    assert seen == {"2026-11-22-000000", "2026-11-22-000001"}


def test_each_step_is_told(content: Content, tmp_path: Path) -> None:
    told: list[str] = []

    made = release.write(content, tmp_path, told.append)

    assert told == [
        "20 statements sorted",
        "dumps written",
        "questions and report written",
        "search index written",
        "store filled, opened again and counted",
        "1 questions answered",
        "release described",
        "everything is on the disk",
        f"release {made.name} is in its place",
        f"current names release {made.name}",
    ]
