"""The classifications of a release: CPV codes apart from all others, whose schemes differ by country."""

from cfit_graph.records.notices import code
from cfit_graph.sources.ocds.node import Node, node, nodes, text


class Classified:
    """Collects the classifications of a tender, its items, and the items of its awards and contracts."""

    def __init__(self) -> None:
        """Begin with none."""
        self._main: str | None = None
        self._cpv: dict[str, None] = {}
        self._others: dict[str, None] = {}

    def add(self, holder: Node) -> tuple[str, ...]:
        """Add the classification and the additional ones of a tender or an item, and return those that are CPV."""
        found = []
        for number, classification in enumerate((node(holder, "classification"), *_additional(holder))):
            cpv = self._one(classification)
            if cpv:
                found.append(cpv)
                self._main = self._main or (cpv if number == 0 else None)
        return tuple(dict.fromkeys(found))

    def _one(self, classification: Node) -> str | None:
        scheme, written = text(classification, "scheme"), text(classification, "id")
        if written is None:
            return None
        cpv = cpv_of(written) if scheme and scheme.upper() == "CPV" else None
        if cpv:
            self._cpv[cpv] = None
        if cpv != written:
            self._others[f"{scheme or ''}:{written}"] = None
        return cpv

    def cpv(self) -> tuple[str | None, tuple[str, ...]]:
        """Return the main CPV code, where one is called so, and all others."""
        return self._main, tuple(one for one in self._cpv if one != self._main)

    def others(self) -> tuple[str, ...]:
        """Return all that are no CPV code of eight digits, as SCHEME:code, as written."""
        return tuple(self._others)


def cpv_of(written: str) -> str | None:
    """Return the eight digits of a CPV code, also of one that a spreadsheet has made a number of, as 45233130.0."""
    return code.cpv(written.removesuffix(".0"))


def _additional(holder: Node) -> tuple[Node, ...]:
    return tuple(nodes(holder, "additionalClassifications"))
