"""What a source document says, thing by thing, in pages of its own address."""

from collections.abc import Sequence
from dataclasses import dataclass

from cfit_graph.web import asking
from cfit_graph.web.shelf import Opened
from cfit_graph.web.terms import Shown, Words

PAGE = 125


@dataclass(frozen=True)
class Told:
    """One page of what a document says: each thing with the properties and values that are stated of it."""

    things: list[tuple[Shown, list[tuple[Shown, list[Shown]]]]]
    total: int
    page: int

    @property
    def pages(self) -> int:
        """How many pages there are."""
        return max(1, -(-self.total // PAGE))


async def of(opened: Opened, iri: str, languages: Sequence[str], page: int) -> Told:
    """Return one page of the statements of a document; raise any QueryError."""
    rows = await asking.rows(opened.pool, "statements", skip=PAGE * (page - 1), thing=iri)
    named = {term.value for row in rows for term in row.values() if term.kind == "uri"}
    words = Words(await asking.labels(opened.pool, named), languages)
    told: dict[asking.Term, dict[asking.Term, list[Shown]]] = {}
    for row in rows:
        values = told.setdefault(row["subject"], {}).setdefault(row["property"], [])
        values.append(words.of(row["value"]))
    things = [
        (words.of(subject), [(words.of(property_), values) for property_, values in stated.items()])
        for subject, stated in told.items()
    ]
    return Told(things, opened.edition.statements.get(iri, 0), page)
