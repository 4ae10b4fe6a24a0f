"""The one table of prefixes: what a namespace is called in every file, page and answer of the project."""

from cfit_graph.iris import BASE

PREFIXES: dict[str, str] = {
    "adms": "http://www.w3.org/ns/adms#",
    "at": "http://publications.europa.eu/resource/authority/",
    "cfit": f"{BASE}ontology#",
    "country": "http://publications.europa.eu/resource/authority/country/",
    "cpv": "http://data.europa.eu/cpv/cpv/",
    "currency": "http://publications.europa.eu/resource/authority/currency/",
    "dcat": "http://www.w3.org/ns/dcat#",
    "dcterms": "http://purl.org/dc/terms/",
    "epo": "http://data.europa.eu/a4g/ontology#",
    "foaf": "http://xmlns.com/foaf/0.1/",
    "locn": "http://www.w3.org/ns/locn#",
    "m8g": "http://data.europa.eu/m8g/",
    "org": "http://www.w3.org/ns/org#",
    "owl": "http://www.w3.org/2002/07/owl#",
    "prov": "http://www.w3.org/ns/prov#",
    "rdf": "http://www.w3.org/1999/02/22-rdf-syntax-ns#",
    "rdfs": "http://www.w3.org/2000/01/rdf-schema#",
    "schema": "https://schema.org/",
    "sd": "http://www.w3.org/ns/sparql-service-description#",
    "sh": "http://www.w3.org/ns/shacl#",
    "shape": f"{BASE}shapes#",
    "skos": "http://www.w3.org/2004/02/skos/core#",
    "vann": "http://purl.org/vocab/vann/",
    "void": "http://rdfs.org/ns/void#",
    "xsd": "http://www.w3.org/2001/XMLSchema#",
}

_LONGEST_FIRST = sorted(PREFIXES.items(), key=lambda entry: len(entry[1]), reverse=True)


def shortened(iri: str) -> str:
    """Return `iri` as `prefix:name` where the table has its namespace, else the IRI as it is."""
    for prefix, namespace in _LONGEST_FIRST:
        name = iri.removeprefix(namespace)
        if name != iri and name and "/" not in name and "#" not in name:
            return f"{prefix}:{name}"
    return iri
