"""Write docs/data-model.md: the classes, how things of them are linked in the real graph, and the tables behind them.

`make docs` runs it; a test holds the page to what it would write.
"""

from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import get_origin

import pyoxigraph as ox

from cfit_graph import mapping, pipeline, project, rdf
from cfit_graph.iris import CFIT, RDFS, SKOS, A
from cfit_graph.prefixes import shortened
from cfit_graph.records import TABLES, Record, marker
from cfit_graph.records.values import Code, Link, Notation, PartialDate, Points, Worded

PAGE = Path(__file__).with_name("data-model.md")
INTRODUCTION = Path(__file__).with_name("data-model-introduction.md")

# Every thing has a source and draws on concept schemes, and a claim may be about anything: drawn, they hide the rest.
HIDDEN = {SKOS.Concept.value, CFIT.SourceDocument.value}
CLAIM = "cfit:Claim"
LEGEND = """An arrow is drawn where at least two things of the real graph are linked so; links to source documents and
to concept schemes, which everything has, are left out.
"""


def page(root: Path) -> str:
    """Return the text of the page for the project at `root`."""
    graph = pipeline.build(root)
    store = rdf.store(rdf.with_default_graph(graph.quads))
    parts = [
        INTRODUCTION.read_text(encoding="utf-8").rstrip(),
        "## The classes and how they are linked\n",
        LEGEND,
        "```mermaid\n" + "\n".join(diagram(store)) + "\n```\n",
        "## The tables\n",
        *(table_section(table, record, store) for table, record in TABLES.items()),
    ]
    return "\n".join(parts).rstrip() + "\n"


def diagram(store: ox.Store) -> Iterator[str]:
    """Yield the lines of a Mermaid class diagram."""
    yield "classDiagram"
    links = Counter(observed_links(store))
    drawn = sorted(link for link, number in links.items() if number > 1)
    for name in sorted({name for start, _, end in drawn for name in (start, end)}):
        yield f'    class {node(name)}["{name}"]'
    for start, property_, end in drawn:
        yield f"    {node(start)} --> {node(end)} : {property_}"
    for narrow, wide in sorted(hierarchy(store)):
        yield f"    {node(wide)} <|-- {node(narrow)}"


def observed_links(store: ox.Store) -> Iterator[tuple[str, str, str]]:
    """Yield class, property and class of each link between two things of ours."""
    known = {concept.classes[0].value for concept in mapping.CONCEPTS.values()} - HIDDEN
    kind = {
        quad.subject: shortened(quad.object.value)
        for quad in store.quads_for_pattern(None, A, None, ox.DefaultGraph())
        if isinstance(quad.object, ox.NamedNode) and quad.object.value in known
    }
    for quad in store.quads_for_pattern(None, None, None, ox.DefaultGraph()):
        start, end = kind.get(quad.subject), kind.get(quad.object)
        if start and end and start != CLAIM:
            yield start, shortened(quad.predicate.value), end


def hierarchy(store: ox.Store) -> Iterator[tuple[str, str]]:
    """Yield each class of ours with the class it narrows."""
    for quad in store.quads_for_pattern(None, RDFS.subClassOf, None, ox.DefaultGraph()):
        if quad.subject.value.startswith(CFIT.base) and isinstance(quad.object, ox.NamedNode):
            yield shortened(quad.subject.value), shortened(quad.object.value)


def node(name: str) -> str:
    """Return the name as Mermaid takes it for an identifier."""
    return name.replace(":", "_").replace("-", "_")


def table_section(table: str, record: type[Record], store: ox.Store) -> str:
    """Return the section about one table: what a row is, its class, and a line for each column."""
    concept = mapping.CONCEPTS[record.KIND]
    classes = ", ".join(f"`{shortened(class_.value)}`" for class_ in concept.classes)
    lines = [
        f"### data/{table}.csv",
        "",
        f"{record.__doc__} Class {classes}.",
        "",
        "| column | holds | property | means |",
    ]
    lines.append("|---|---|---|---|")
    for column in record.model_fields:
        property_ = concept.properties.get(column)
        term = f"`{shortened(property_.value)}`" if property_ else ""
        lines.append(f"| {column} | {holds(record, column)} | {term} | {definition(store, property_)} |")
    return "\n".join([*lines, ""])


def holds(record: type[Record], column: str) -> str:
    """Return in words what a cell of the column holds."""
    field = record.model_fields[column]
    many = "several, parted by `; `: " if get_origin(field.annotation) is tuple else ""
    match marker(record, column):
        case Points(kind):
            return many + (f"key of a {kind}" if kind else "kind/key of a thing")
        case Notation(scheme):
            return many + f"notation of [{scheme}](../ontology/vocabularies/{scheme}.ttl)"
        case Worded():
            return many + "text"
        case Code(namespace):
            return many + f"{namespace} code"
        case Link():
            return many + "web address"
    return "date" if PartialDate.__name__ in str(field.annotation) else "value"


def definition(store: ox.Store, property_: ox.NamedNode | None) -> str:
    """Return the definition of a property of ours."""
    if property_ is None:
        return ""
    found = store.quads_for_pattern(property_, SKOS.definition, None, ox.DefaultGraph())
    return rdf.label(quad.object for quad in found if isinstance(quad.object, ox.Literal)) or ""


if __name__ == "__main__":
    PAGE.write_text(page(project.root()), encoding="utf-8")
