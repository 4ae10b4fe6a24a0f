"""The only module that makes IRIs.

Terms `ontology#Term`, things `id/<kind>/<key>`, concepts `vocabulary/<scheme>/<notation>`, source documents
`source/<key>`, releases `release/<id>`: see docs/data-model.md and Cool URIs for the Semantic Web (W3C, 2008).
"""

import hashlib
import re

from pyoxigraph import NamedNode

BASE = "https://w3id.org/cfit/"
KEY = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*")


class Namespace:
    """A vocabulary: `Namespace(base).name` and `Namespace(base)["name"]` give its terms as nodes."""

    def __init__(self, base: str) -> None:
        """Remember the namespace IRI, which ends in `#` or `/`."""
        self.base = base

    def __getattr__(self, name: str) -> NamedNode:
        """Return the term called `name`."""
        if name.startswith("__"):
            raise AttributeError(name)
        node = NamedNode(self.base + name)
        setattr(self, name, node)
        return node

    def __getitem__(self, name: str) -> NamedNode:
        """Return the term called `name`, for names that are Python keywords."""
        return NamedNode(self.base + name)


CFIT = Namespace(f"{BASE}ontology#")
SHAPE = Namespace(f"{BASE}shapes#")

DCAT = Namespace("http://www.w3.org/ns/dcat#")
DCTERMS = Namespace("http://purl.org/dc/terms/")
EPO = Namespace("http://data.europa.eu/a4g/ontology#")
FOAF = Namespace("http://xmlns.com/foaf/0.1/")
M8G = Namespace("http://data.europa.eu/m8g/")
ORG = Namespace("http://www.w3.org/ns/org#")
OWL = Namespace("http://www.w3.org/2002/07/owl#")
PROV = Namespace("http://www.w3.org/ns/prov#")
RDF = Namespace("http://www.w3.org/1999/02/22-rdf-syntax-ns#")
RDFS = Namespace("http://www.w3.org/2000/01/rdf-schema#")
SCHEMA = Namespace("https://schema.org/")
SD = Namespace("http://www.w3.org/ns/sparql-service-description#")
SH = Namespace("http://www.w3.org/ns/shacl#")
SKOS = Namespace("http://www.w3.org/2004/02/skos/core#")
SPDX = Namespace("http://spdx.org/rdf/terms#")
VOID = Namespace("http://rdfs.org/ns/void#")
XSD = Namespace("http://www.w3.org/2001/XMLSchema#")

A = RDF.type
ONTOLOGY = NamedNode(f"{BASE}ontology")
SHAPES = NamedNode(f"{BASE}shapes")
DATASET = NamedNode(f"{BASE}dataset")

# The parts of the description of the dataset, and of the list of published questions.
PART = Namespace(f"{DATASET.value}#")
QUERIES = NamedNode(f"{BASE}queries")
QUERY_PREFIX = Namespace(f"{QUERIES.value}#")
ENDPOINT = NamedNode(f"{BASE}sparql")

# The few numbers of EU authority tables we need; their IRIs are data.europa.eu's own.
COUNTRY = Namespace("http://publications.europa.eu/resource/authority/country/")
CURRENCY = Namespace("http://publications.europa.eu/resource/authority/currency/")
LANGUAGE = Namespace("http://publications.europa.eu/resource/authority/language/")
CPV = Namespace("http://data.europa.eu/cpv/cpv/")
NUTS = Namespace("http://data.europa.eu/nuts/code/")
AUTHORITY = Namespace("http://publications.europa.eu/resource/authority/")


def checked_key(key: str) -> str:
    """Return `key` if it is lower-case letters, digits and single hyphens; else raise ValueError."""
    if not KEY.fullmatch(key):
        message = f"'{key}' is not a key: use lower-case letters, digits and single hyphens"
        raise ValueError(message)
    return key


def thing(kind: str, key: str) -> NamedNode:
    """Return `id/<kind>/<key>`."""
    return NamedNode(f"{BASE}id/{checked_key(kind)}/{checked_key(key)}")


def pointed(pointer: str) -> NamedNode:
    """Return the IRI of what `kind/key` names: a thing, or a source document."""
    kind, _, key = pointer.partition("/")
    return source(key) if kind == "source" else thing(kind, key)


def digest(iri: NamedNode) -> str:
    """Return the first 32 hexadecimal digits of the SHA-256 of an IRI: what a withdrawal keeps of it."""
    return hashlib.sha256(iri.value.encode()).hexdigest()[:32]


def withdrawal(iri: NamedNode) -> NamedNode:
    """Return the IRI that the withdrawal of a thing has, if there is one."""
    return thing("withdrawal", digest(iri))


def scheme(name: str) -> NamedNode:
    """Return the SKOS concept scheme `vocabulary/<name>`."""
    return NamedNode(f"{BASE}vocabulary/{checked_key(name)}")


def concept(scheme_name: str, notation: str) -> NamedNode:
    """Return the concept `vocabulary/<scheme>/<notation>`."""
    return NamedNode(f"{scheme(scheme_name).value}/{checked_key(notation)}")


def source(key: str) -> NamedNode:
    """Return `source/<key>`: a source document, and the named graph of the facts taken from it."""
    return NamedNode(f"{BASE}source/{checked_key(key)}")


def question(key: str) -> NamedNode:
    """Return `query/<key>`: a published question."""
    return NamedNode(f"{BASE}query/{checked_key(key)}")


def parameter(key: str, name: str) -> NamedNode:
    """Return `query/<key>#<name>`: what a reader may change in a published question."""
    return NamedNode(f"{question(key).value}#{name}")


def release(release_id: str) -> NamedNode:
    """Return `release/<id>`."""
    return NamedNode(f"{BASE}release/{checked_key(release_id)}")


def download(release_id: str, path: str) -> NamedNode:
    """Return the address of one file of a release, `release/<id>/<path>`."""
    return NamedNode(f"{release(release_id).value}/{path}")


def document(iri: NamedNode) -> NamedNode:
    """Return the page about a thing: `doc/…` for `id/…`, and the IRI itself for everything else."""
    if iri.value.startswith(f"{BASE}id/"):
        return NamedNode(f"{BASE}doc/{iri.value.removeprefix(f'{BASE}id/')}")
    return iri
