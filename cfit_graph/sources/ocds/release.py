"""One release of OCDS as a notice."""

import re
from dataclasses import dataclass

from cfit_graph.records.notices import (
    OCDS,
    Notice,
    NoticeCode,
    NoticeReference,
    NoticeTree,
    code,
    joined_key,
)
from cfit_graph.sources.ocds import award, lot, party
from cfit_graph.sources.ocds.classification import Classified
from cfit_graph.sources.ocds.node import NOTHING, Node, node, nodes, text, texts, truth
from cfit_graph.sources.rows import Rows

# Publishers by the prefix that the registry of OCDS gave them; any other is named by itself or by its prefix.
PUBLISHERS = {
    "ocds-b5fd17": "contracts-finder",
    "ocds-h6vhtk": "find-a-tender",
    "ocds-r6ebe6": "public-contracts-scotland",
    "ocds-kuma6s": "sell2wales",
    "ocds-k50g02": "colombia-compra-eficiente",
}
FORM_TYPES = (("planning", "planning"), ("tender", "competition"), ("award", "result"), ("contract", "result"))
_PREFIX = re.compile(r"(ocds-[a-z0-9]{6})(?:-|$)", re.IGNORECASE)
_WEB_ADDRESS = re.compile(
    r"https?://[A-Za-z0-9.-]+(?::[0-9]{1,5})?(?:[/?#](?:[A-Za-z0-9._~:/?#@!$&'()*+,;=-]|%[0-9A-Fa-f]{2})*)?"
)
_NOTICES = frozenset({"tenderNotice", "contractNotice", "awardNotice", "plannedProcurementNotice"})


@dataclass(frozen=True, slots=True)
class Package:
    """What a release came in."""

    kind: str
    version: str | None = None
    publisher: str | None = None
    address: str | None = None


def tree(release: Node, package: Package) -> NoticeTree:
    """Return the notice that a release is; raise NoticeError where a list or an object is something else."""
    ocid, tender = text(release, "ocid"), node(release, "tender")
    rows = Rows(_key(ocid, text(release, "id") or text(release, "date")))
    rows.language = text(release, "language")
    parties = party.Parties(rows, release)
    classified = Classified()
    _call(rows, release, tender)
    numbers = lot.read(rows, tender, classified)
    award.read(rows, release, parties, numbers, classified)
    cpv_main, cpv_additional = classified.cpv()
    notice = Notice(
        key=rows.notice,
        format=OCDS,
        publisher=_publisher(ocid, package),
        address=_address(release) or _web(package.address),
        schema=package.version,
        root=package.kind,
        notice_id=text(release, "id"),
        publication_date=code.day((text(release, "date") or "")[:10]),
        form_type=_form_type(release),
        notice_type=", ".join(texts(release, "tag")) or None,
        language=rows.language,
        country=parties.country(),
        procedure=_key(ocid) if ocid else rows.notice,
        procedure_id=ocid,
        reference=text(tender, "id"),
        procedure_type=text(tender, "procurementMethod"),
        legal_basis=text(tender, "legalBasis", "id"),
        status=text(tender, "status"),
        nature=lot.nature(tender),
        cpv_main=cpv_main,
        cpv_additional=cpv_additional,
        other_classifications=classified.others(),
        planned_date=code.day((text(tender, "communication", "futureNoticeDate") or "")[:10]),
        framework=_framework(tender),
    )
    return rows.tree(notice)


def _key(ocid: str | None, *ids: str | None) -> str:
    """Return a key that begins with `ocds-`, as every ocid should."""
    if ocid and ocid.lower().startswith("ocds-"):
        return joined_key(ocid, *ids)
    return joined_key("ocds", ocid, *ids)


def _call(rows: Rows, release: Node, tender: Node) -> None:
    """Add what the release says of the procedure as a whole."""
    rows.name("", text(tender, "title"))
    rows.text("", "title", text(tender, "title"))
    rows.text("", "description", text(tender, "description"))
    rows.value("", "estimated", *lot.money(node(tender, "value")))
    rows.value("", "framework-maximum", *lot.money(node(tender, "techniques", "frameworkAgreement", "value")))
    rows.moment(lot.moment(rows, "", "dispatch", text(release, "date")))
    rows.moment(lot.moment(rows, "", "tenders", text(tender, "tenderPeriod", "endDate")))
    rows.moment(lot.moment(rows, "", "interest", text(tender, "expressionOfInterestDeadline")))
    rows.moment(lot.moment(rows, "", "start", text(tender, "contractPeriod", "startDate")))
    rows.moment(lot.moment(rows, "", "end", text(tender, "contractPeriod", "endDate")))
    rows.codes.extend(NoticeCode(rows.notice, "", *pair) for pair in lot.goals(tender))
    for related in nodes(release, "relatedProcesses"):
        target = text(related, "identifier")
        if target:
            rows.references.append(NoticeReference(rows.notice, "previous", target))


def _publisher(ocid: str | None, package: Package) -> str | None:
    """Return the key of who published the release: known by its prefix, else by the package, else the prefix."""
    match = _PREFIX.match(ocid or "")
    prefix = match[1].lower() if match else None
    return PUBLISHERS.get(prefix or "") or (joined_key(package.publisher) if package.publisher else prefix)


def _address(release: Node) -> str | None:
    """Return the web page of the notice, as far as one of its documents is that."""
    holders = (node(release, "tender"), node(release, "planning"), *nodes(release, "awards"))
    documents = (one for holder in holders for one in nodes(holder, "documents"))
    pages = (_web(text(one, "url")) for one in documents if text(one, "documentType") in _NOTICES)
    return next((page for page in pages if page), None)


def _web(address: str | None) -> str | None:
    """Return an address of the web that is well-formed; None for anything else."""
    return address if _WEB_ADDRESS.fullmatch(address or "") else None


def _form_type(release: Node) -> str | None:
    """Return what the release announces, by its first tag; of a compiled release, by the last that has come of it."""
    tag = next(iter(texts(release, "tag")), "")
    for start, kind in FORM_TYPES:
        if tag.startswith(start):
            return kind
    for field, kind in reversed(FORM_TYPES):
        if release.get(field) or release.get(f"{field}s"):
            return kind
    return None


def _framework(tender: Node) -> bool | None:
    """Return whether the procedure, or one of its lots, ends in a framework agreement; None where nothing says so."""
    holders = (node(tender, "techniques"), *(node(one, "techniques") for one in nodes(tender, "lots")))
    said = [truth(holder, "hasFrameworkAgreement") for holder in holders if holder is not NOTHING]
    return any(said) if any(one is not None for one in said) else None
