"""The register: source documents and who published them."""

from typing import Annotated, ClassVar

from cfit_graph.records.record import Record
from cfit_graph.records.values import Address, Notation, PartialDate, Qualifier, Text, Thing


class SourceDocumentRecord(Record):
    """A document that facts are taken from; its key names the graph that holds them."""

    KIND: ClassVar[str] = "source"

    title: Text | None = None
    publisher: Thing | None = None
    address: Address | None = None
    issued: PartialDate | None = None
    issued_qualifier: Qualifier | None = None
    kind: Annotated[str, Notation("document-kind")] | None = None
    language: str | None = None
    note: Text | None = None


class PublisherRecord(Record):
    """A publisher of documents that is no organisation of the graph itself."""

    KIND: ClassVar[str] = "publisher"

    name: Text | None = None
    homepage: Address | None = None
    note: Text | None = None
