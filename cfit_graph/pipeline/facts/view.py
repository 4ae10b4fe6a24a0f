"""One notice as a set of statements, asked by subject and property."""

from collections import defaultdict
from collections.abc import Iterable

from pyoxigraph import Literal, NamedNode, Quad

from cfit_graph import iris
from cfit_graph.iris import CFIT, DCTERMS, EPO, SKOS
from cfit_graph.records.notices import code, language

ICT_DIVISIONS = ("30", "32", "48", "72")


class View:
    """The statements of one notice's graph by subject and property, and by property and object."""

    def __init__(self, quads: Iterable[Quad]) -> None:
        """Index the quads."""
        self.objects: dict[tuple[str, str], list[NamedNode | Literal]] = defaultdict(list)
        self.subjects: dict[tuple[str, str], list[str]] = defaultdict(list)
        for quad in quads:
            if isinstance(quad.subject, NamedNode) and isinstance(quad.object, NamedNode | Literal):
                self.objects[quad.subject.value, quad.predicate.value].append(quad.object)
                self.subjects[quad.predicate.value, quad.object.value].append(quad.subject.value)
        self.notice = self.instances(EPO.Notice)[0]
        self.procedure = self.values(self.notice, EPO.refersToProcedure)[0]
        self.format = self.local(self.notice, CFIT.noticeFormat) or ""

    def instances(self, class_: NamedNode) -> list[str]:
        """Return the members of a class."""
        return list(dict.fromkeys(self.subjects.get((iris.A.value, class_.value), [])))

    def values(self, subject: str, predicate: NamedNode) -> list[str]:
        """Return what a property says of a thing, as text."""
        return [value.value for value in self.objects.get((subject, predicate.value), [])]

    def value(self, subject: str, predicate: NamedNode) -> str | None:
        """Return the one thing that a property says, None where it says nothing."""
        return next(iter(self.values(subject, predicate)), None)

    def locals(self, subject: str, predicate: NamedNode) -> list[str]:
        """Return the last parts of the IRIs that a property points at: codes of tables."""
        return [value.rpartition("/")[2] for value in self.values(subject, predicate)]

    def local(self, subject: str, predicate: NamedNode) -> str | None:
        """Return the last part of the one IRI that a property points at."""
        return next(iter(self.locals(subject, predicate)), None)

    def in_table(self, subject: str, predicate: NamedNode, table: str) -> list[str]:
        """Return the codes of one authority table that a property points at."""
        start = f"{iris.AUTHORITY.base}{table}/"
        return [value.removeprefix(start) for value in self.values(subject, predicate) if value.startswith(start)]

    def worded(self, subject: str, predicate: NamedNode) -> dict[str, str]:
        """Return the texts of a property by their languages, as literals tag them."""
        found = self.objects.get((subject, predicate.value), [])
        return {value.language or "": value.value for value in found if isinstance(value, Literal)}

    def codes(self, *subjects: str) -> set[str]:
        """Return the CPV codes of things, main and additional."""
        return {
            one
            for subject in subjects
            for predicate in (EPO.hasMainClassification, EPO.hasAdditionalClassification)
            for one in self.locals(subject, predicate)
        }

    def every_code(self) -> set[str]:
        """Return every CPV code that the notice names, of the procedure, its lots and its parts."""
        mentioned = self.locals(self.notice, CFIT.mentionedClassification)
        return {*mentioned, *self.codes(self.procedure, *self.scope())}

    def coded(self) -> set[str]:
        """Return the CPV codes of the coded section, which need not be those of the form."""
        return set(self.locals(self.notice, CFIT.codedClassification))

    def scope(self) -> list[str]:
        """Return lots, parts and groups of lots."""
        return [one for class_ in (EPO.Lot, EPO.PlannedProcurementPart, EPO.LotGroup) for one in self.instances(class_)]

    def names(self, class_: NamedNode) -> list[str]:
        """Return what those in a role are called, the name that each notice gives first."""
        return sorted({name for party in self.instances(class_) for name in self.values(party, SKOS.prefLabel)})

    def milestone(self, of: str, kind: str) -> str | None:
        """Return the day of a milestone of a kind, unless it was computed."""
        wanted = iris.concept("milestone-kind", kind).value
        for one in self.subjects.get((CFIT.milestoneOf.value, of), []):
            if self.value(one, CFIT.milestoneKind) == wanted and self.local(one, CFIT.dateQualifier) != "inferred":
                return self.value(one, DCTERMS.date)
        return None

    def money(self, of: str, kind: str) -> dict[str, str] | None:
        """Return amount and currency of what something is worth, None where no such value is stated."""
        wanted = iris.concept("value-kind", kind).value
        for one in self.subjects.get((CFIT.valueOf.value, of), []):
            if self.value(one, CFIT.valueKind) == wanted:
                amount = code.number(self.value(one, EPO.hasAmountValue))
                return {"amount": amount or "", "currency": self.local(one, EPO.hasCurrency) or ""}
        return None

    def criteria(self, *lots: str) -> list[str]:
        """Return the award criteria of lots."""
        return [one for lot in lots for one in self.values(lot, EPO.specifiesProcurementCriterion)]

    def criterion_types(self, *lots: str) -> list[str]:
        """Return the types of the award criteria of lots, each once."""
        return sorted({kind for one in self.criteria(*lots) for kind in self.locals(one, EPO.hasAwardCriterionType)})


def is_ict(codes: Iterable[str]) -> bool:
    """Return whether any CPV code lies in a division of information technology, telecommunication or software."""
    return any(one.startswith(ICT_DIVISIONS) for one in codes)


def by_code(worded: dict[str, str]) -> dict[str, str]:
    """Return texts by the three letters of their languages."""
    return {language.code(tag) or "": text for tag, text in worded.items()}
