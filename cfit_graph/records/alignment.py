"""A mapping between a term of ours and one of another vocabulary (SSSOM, Simple Standard for Sharing Mappings)."""

from typing import NamedTuple


class Match(NamedTuple):
    """One row of a table of mappings, its names written out as IRIs."""

    subject: str
    predicate: str
    object: str
    label: str
    note: str
