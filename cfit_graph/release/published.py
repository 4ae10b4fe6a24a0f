"""The published questions as RDF, in the form the Swiss Institute of Bioinformatics uses for its SPARQL examples."""

from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path

from pyoxigraph import Literal, NamedNode, Quad

from cfit_graph import iris
from cfit_graph.iris import DCTERMS, RDFS, SCHEMA, SH, XSD, A
from cfit_graph.parameters import Parameter
from cfit_graph.questions import Question
from cfit_graph.release import files, turtle
from cfit_graph.release.content import Content
from cfit_graph.release.files import File

NAME = "queries.ttl"

_CLASSES = {
    "SELECT": SH.SPARQLSelectExecutable,
    "CONSTRUCT": SH.SPARQLConstructExecutable,
    "ASK": SH.SPARQLAskExecutable,
}


def write(content: Content, building: Path) -> File:
    """Write the questions below `building` and return the description of the file."""
    return files.write(building, NAME, text(content), "The published questions")


def text(content: Content) -> bytes:
    """Return every question as a `sh:SPARQLExecutable` (SHACL, W3C 2017, section 5), as Turtle."""
    return turtle.text(quads(content.questions, content.prefixes), content.prefixes)


def quads(questions: Iterable[Question], prefixes: Mapping[str, str]) -> Iterator[Quad]:
    """Yield the questions as RDF, and the prefix declarations they refer to."""
    for prefix, namespace in prefixes.items():
        declaration = iris.QUERY_PREFIX[prefix]
        yield Quad(iris.QUERIES, SH.declare, declaration)
        yield Quad(declaration, SH.prefix, Literal(prefix))
        yield Quad(declaration, SH.namespace, Literal(namespace, datatype=XSD.anyURI))
    for question in questions:
        yield from _quads(question)


def _quads(question: Question) -> Iterator[Quad]:
    yield Quad(question.iri, A, SH.SPARQLExecutable)
    yield Quad(question.iri, A, _CLASSES[question.form])
    yield Quad(question.iri, RDFS.label, Literal(question.title, language="en"))
    yield Quad(question.iri, SH.prefixes, iris.QUERIES)
    yield Quad(question.iri, SH[question.form.lower()], Literal(question.sparql))
    yield Quad(question.iri, SCHEMA.target, iris.ENDPOINT)
    if question.comment:
        yield Quad(question.iri, RDFS.comment, Literal(question.comment, language="en"))
    for keyword in question.keywords:
        yield Quad(question.iri, SCHEMA.keywords, Literal(keyword))
    for order, parameter in enumerate(question.parameters, 1):
        node = iris.parameter(question.key, parameter.name)
        yield Quad(question.iri, SH.parameter, node)
        yield from _parameter(node, parameter, order)


def _parameter(node: NamedNode, parameter: Parameter, order: int) -> Iterator[Quad]:
    """Yield a parameter as SHACL describes one (SHACL Advanced Features, section 4); its name is the variable.

    A default is written as a literal: a question that may be asked of a thing says nothing about it.
    """
    yield Quad(node, A, SH.Parameter)
    yield Quad(node, SH.path, node)
    yield Quad(node, SH.name, Literal(parameter.label, language="en"))
    yield Quad(node, SH.order, Literal(order))
    yield _range(node, parameter)
    if not parameter.several:
        yield Quad(node, SH.maxCount, Literal(1))
    if parameter.optional:
        yield Quad(node, SH.optional, Literal(value=True))
    for default in parameter.defaults:
        yield Quad(node, SH.defaultValue, Literal(default, datatype=XSD.date if parameter.is_date else XSD.anyURI))


def _range(node: NamedNode, parameter: Parameter) -> Quad:
    """Return what a parameter takes its values from."""
    if parameter.scheme:
        return Quad(node, DCTERMS.conformsTo, NamedNode(parameter.scheme))
    if parameter.of_class:
        return Quad(node, SH["class"], NamedNode(parameter.of_class))
    return Quad(node, SH.datatype, XSD.date)
