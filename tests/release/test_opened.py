"""A finished release is found through the pointer, and damage to it is seen."""

import json
import random
from collections.abc import Callable
from pathlib import Path

import pytest

from cfit_graph import release
from cfit_graph.errors import ReleaseError
from cfit_graph.release import Content


@pytest.fixture
def made(content: Content, tmp_path: Path) -> Path:
    return release.write(content, tmp_path / "releases")


def test_without_a_release_the_error_says_how_to_get_one(tmp_path: Path) -> None:
    with pytest.raises(ReleaseError, match="no release here yet; build one with 'cfit release'"):
        release.current(tmp_path)


def test_a_pointer_to_nothing_is_an_error(tmp_path: Path) -> None:
    (tmp_path / "current").symlink_to("2026-11-22-000000")

    with pytest.raises(ReleaseError, match="names 2026-11-22-000000, which is not a release"):
        release.current(tmp_path)


def test_the_current_release_is_the_folder_and_not_the_pointer(made: Path) -> None:
    assert release.current(made.parent) == made
    assert not release.current(made.parent).is_symlink()


def test_a_whole_release_has_nothing_to_report(made: Path) -> None:
    assert release.verify(made) == []
    assert release.verify(made.parent / "current") == []


def test_one_flipped_bit_in_any_file_is_seen(made: Path, bytes_of: Callable[[Path], dict[str, bytes]]) -> None:
    chance = random.Random(7)  # noqa: S311 - a choice of bits, no secret
    for name, data in bytes_of(made).items():
        damaged = bytearray(data)
        at = data.index(b'"triples"') + 12 if name == "manifest.json" else chance.randrange(len(data))
        damaged[at] ^= 1 << chance.randrange(4)
        (made / name).write_bytes(damaged)

        assert seen(made), f"{name}: byte {at}"

        (made / name).write_bytes(data)


def seen(made: Path) -> bool:
    try:
        return bool(release.verify(made))
    except ReleaseError:
        return True


def test_a_missing_dump_and_a_stranger_are_seen(made: Path) -> None:
    (made / "dumps/shapes.ttl").unlink()
    (made / "dumps/extra.ttl").write_text("", encoding="utf-8")

    problems = release.verify(made)

    assert "dumps/shapes.ttl: is missing" in problems
    assert "dumps/extra.ttl: is not listed in dumps/SHA256SUMS" in problems


def test_a_manifest_that_was_rewritten_is_seen(made: Path) -> None:
    manifest = json.loads((made / "manifest.json").read_bytes())
    manifest["limits"] = []
    (made / "manifest.json").write_text(json.dumps(manifest, indent=2), encoding="utf-8")

    assert release.verify(made) == ["manifest.json: does not have the content hash it states"]


def test_a_release_under_another_name_is_seen(made: Path) -> None:
    moved = made.rename(made.parent / "2026-11-22-ffffff")

    (problem,) = release.verify(moved)
    assert problem == f"manifest.json: is that of release {made.name}, found in 2026-11-22-ffffff"


@pytest.mark.parametrize("text", ["", "[]", "{}", '{"dumps": 3}'])
def test_a_manifest_that_is_none_is_an_error(made: Path, text: str) -> None:
    (made / "manifest.json").write_text(text, encoding="utf-8")

    with pytest.raises(ReleaseError, match="is damaged"):
        release.verify(made)
