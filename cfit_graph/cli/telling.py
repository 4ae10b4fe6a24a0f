"""`cfit facts`: what the graph says of the notices in files, a line of JSON each."""

import json
import os
from collections.abc import Iterable, Iterator
from pathlib import Path

from cfit_graph.errors import SourceError
from cfit_graph.pipeline import facts


def lines(paths: Iterable[Path]) -> Iterator[str]:
    """Yield a line for each file, named as seen from the folder given, or from the one that holds all paths given.

    Raises SourceError for a path where nothing is or nothing can be read.
    """
    given = [path.absolute() for path in paths]
    start = given[0] if len(given) == 1 and given[0].is_dir() else Path(os.path.commonpath([*map(_above, given)]))
    for path in given:
        for file in facts.files(path):
            name = file.relative_to(start).as_posix()
            yield json.dumps({"facts": facts.of_file(_content(file), name), "file": name}, ensure_ascii=False) + "\n"


def _above(path: Path) -> Path:
    """Return the folder that holds a path."""
    return path.parent


def _content(file: Path) -> bytes:
    """Return the bytes of a file; raise SourceError where they cannot be read."""
    try:
        return file.read_bytes()
    except OSError as error:
        message = f"{file}: cannot be read: {error.strerror}"
        raise SourceError(message) from error
