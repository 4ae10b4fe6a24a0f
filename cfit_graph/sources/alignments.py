"""From the bytes of the tables of mappings (SSSOM/TSV) to matches, or in plain words why one cannot be read."""

import csv
import re
from collections.abc import Iterator
from pathlib import Path

from cfit_graph.errors import SourceError
from cfit_graph.records.alignment import Match

SUFFIX = ".sssom.tsv"
REQUIRED = ("subject_id", "predicate_id", "object_id", "object_label")

_PREFIX = re.compile(r"#  ([\w.-]+): (\S+)")


def tables(folder: Path) -> list[Path]:
    """Return the tables of mappings in the folder, in the order of their names."""
    return sorted(folder.glob(f"*{SUFFIX}"))


def read(folder: Path) -> list[Match]:
    """Return the matches of every table in the folder; raise SourceError with the file and the line."""
    return [match for path in tables(folder) for match in _matches(path)]


def _matches(path: Path) -> Iterator[Match]:
    lines = _lines(path)
    head = [line for line in lines if line.startswith("#")]
    prefixes = {found[1]: found[2] for line in head if (found := _PREFIX.fullmatch(line))}
    reader = csv.DictReader(lines[len(head) :], delimiter="\t", strict=True)
    for row in reader:
        place = f"{path}:{len(head) + reader.line_num}"
        if missing := [column for column in REQUIRED if not row.get(column)]:
            message = f"{place}: the column {missing[0]} is empty or missing; SSSOM requires it"
            raise SourceError(message)
        subject, predicate, object_ = (_iri(row[column], prefixes, place) for column in REQUIRED[:3])
        yield Match(subject, predicate, object_, row["object_label"], row.get("comment") or "")


def _lines(path: Path) -> list[str]:
    try:
        return path.read_text(encoding="utf-8").splitlines()
    except (OSError, UnicodeDecodeError) as error:
        message = f"{path}: cannot be read as text: {error}"
        raise SourceError(message) from error


def _iri(curie: str, prefixes: dict[str, str], place: str) -> str:
    prefix, _, name = curie.partition(":")
    if prefix not in prefixes:
        message = f"{place}: '{prefix}' is no prefix of the table's curie_map; add it there or correct '{curie}'"
        raise SourceError(message)
    return prefixes[prefix] + name
