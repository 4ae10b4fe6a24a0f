"""A release made of parts: of any number of them, by any number of processes, it comes out the same."""

import dataclasses
from collections.abc import Callable
from concurrent.futures import ProcessPoolExecutor
from multiprocessing import get_context
from pathlib import Path

import pytest
from pyoxigraph import BlankNode, Quad

from cfit_graph import pipeline, rdf, release
from cfit_graph.errors import ConformanceError, ReleaseError
from cfit_graph.pipeline import Running
from cfit_graph.release import Content, lines

CHUNK = 60  # of the few hundred notices of the project


def plain(quads: list[Quad]) -> list[Quad]:
    return [quad for quad in quads if not lines.has_blank(quad)]


def test_statements_in_parts_give_the_same_bytes_as_statements_in_memory(
    content: Content, tmp_path: Path, bytes_of: Callable[[Path], dict[str, bytes]]
) -> None:
    apart = plain(list(content.quads))
    others = [quad for quad in content.quads if quad not in apart]
    parts = [release.write_part(apart[start::3], tmp_path / f"part-{start}") for start in range(3)]
    parts.append(release.write_part(apart[:4], tmp_path / "again"))

    whole = release.write(content, tmp_path / "whole")
    merged = release.write(dataclasses.replace(content, quads=others, parts=parts), tmp_path / "merged")

    assert bytes_of(merged) == bytes_of(whole)
    assert set(rdf.open_store(merged / "store")) == set(rdf.open_store(whole / "store"))
    assert release.verify(merged) == []


def test_a_part_holds_no_blank_node_for_another_could_have_one_of_its_name(content: Content, tmp_path: Path) -> None:
    blank = Quad(BlankNode("a"), content.quads[0].predicate, content.quads[0].object, content.quads[0].graph_name)

    with pytest.raises(ReleaseError, match="holds no blank nodes"):
        release.write_part([*plain(list(content.quads)), blank], tmp_path / "part")


def test_what_no_release_may_hold_is_refused_in_a_part_too(content: Content, tmp_path: Path) -> None:
    text = '<https://e.org/a> <https://e.org/p> "bell \\u0007" <https://e.org/g> .\n'
    part = release.write_part(rdf.quads_of([text]), tmp_path / "part")

    with pytest.raises(ConformanceError, match="control character"):
        release.write(dataclasses.replace(content, parts=[part]), tmp_path / "releases")


@pytest.mark.timeout(180)
def test_notices_in_chunks_by_two_processes_give_the_same_release(
    root: Path, releases: Path, tmp_path: Path, bytes_of: Callable[[Path], dict[str, bytes]]
) -> None:
    told: list[str] = []
    with ProcessPoolExecutor(2, mp_context=get_context("spawn")) as executor:
        made = pipeline.publish(root, tmp_path, None, Running(executor, CHUNK, told.append))

    whole = release.current(releases)
    assert made.name == whole.name
    assert bytes_of(made) == bytes_of(whole)
    assert [line for line in told if line.startswith("checked: ")]
    assert sorted(path.name for path in tmp_path.iterdir()) == sorted([".lock", "current", made.name])


def test_parts_of_a_build_that_died_are_swept_and_those_of_a_living_one_are_not(
    content: Content, tmp_path: Path
) -> None:
    (tmp_path / ".parts-0123" / "notices-0").mkdir(parents=True)

    with release.aside(tmp_path) as living:
        release.write(content, tmp_path)

        assert living.is_dir()
        assert not (tmp_path / ".parts-0123").exists()
    assert not living.exists()
