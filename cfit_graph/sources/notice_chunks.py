"""A folder of tables of notices in chunks, each a folder of such tables: all notices on one procedure are in one chunk.

Nothing that a notice says points at a notice on another procedure, so a chunk can be mapped and checked on its own.
"""

from collections import defaultdict, deque
from collections.abc import Iterator, Mapping
from pathlib import Path

from cfit_graph.errors import SourceError
from cfit_graph.sources import notice_tables


def split(folder: Path, chunk_of: Mapping[str, int], to: Path) -> list[Path]:
    """Return the folders of the chunks, made below `to`, or the folder itself where there is but one chunk.

    Raises SourceError, with the file and line of the folder's own tables, for what cannot be read.
    """
    number = max(chunk_of.values(), default=0) + 1
    if number == 1:
        return [folder]
    chunks = [to / f"{chunk:05}" for chunk in range(number)]
    for chunk in chunks:
        chunk.mkdir(parents=True)
    for table in notice_tables.TABLES:
        for chunk, text in zip(chunks, parts(folder, table, chunk_of, number), strict=True):
            (chunk / f"{table}.csv").write_bytes(text)
    return chunks


def assigned(folder: Path, most: int) -> dict[str, int]:
    """Return the chunk of each notice, in the order of the notices; a chunk is full with `most` of them or more."""
    chunk_of: dict[str, int] = {}
    of_procedure: dict[str, int] = {}
    sizes: defaultdict[int, int] = defaultdict(int)
    last = 0
    for notice in notice_tables.alone(folder):
        chunk = of_procedure.setdefault(notice.procedure, last if sizes[last] < most else last + 1)
        last = max(last, chunk)
        sizes[chunk] += 1
        chunk_of[notice.key] = chunk
    return chunk_of


def parts(folder: Path, table: str, chunk_of: Mapping[str, int], number: int) -> list[bytes]:
    """Return the text of a table for each of so many chunks; raise SourceError where the rows are out of order."""
    order = {key.encode(): (position, chunk) for position, (key, chunk) in enumerate(chunk_of.items())}
    rows = file_rows(folder / f"{table}.csv", table)
    header = next(rows, b"")
    found = [[header] for _chunk in range(number)]
    before = -1
    for row in rows:
        position, chunk = order.get(row.partition(b",")[0], (-1, 0))
        if position < before:
            refuse(folder)
        before = position
        found[chunk].append(row)
    return [b"".join(text) for text in found]


def file_rows(path: Path, table: str) -> Iterator[bytes]:
    """Yield the header and the rows of a table as they are written; a row goes on where a quotation mark is open."""
    try:
        with path.open("rb") as file:
            for line in file:
                row = line
                while row.count(b'"') % 2 and (more := next(file, b"")):
                    row += more
                yield row
    except OSError as error:
        message = f"{path}: cannot be read as the table {table}: {error}; run 'cfit ingest' again"
        raise SourceError(message) from error


def refuse(folder: Path) -> None:
    """Raise SourceError with the file and line of the first row that cannot be read, where there is one."""
    deque(notice_tables.read(folder), maxlen=0)
