"""Nothing is known about an address: what was perhaps meant?"""

import re

from rapidfuzz import fuzz, process

from cfit_graph.iris import BASE
from cfit_graph.web import asking, links, robots
from cfit_graph.web.lists import kinds
from cfit_graph.web.problems import NearMissError
from cfit_graph.web.shelf import Opened

SHOWN, LIKENESS = 5, 70
_LONGEST = 200
_MARKS = re.compile(r"^/doc/|[/_.-]+")


async def miss(opened: Opened, path: str) -> NearMissError:
    """Return the error for an address nothing is known about, with the addresses that look most like it."""
    if opened.names is None:
        opened.names = _names(await asking.rows(opened.pool, "names"))
    found = matches(opened.names, path) if len(path) <= _LONGEST else []
    return NearMissError("Nothing is known about this address.", tuple(found))


def matches(names: dict[str, list[str]], path: str) -> list[tuple[str, str]]:
    """Return address and label of what looks most like `path`, by its address or by what it is called.

    What has the same kind comes first; the label is the first there is, or the one that is alike where only that is.
    """
    folder, _, wanted = path.rpartition("/")
    wanted = wanted.replace("-", " ").lower()
    beside = {iri for iri in names if iri.startswith(f"{BASE}{folder}/")}
    found: dict[str, str] = {}
    for iris in (beside, names.keys() - beside):
        candidates = {
            (iri, text, label): text.replace("-", " ").lower()
            for iri in sorted(iris)
            for text, label in ((iri.rpartition("/")[2], names[iri][0]), *((name, name) for name in names[iri]))
        }
        likest = process.extract(wanted, candidates, scorer=fuzz.WRatio, limit=4 * SHOWN, score_cutoff=LIKENESS)
        for _, _, (iri, _, label) in likest:
            found.setdefault(iri, names[iri][0] if _alike(wanted, iri.rpartition("/")[2]) else label)
    return [(links.local(iri.removeprefix(BASE)), label) for iri, label in list(found.items())[:SHOWN]]


def _alike(wanted: str, key: str) -> bool:
    return fuzz.WRatio(wanted, key.replace("-", " ").lower()) >= LIKENESS


def page(path: str) -> NearMissError:
    """Return the error for an address that no route answers, with the pages and lists that look most like it."""
    known = [f"/{page}" for page in robots.PAGES if page] + [kinds.address(kind) for kind in kinds.KINDS]
    wanted = {address: _words(address) for address in dict.fromkeys(known)}
    likest = process.extract(_words(path[:_LONGEST]), wanted, scorer=fuzz.WRatio, limit=SHOWN, score_cutoff=LIKENESS)
    found = tuple((address, address) for _, _, address in likest)
    return NearMissError("There is no page at this address.", found)


def _words(path: str) -> str:
    """Return what an address says, its marks left out."""
    return _MARKS.sub(" ", path).strip().lower()


def _names(rows: list[asking.Row]) -> dict[str, list[str]]:
    """Return what each thing is called, in English or in no language first."""
    names: dict[str, list[str]] = {}
    for row in sorted(rows, key=lambda row: row["label"].language not in {"en", None}):
        names.setdefault(row["thing"].value, []).append(row["label"].value)
    return names
