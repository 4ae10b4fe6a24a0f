"""Where a finding about the graph is to be mended: a cell of a table, or a line of a Turtle file."""

import re
from collections.abc import Callable, Iterable
from pathlib import Path

from cfit_graph.findings import Place

# From the IRI of a thing and of a property (or None) to the place that says so, where there is one.
Locate = Callable[[str, str | None], Place | None]

_PREFIX = re.compile(r"@prefix\s+(\S*):\s+<([^>]*)>")
_SUBJECT = re.compile(r"^(?:<([^>]+)>|([A-Za-z][\w-]*)?:([\w/.-]+))\s")


def turtle_places(folders: Iterable[Path], root: Path) -> dict[str, Place]:
    """Return the file and line at which each IRI stands as a subject in the Turtle files of the folders."""
    places: dict[str, Place] = {}
    for folder in folders:
        for path in sorted(folder.rglob("*.ttl")):
            prefixes: dict[str, str] = {}
            for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), start=1):
                if declared := _PREFIX.match(line):
                    prefixes[declared[1]] = declared[2]
                elif subject := _SUBJECT.match(line):
                    iri = subject[1] or prefixes.get(subject[2] or "", "") + subject[3]
                    places.setdefault(iri, Place(path.relative_to(root).as_posix(), number))
    return places


def first_of(*locators: Locate) -> Locate:
    """Return a locator that asks the given ones in turn."""

    def locate(thing: str, predicate: str | None) -> Place | None:
        answers = (locator(thing, predicate) for locator in locators)
        return next((answer for answer in answers if answer is not None), None)

    return locate
