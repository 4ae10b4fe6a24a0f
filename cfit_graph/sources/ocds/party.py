"""The organisations of a release: its parties by id, and what OCDS 1.0 writes where it refers to them."""

import re
from dataclasses import replace

import iso3166

from cfit_graph.records.notices import NoticeOrganisation, code
from cfit_graph.sources.ocds.node import Node, node, nodes, text, texts
from cfit_graph.sources.rows import Rows

ROLES = {"buyer": ("buyer",), "supplier": ("tenderer", "winner"), "tenderer": ("tenderer",)}
# What publishers write for a country beside its code or its English name.
_BRITISH = ("UNITED KINGDOM", "GREAT BRITAIN", "ENGLAND", "SCOTLAND", "WALES", "NORTHERN IRELAND")
COUNTRIES = dict.fromkeys(_BRITISH, "GBR") | {"MÉXICO": "MEX", "ESPAÑA": "ESP", "PERÚ": "PER", "PANAMÁ": "PAN"}
_NUTS = re.compile(r"[A-Z]{2}[A-Z0-9]{1,3}")


class Parties:
    """Makes an organisation of each party that buys or tenders, once; contact points and owners are not read."""

    def __init__(self, rows: Rows, release: Node) -> None:
        """Add the buyers, the one that the release names first in front."""
        self.rows = rows
        self._parties = {text(party, "id"): party for party in reversed(tuple(nodes(release, "parties")))}
        self._ids: dict[tuple[str | None, str | None], str] = {}
        buyer = node(release, "buyer")
        if buyer:
            self.add(buyer, "buyer")
        for party in nodes(release, "parties"):
            if "buyer" in texts(party, "roles"):
                self.add(party, "buyer")

    def add(self, reference: Node, role: str) -> str | None:
        """Return the id of the organisation that is referred to, in this role too; None where nothing names it."""
        reference_id = text(reference, "id")
        party = self._parties.get(reference_id, reference) if reference_id else reference
        name = _name(reference) or _name(party)
        if name is None and party is reference:
            return None
        known = self._ids.get((reference_id, name))
        if known is None:
            known = self.rows.next_id("ORG")
            self._ids[reference_id, name] = known
            self.rows.organisations[known] = organisation(self.rows.notice, known, party)
            self.rows.name(known, name)
        self._play(known, role)
        return known

    def _play(self, id_: str, role: str) -> None:
        """Note that the organisation has the roles that follow from one of OCDS."""
        known = self.rows.organisations[id_]
        roles = tuple(dict.fromkeys((*known.roles, *ROLES[role])))
        if roles != known.roles:
            self.rows.organisations[id_] = replace(known, roles=roles)

    def country(self) -> str | None:
        """Return the country of the first buyer that has one."""
        return next(
            (one.country for one in self.rows.organisations.values() if "buyer" in one.roles and one.country), None
        )


def _name(party: Node) -> str | None:
    return text(party, "name") or text(party, "identifier", "legalName")


def organisation(notice: str, id_: str, party: Node) -> NoticeOrganisation:
    """Return the organisation that a party describes."""
    identifiers = (node(party, "identifier"), *nodes(party, "additionalIdentifiers"))
    numbers = [(text(one, "id"), text(one, "scheme") or "") for one in identifiers]
    address = node(party, "address")
    region = text(address, "region") or ""
    return NoticeOrganisation(
        notice,
        id_,
        legal_ids=tuple(number for number, _ in numbers if number),
        legal_id_schemes=tuple(scheme for number, scheme in numbers if number),
        country=country(text(address, "country")) or country(text(address, "countryName")),
        nuts=region if _NUTS.fullmatch(region) else None,
        city=text(address, "locality"),
        street=text(address, "streetAddress"),
        postcode=text(address, "postalCode"),
        website=text(party, "details", "url"),
        size=text(party, "details", "scale"),
    )


def country(written: str | None) -> str | None:
    """Return the ISO 3166 alpha-3 code of a country written as a code or by its name."""
    if written is None:
        return None
    found = code.country(written) or COUNTRIES.get(written.upper())
    if found is None and written.upper() in iso3166.countries_by_name:
        return iso3166.countries_by_name[written.upper()].alpha3
    return found
