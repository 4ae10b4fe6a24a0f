"""The pages' own questions: one SPARQL file each in `queries/`, answered by the same workers as everybody's."""

import asyncio
import json
import re
from collections.abc import Iterable, Mapping
from functools import cache
from importlib.resources import files
from itertools import islice
from typing import NamedTuple
from weakref import WeakKeyDictionary

from cfit_graph.engine.formats import Format, Kind
from cfit_graph.engine.pool import Pool
from cfit_graph.engine.question import READABLE, Question


class Term(NamedTuple):
    """A value in an answer: `kind` is uri, bnode or literal, as in SPARQL 1.1 Query Results JSON."""

    kind: str
    value: str
    language: str | None = None
    datatype: str | None = None


Row = Mapping[str, Term]

NAMES_KEPT = 20_000

_LONG = 1 << 20

_THING = re.compile(r"\?thing\b")
_IRIREF = re.compile(r'[A-Za-z][A-Za-z0-9+.-]*:[^<>"{}|^`\\\x00-\x20]*')

# What things of a release are called, by pool: every page asks for the same properties and concepts.
_names: WeakKeyDictionary[Pool, dict[str, list[Term]]] = WeakKeyDictionary()
_known: WeakKeyDictionary[Pool, dict[str, None]] = WeakKeyDictionary()


@cache
def sparql(name: str) -> str:
    """Return the text of `queries/<name>.rq`."""
    return files(__package__).joinpath("queries", f"{name}.rq").read_text(encoding="utf-8")


async def rows(pool: Pool, name: str, skip: int = 0, **bindings: str) -> list[Row]:
    """Return the rows of a SELECT, its variables bound to IRIs by the engine; raise any QueryError.

    `skip` rows are passed over where the query says `OFFSET 0`.
    """
    text = sparql(name).replace("OFFSET 0", f"OFFSET {skip:d}")
    return await _asked(pool, Question(text, bindings=bindings))


async def about(pool: Pool, name: str, thing: str, properties: Iterable[str] = ()) -> list[Row]:
    """Return the rows of a SELECT in which `?thing` is written as the IRI; none if it is no IRI; raise any QueryError.

    Written in rather than bound: the engine orders its joins before it binds, which made three hops 300 times slower.
    If properties are given, the rows whose `?property` is another stay with the engine; what is no IRI is computed.
    """
    if not _IRIREF.fullmatch(thing):
        return []
    text = _THING.sub(lambda _: f"<{thing}>", sparql(name))
    return await _asked(pool, Question(_narrowed(text, properties)))


async def among(pool: Pool, name: str, iris: Iterable[str], properties: Iterable[str] = ()) -> list[Row]:
    """Return the rows of a SELECT in which `UNDEF` is written as these IRIs, none for none; raise any QueryError.

    An IRI that is none (SPARQL 1.1, IRIREF) is passed over, so that no text of the data can be read as a query.
    `properties` narrow the rows as in `about`.
    """
    listed = " ".join(f"<{iri}>" for iri in sorted(set(iris)) if _IRIREF.fullmatch(iri))
    if not listed:
        return []
    return await _asked(pool, Question(_narrowed(sparql(name).replace("UNDEF", listed), properties)))


async def labels(pool: Pool, iris: Iterable[str]) -> dict[str, list[Term]]:
    """Return what each of these IRIs is called, those without a name left out; raise any QueryError.

    The names of the NAMES_KEPT IRIs that were asked for last are not asked for again: a release does not change.
    """
    kept, wanted = _names.setdefault(pool, {}), set(iris)
    found = {iri: kept.pop(iri) for iri in wanted if iri in kept}
    kept |= found
    unknown = wanted - found.keys()
    named = await called(pool, unknown)
    kept |= {iri: named.get(iri, []) for iri in unknown}
    for iri in list(islice(kept, max(0, len(kept) - NAMES_KEPT))):
        del kept[iri]
    return {iri: names for iri, names in (found | named).items() if names}


async def called(pool: Pool, iris: Iterable[str]) -> dict[str, list[Term]]:
    """Return the same as `labels`, asked anew and not kept: for who reads many things once."""
    found: dict[str, list[Term]] = {}
    for row in await among(pool, "called", iris):
        found.setdefault(row["iri"].value, []).append(row["label"])
    return found


async def holds(pool: Pool, name: str, **bindings: str) -> bool:
    """Return the answer to an ASK; raise any QueryError."""
    return bool(json.loads(await pool.ask(Question(sparql(name), bindings=bindings)))["boolean"])


async def knows(pool: Pool, thing: str) -> bool:
    """Return whether the release says anything of a thing, or points to it; raise any QueryError.

    The NAMES_KEPT things that were found last are not looked for again: a release does not change. What is not there
    is looked for each time, because there is no end of it.
    """
    kept = _known.setdefault(pool, {})
    if thing in kept:
        return True
    if found := await holds(pool, "known", thing=thing):
        kept[thing] = None
        if len(kept) > NAMES_KEPT:
            del kept[next(iter(kept))]
    return found


async def graph(pool: Pool, name: str, written_as: Format, **bindings: str) -> bytes:
    """Return the graph of a CONSTRUCT in a format; raise any QueryError."""
    formats = {**READABLE, Kind.GRAPH: written_as}
    return await pool.ask(Question(sparql(name), formats=formats, bindings=bindings))


def read_rows(results: bytes) -> list[Row]:
    """Return the rows of SPARQL 1.1 Query Results JSON."""
    bindings = json.loads(results)["results"]["bindings"]
    return [{name: _term(value) for name, value in row.items()} for row in bindings]


def columns(results: bytes) -> list[str]:
    """Return the names of the columns, in the order asked for."""
    return [str(name) for name in json.loads(results)["head"]["vars"]]


async def _asked(pool: Pool, question: Question) -> list[Row]:
    """Return the rows of an answer; a long one is read beside the loop, so that nobody else waits for it."""
    results = await pool.ask(question)
    return read_rows(results) if len(results) < _LONG else await asyncio.to_thread(read_rows, results)


def _narrowed(text: str, properties: Iterable[str]) -> str:
    """Return the query without the rows whose `?property` is an IRI but none of these; as it is for none."""
    shown = ", ".join(f"<{iri}>" for iri in sorted(set(properties)) if _IRIREF.fullmatch(iri))
    inside, brace, after = text.rpartition("}")
    return f"{inside}  FILTER (!isIRI(?property) || ?property IN ({shown}))\n{brace}{after}" if shown else text


def _term(value: Mapping[str, object]) -> Term:
    if value["type"] == "triple":
        return Term("triple", json.dumps(value["value"], ensure_ascii=False))
    language, datatype = value.get("xml:lang"), value.get("datatype")
    return Term(
        str(value["type"]),
        str(value["value"]),
        str(language) if language else None,
        str(datatype) if datatype else None,
    )
