"""The figures of the dataset as VoID (W3C Interest Group Note, 2011) and its graphs as SPARQL Service Description."""

from collections.abc import Iterator, Mapping

from pyoxigraph import Literal, NamedNode, Quad

from cfit_graph import iris
from cfit_graph.iris import DATASET, PART, SD, VOID, XSD, A
from cfit_graph.release.content import Content
from cfit_graph.release.dataset import Dataset, GraphSummary, sha256
from cfit_graph.release.statistics import Statistics


def quads(content: Content, dataset: Dataset, statistics: Statistics) -> Iterator[Quad]:
    """Yield the totals, the class and property partitions, the linksets and the graphs."""
    yield from _totals(statistics)
    for iri, number in statistics.classes.items():
        yield from _class_partition(iri, number, content.prefixes)
    for iri, number in statistics.properties.items():
        yield from _property_partition(iri, number, content.prefixes)
    for (predicate, target), number in statistics.links.items():
        yield from _linkset(predicate, target, number, content.prefixes)
    for graph in dataset.graphs:
        yield from _named_graph(graph)


def _number(number: int) -> Literal:
    return Literal(str(number), datatype=XSD.integer)


def _totals(statistics: Statistics) -> Iterator[Quad]:
    yield Quad(DATASET, A, VOID.Dataset)
    yield Quad(DATASET, A, SD.Dataset)
    yield Quad(DATASET, SD.defaultGraph, PART["default-graph"])
    yield Quad(DATASET, VOID.sparqlEndpoint, iris.ENDPOINT)
    yield Quad(DATASET, VOID.uriSpace, Literal(iris.BASE))
    yield Quad(DATASET, VOID.vocabulary, iris.ONTOLOGY)
    yield Quad(DATASET, VOID.triples, _number(statistics.triples))
    yield Quad(DATASET, VOID.distinctSubjects, _number(statistics.subjects))
    yield Quad(DATASET, VOID.distinctObjects, _number(statistics.objects))
    yield Quad(DATASET, VOID.classes, _number(len(statistics.classes)))
    yield Quad(DATASET, VOID.properties, _number(len(statistics.properties)))
    yield Quad(PART["default-graph"], A, SD.Graph)
    yield Quad(PART["default-graph"], VOID.triples, _number(statistics.triples))


def _class_partition(iri: str, number: int, prefixes: Mapping[str, str]) -> Iterator[Quad]:
    part = PART[f"class-{_short(iri, prefixes)}"]
    yield Quad(DATASET, VOID.classPartition, part)
    yield Quad(part, VOID["class"], NamedNode(iri))
    yield Quad(part, VOID.entities, _number(number))


def _property_partition(iri: str, number: int, prefixes: Mapping[str, str]) -> Iterator[Quad]:
    part = PART[f"property-{_short(iri, prefixes)}"]
    yield Quad(DATASET, VOID.propertyPartition, part)
    yield Quad(part, VOID.property, NamedNode(iri))
    yield Quad(part, VOID.triples, _number(number))


def _linkset(predicate: str, target: str, number: int, prefixes: Mapping[str, str]) -> Iterator[Quad]:
    """Yield one linkset: how many links by one property lead from us to one list outside."""
    outside = PART[f"list-{target.rstrip('/').rpartition('/')[2]}"]
    part = PART[f"links-{_short(predicate, prefixes)}-{outside.value.rpartition('-')[2]}"]
    yield Quad(DATASET, VOID.subset, part)
    yield Quad(part, A, VOID.Linkset)
    yield Quad(part, VOID.subjectsTarget, DATASET)
    yield Quad(part, VOID.objectsTarget, outside)
    yield Quad(part, VOID.linkPredicate, NamedNode(predicate))
    yield Quad(part, VOID.triples, _number(number))
    yield Quad(outside, A, VOID.Dataset)
    yield Quad(outside, VOID.uriSpace, Literal(target))


def _named_graph(graph: GraphSummary) -> Iterator[Quad]:
    key = graph.iri.removeprefix(iris.BASE)
    named, held = PART[f"named-graph-{key}"], PART[f"graph-{key}"]
    yield Quad(DATASET, SD.namedGraph, named)
    yield Quad(named, A, SD.NamedGraph)
    yield Quad(named, SD.name, NamedNode(graph.iri))
    yield Quad(named, SD.graph, held)
    yield Quad(held, A, SD.Graph)
    yield Quad(held, VOID.triples, _number(graph.triples))


def _short(iri: str, prefixes: Mapping[str, str]) -> str:
    """Return `prefix-name` by the longest namespace that fits, else twelve hex digits of the hash."""
    fitting = [(namespace, prefix) for prefix, namespace in prefixes.items() if iri.startswith(namespace)]
    if not fitting:
        return sha256(iri.encode())[:12]
    namespace, prefix = max(fitting)
    return f"{prefix}-{iri.removeprefix(namespace)}"
