"""A question ready to be copied into a programme: the text is made here, so that it can be run by a test."""

import json
import shlex
from collections.abc import Iterator
from dataclasses import dataclass
from urllib.parse import urlencode

from cfit_graph.engine.formats import Kind


@dataclass(frozen=True)
class Snippet:
    """A few lines that ask the question: what they are for, and in which language they are written."""

    title: str
    language: str
    text: str


def of(endpoint: str, sparql: str, kind: Kind = Kind.ROWS, table: str | None = None) -> list[Snippet]:
    """Return the ways to ask the question of the endpoint, an absolute address; without CSV where it gives a graph.

    `table` is the address of the answer as CSV, where it has one that is shorter than the question.
    """
    return [*_rows(endpoint, sparql, table)] if kind is not Kind.GRAPH else [*_graph(endpoint, sparql)]


def _rows(endpoint: str, sparql: str, table: str | None) -> Iterator[Snippet]:
    table = table or f"{endpoint}?{urlencode({'query': sparql, 'format': 'csv'})}"
    yield Snippet("curl", "sh", _curl(endpoint, sparql, "text/csv"))
    pandas = f"import pandas\n\ntable = pandas.read_csv({_python(table)})\nprint(table)\n"
    yield Snippet("Python, pandas", "python", pandas)
    yield Snippet("Python, SPARQLWrapper", "python", _sparqlwrapper(endpoint, sparql))
    yield Snippet("Python, httpx", "python", _httpx(endpoint, sparql))
    yield Snippet("R", "r", f"table <- read.csv({_json(table)})\nprint(table)\n")
    yield Snippet("JavaScript", "javascript", _fetch(endpoint, sparql))
    yield Snippet("Excel: Data, From Web", "address", f"{table}\n")
    yield Snippet("LibreOffice or Google Sheets", "formula", _formula(table))


def _graph(endpoint: str, sparql: str) -> Iterator[Snippet]:
    address = f"{endpoint}?{urlencode({'query': sparql, 'format': 'ttl'})}"
    yield Snippet("curl", "sh", _curl(endpoint, sparql, "text/turtle"))
    rdflib = f"import rdflib\n\ngraph = rdflib.Graph().parse({_python(address)})\nprint(len(graph))\n"
    yield Snippet("Python, rdflib", "python", rdflib)
    fetch = f"const answer = await fetch({_json(address)});\nconsole.log(await answer.text());\n"
    yield Snippet("JavaScript", "javascript", fetch)


def _curl(endpoint: str, sparql: str, media_type: str) -> str:
    return (
        f"curl --silent --show-error --fail --header {shlex.quote(f'Accept: {media_type}')} \\\n"
        f"  --data-urlencode {shlex.quote(f'query={sparql}')} \\\n  {shlex.quote(endpoint)}\n"
    )


def _sparqlwrapper(endpoint: str, sparql: str) -> str:
    return (
        "from SPARQLWrapper import JSON, SPARQLWrapper\n\n"
        f"service = SPARQLWrapper({_python(endpoint)})\n"
        f"service.setQuery({_python(sparql)})\n"
        "service.setReturnFormat(JSON)\n"
        "answer = service.queryAndConvert()\n"
        'for row in answer["results"]["bindings"]:\n'
        '    print({name: term["value"] for name, term in row.items()})\n'
    )


def _httpx(endpoint: str, sparql: str) -> str:
    return (
        "import httpx\n\n"
        f"query = {_python(sparql)}\n"
        f'print(httpx.post({_python(endpoint)}, data={{"query": query}}, headers={{"Accept": "text/csv"}}).text)\n'
    )


def _fetch(endpoint: str, sparql: str) -> str:
    return (
        f"const query = {_json(sparql)};\n"
        f"const answer = await fetch({_json(endpoint)}, {{\n"
        '  method: "POST",\n'
        '  headers: { Accept: "application/sparql-results+json" },\n'
        "  body: new URLSearchParams({ query }),\n"
        "});\n"
        "const { results } = await answer.json();\n"
        "console.log(JSON.stringify(results.bindings));\n"
    )


def _formula(table: str) -> str:
    """Return the formula of a spreadsheet; a quotation mark is doubled in one."""
    quoted = table.replace('"', '""')
    return f'=IMPORTDATA("{quoted}")\n'


def _python(text: str) -> str:
    """Return the text as Python writes it, several lines as several where that is the same."""
    lines = text.split("\n")
    plain = len(lines) > 1 and all(line.isprintable() for line in lines)
    if plain and '"""' not in text and "\\" not in text and not text.endswith('"'):
        return f'"""{text}"""'
    return repr(text)


def _json(text: str) -> str:
    """Return the text as JavaScript and R write it."""
    return json.dumps(text)
