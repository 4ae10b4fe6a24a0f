"""Counts the rows of an answer in the bytes it is written in, because the engine writes them without telling."""

from typing import Protocol


class Counter(Protocol):
    """Counts rows as pieces of an answer pass."""

    rows: int

    def take(self, piece: bytes) -> None:
        """Count the rows that begin, or for lines end, in this piece."""


class JsonRows:
    """SPARQL 1.1 Query Results JSON: a row is an object in a list; the header lists only strings."""

    def __init__(self) -> None:
        """Start with none, outside a string."""
        self.rows = 0
        self._quoted = False
        self._before = b""
        self._escape = b""

    def take(self, piece: bytes) -> None:
        """Count what lies outside strings; a back slash at the end waits for what it escapes."""
        text = self._escape + piece
        plain = text.rstrip(b"\\")
        text, self._escape = plain, text[len(plain) :]
        if b"\\" in text:
            text = text.replace(b"\\\\", b"").replace(b'\\"', b"")
        parts = text.split(b'"')
        outside = self._before + b"".join(parts[self._quoted :: 2])
        self.rows += outside.count(b",{") + outside.count(b"[{")
        self._before = outside[-1:] if outside.endswith((b",", b"[")) else b""
        self._quoted ^= len(parts) % 2 == 0


class XmlRows:
    """SPARQL Query Results XML: a row is an element `result`, and `<` is written in no other way."""

    def __init__(self) -> None:
        """Start with none."""
        self.rows = 0
        self._rest = b""

    def take(self, piece: bytes) -> None:
        """Count the elements, one that is cut in two with the second piece."""
        text = self._rest + piece
        self.rows += text.count(b"<result>") + text.count(b"<result/>")
        at = text.rfind(b"<")
        self._rest = text[at:] if at >= 0 and text.find(b">", at) < 0 else b""


class CsvRows:
    """CSV (RFC 4180): a row is a line, the first one excepted; line breaks within quotes do not count."""

    def __init__(self) -> None:
        """Start before the header."""
        self.rows = -1
        self._quoted = False

    def take(self, piece: bytes) -> None:
        """Count the ends of lines; what quotes enclose is left out, a doubled quote being two."""
        parts = piece.split(b'"')
        self.rows += sum(part.count(b"\n") for part in parts[self._quoted :: 2])
        self._quoted ^= len(parts) % 2 == 0


class TsvRows:
    """TSV: a row is a line, the first one excepted; a line break in a value is written as an escape."""

    def __init__(self) -> None:
        """Start before the header."""
        self.rows = -1

    def take(self, piece: bytes) -> None:
        """Count the ends of lines."""
        self.rows += piece.count(b"\n")


COUNTERS: dict[str, type[JsonRows | XmlRows | CsvRows | TsvRows]] = {
    "application/sparql-results+json": JsonRows,
    "application/sparql-results+xml": XmlRows,
    "text/csv": CsvRows,
    "text/tab-separated-values": TsvRows,
}
