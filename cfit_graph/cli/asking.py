"""Asking the current release from a terminal: a query, a published question, or all that is known of a thing."""

import sys
from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path

import pyoxigraph as ox
from pyoxigraph import Literal, NamedNode
from rapidfuzz import process
from rich.console import Console
from rich.table import Table

from cfit_graph import iris, project, questions, rdf, release
from cfit_graph.errors import QueryError, UnknownResourceError
from cfit_graph.prefixes import PREFIXES, shortened


class ResultFormat(StrEnum):
    """How an answer is written."""

    TABLE = "table"
    CSV = "csv"
    TSV = "tsv"
    JSON = "json"
    XML = "xml"
    TURTLE = "turtle"
    NTRIPLES = "ntriples"


@dataclass(frozen=True)
class Asked:
    """The three ways to ask; exactly one is used."""

    text: str | None = None
    file: Path | None = None
    question: str | None = None


def store(releases: Path) -> ox.Store:
    """Return the store of the current release, read-only; raise ReleaseError."""
    return rdf.open_store(release.current(releases) / "store")


def answer(releases: Path, asked: Asked, result_format: ResultFormat) -> str:
    """Return the answer in the format asked for; raise QueryError or ReleaseError."""
    if asked.question == "list":
        known = questions.read_folder(project.root() / "queries")
        return "".join(f"{question.key}\n    {question.title}\n" for question in known)
    results = rdf.results(store(releases), sparql(asked), PREFIXES)
    if result_format is ResultFormat.TABLE and isinstance(results, ox.QuerySolutions):
        return table(results)
    return rdf.written_results(results, result_format.value).decode()


def sparql(asked: Asked) -> str:
    """Return the text of the query, from wherever it was asked for."""
    if sum(way is not None for way in (asked.text, asked.file, asked.question)) != 1:
        message = "say what to ask: a query, or --file, or --question (one of them)"
        raise QueryError(message)
    if asked.question is not None:
        return published(asked.question)
    if asked.file is not None:
        try:
            return asked.file.read_text(encoding="utf-8")
        except (OSError, UnicodeDecodeError) as error:
            message = f"{asked.file}: cannot be read: {error}"
            raise QueryError(message) from error
    return sys.stdin.read() if asked.text == "-" else str(asked.text)


def published(key: str) -> str:
    """Return the SPARQL of a published question; raise QueryError with the nearest key."""
    known = {question.key: question.sparql for question in questions.read_folder(project.root() / "queries")}
    if key in known:
        return known[key]
    near = process.extractOne(key, list(known))
    hint = f"; did you mean '{near[0]}'?" if near else ""
    message = f"'{key}' is no published question{hint} 'cfit query --question list' lists them"
    raise QueryError(message)


def table(solutions: ox.QuerySolutions) -> str:
    """Return the rows as a table for a terminal."""
    names = [variable.value for variable in solutions.variables]
    rows = [[shown(solution[name]) for name in names] for solution in solutions]
    drawn = Table(*names, row_styles=["", "dim"] if len(rows) > 1 else None)
    for row in rows:
        drawn.add_row(*row)
    console = Console(highlight=False, markup=False)
    with console.capture() as captured:
        console.print(drawn if rows else "No rows.")
        console.print(f"{len(rows)} row{'' if len(rows) == 1 else 's'}")
    return captured.get()


def shown(term: rdf.Node | None) -> str:
    """Return a term as a person reads it: the text of a literal, the short form of an IRI."""
    if term is None:
        return ""
    if isinstance(term, NamedNode):
        return shortened(term.value)
    return term.value if isinstance(term, Literal) else str(term)


def description(releases: Path, asked: str) -> str:
    """Return all that is known about a thing, each fact with the document that says so; raise UnknownResourceError."""
    opened = store(releases)
    thing = iri(asked)
    lines = list(fact_lines(opened, thing))
    if not lines:
        message = f"nothing is known about <{thing.value}>{near_match(opened, thing)}"
        raise UnknownResourceError(message)
    name = rdf.label_of(opened, thing.value)
    return "\n".join([*([name] if name else []), f"<{thing.value}>", *lines]) + "\n"


def iri(asked: str) -> NamedNode:
    """Return the IRI that `asked` names: an IRI, `kind/key`, or `prefix:name`; raise UnknownResourceError."""
    prefix, _, name = asked.partition(":")
    try:
        if prefix in PREFIXES and not name.startswith("//"):
            return NamedNode(PREFIXES[prefix] + name)
        if "://" in asked:
            return NamedNode(asked.strip("<>"))
        kind, _, key = asked.partition("/")
        return iris.source(key) if kind == "source" else iris.thing(kind, key)
    except ValueError as error:
        message = f"'{asked}' names nothing: write an IRI, or kind/key such as organisation/nl-rws, or cfit:Term"
        raise UnknownResourceError(message) from error


def fact_lines(opened: ox.Store, thing: NamedNode) -> Iterator[str]:
    """Yield each fact about the thing as property, value and source."""
    facts = sorted(
        (shortened(quad.predicate.value), shown(quad.object), quad.graph_name.value, quad.object)
        for quad in opened.quads_for_pattern(thing, None, None, None)
        if isinstance(quad.graph_name, NamedNode)
    )
    for predicate, value, graph, object_ in facts:
        named = rdf.label_of(opened, object_.value) if isinstance(object_, NamedNode) else None
        yield f"  {predicate}  {f'{named}  ' if named else ''}{value}  [{graph.rpartition('/')[2]}]"


def near_match(opened: ox.Store, thing: NamedNode) -> str:
    """Return a hint at the thing whose IRI is most like the one asked for, if there is one of ours."""
    ours = {
        quad.subject.value
        for quad in opened.quads_for_pattern(None, iris.A, None, ox.DefaultGraph())
        if isinstance(quad.subject, NamedNode) and quad.subject.value.startswith(iris.BASE)
    }
    near = process.extractOne(thing.value, sorted(ours), score_cutoff=80)
    return f"; did you mean <{near[0]}>?" if near else ""
