"""Organisations of an eForms notice: who buys, who tenders, who won; nobody else, and no contact person."""

from collections.abc import Iterator, Mapping

from cfit_graph.records.notices import NoticeName, NoticeOrganisation, code
from cfit_graph.sources.eforms.node import every, first, stated, text
from cfit_graph.sources.markup import Element

COMPANIES = "EXT/efac:Organizations/efac:Organization"


class Parties:
    """The organisations of a notice by their local ids, touch points standing for what they belong to."""

    def __init__(self, root: Element) -> None:
        """Find the organisations below the root of the notice."""
        self.companies: dict[str, Element] = {}
        self.persons: set[str] = set()
        self.points: dict[str, str] = {}
        for organisation in every(root, COMPANIES):
            self._note(organisation)

    def _note(self, organisation: Element) -> None:
        """Remember one organisation and its touch points."""
        company = first(organisation, "efac:Company")
        id_ = None if company is None else text(company, "cac:PartyIdentification/cbc:ID")
        if company is None or id_ is None:
            return
        self.companies.setdefault(id_, company)
        if text(organisation, "efbc:NaturalPersonIndicator") == "true":
            self.persons.add(id_)
        for point in every(organisation, "efac:TouchPoint/cac:PartyIdentification/cbc:ID"):
            if name := stated(point):
                self.points[name] = id_

    def resolved(self, id_: str) -> str | None:
        """Return the id of the organisation that an id names or belongs to, None where there is none."""
        id_ = self.points.get(id_, id_)
        return id_ if id_ in self.companies else None


def buyers(root: Element, parties: Parties) -> dict[str, Element]:
    """Return the contracting parties by the ids of their organisations, in the order of the document."""
    found: dict[str, Element] = {}
    for party in every(root, "cac:ContractingParty"):
        id_ = parties.resolved(text(party, "cac:Party/cac:PartyIdentification/cbc:ID") or "")
        if id_ is not None:
            found.setdefault(id_, party)
    return found


def organisations(
    notice: str, parties: Parties, roles: Mapping[str, set[str]], bought: Mapping[str, Element]
) -> Iterator[NoticeOrganisation]:
    """Yield each organisation that has a role."""
    for id_, played in roles.items():
        yield organisation(notice, id_, parties, tuple(sorted(played)), bought.get(id_))


def organisation(
    notice: str, id_: str, parties: Parties, roles: tuple[str, ...], party: Element | None
) -> NoticeOrganisation:
    """Return one organisation; of a natural person only the country."""
    company = parties.companies[id_]
    country = code.country(text(company, "cac:PostalAddress/cac:Country/cbc:IdentificationCode"))
    if id_ in parties.persons:
        return NoticeOrganisation(notice, id_, roles, country=country, natural_person=True)
    ids, schemes = legal_ids(company)
    return NoticeOrganisation(
        notice,
        id_,
        roles,
        ids,
        schemes,
        country,
        text(company, "cac:PostalAddress/cbc:CountrySubentityCode"),
        text(company, "cac:PostalAddress/cbc:CityName"),
        text(company, "cac:PostalAddress/cbc:StreetName"),
        text(company, "cac:PostalAddress/cbc:PostalZone"),
        text(company, "cbc:WebsiteURI"),
        party_type(party, "buyer-legal-type"),
        None if party is None else text(party, "cac:ContractingActivity/cbc:ActivityTypeCode"),
        size(company),
    )


def legal_ids(company: Element) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Return the registration numbers as written, and the scheme that each names."""
    found = [
        (value, number.get("schemeName", ""))
        for number in every(company, "cac:PartyLegalEntity/cbc:CompanyID")
        if (value := stated(number))
    ]
    return tuple(value for value, _ in found), tuple(scheme for _, scheme in found)


def party_type(party: Element | None, list_name: str) -> str | None:
    """Return the legal type of a buyer; the same element also holds whether it is a contracting authority at all."""
    if party is None:
        return None
    for found in every(party, "cac:ContractingPartyType/cbc:PartyTypeCode"):
        if found.get("listName", list_name) == list_name:
            return stated(found)
    return None


def size(company: Element) -> str | None:
    """Return whether a company is micro, small, medium or large (BT-165)."""
    found = first(company, "efbc:CompanySizeCode")
    return None if found is None else stated(found)


def names(notice: str, of: str, node: Element, steps: str) -> Iterator[NoticeName]:
    """Yield what a thing is called, in each language."""
    for found in every(node, steps):
        if value := stated(found):
            yield NoticeName(notice, of, value, found.get("languageID"))
