"""What an eForms notice says of itself and of its procedure as a whole."""

import hashlib

from lxml import etree

from cfit_graph.records.notices import EFORMS, Notice, code, joined_key, notice_key, publication_number
from cfit_graph.sources import markup
from cfit_graph.sources.eforms.lot import additional_cpv, main_cpv
from cfit_graph.sources.eforms.node import day, first, path, stated, text, texts
from cfit_graph.sources.eforms.party import Parties
from cfit_graph.sources.markup import Element

PUBLICATION = "EXT/efac:Publication"
TED = "https://ted.europa.eu/en/notice/-/detail/"
# Who publishes what is not on TED, by the profile that the notice names.
PUBLISHERS = {"anskaffelser.no": "doffin"}


def head(root: Element, parties: Parties, buyer: str | None) -> Notice:
    """Return what the notice says as a whole."""
    written = text(root, f"{PUBLICATION}/efbc:NoticePublicationID")
    number = publication_number(written) if written and "/" not in written else None
    id_, version = text(root, "cbc:ID"), text(root, "cbc:VersionID")
    key = notice_key(number, id_, version) if number or id_ else draft_key(root)
    schema = text(root, "cbc:CustomizationID")
    folder = text(root, "cbc:ContractFolderID")
    project = first(root, "cac:ProcurementProject")
    project = root if project is None else project
    type_code = first(root, "cbc:NoticeTypeCode")
    language, other_languages = languages(root)
    return Notice(
        key=key,
        format=EFORMS,
        publisher=publisher(number, schema),
        address=f"{TED}{number}" if number else None,
        schema=schema,
        root=markup.local(root.tag),
        notice_id=id_,
        version=version,
        publication_number=number,
        journal=text(root, f"{PUBLICATION}/efbc:GazetteID"),
        publication_date=day(root, f"{PUBLICATION}/efbc:PublicationDate"),
        form_type=None if type_code is None else code.folded(type_code.get("listName")),
        notice_type=None if type_code is None else stated(type_code),
        subtype=text(root, "EXT/efac:NoticeSubType/cbc:SubTypeCode"),
        language=language,
        other_languages=other_languages,
        country=buyer_country(parties, buyer),
        procedure=joined_key(folder) if folder else key,
        procedure_id=folder,
        reference=text(project, "cbc:ID"),
        procedure_type=text(root, "cac:TenderingProcess/cbc:ProcedureCode"),
        legal_basis=text(root, "cbc:RegulatoryDomain"),
        nature=text(project, "cbc:ProcurementTypeCode"),
        cpv_main=main_cpv(project),
        cpv_additional=additional_cpv(project),
        planned_date=day(root, "cbc:PlannedDate"),
    )


def draft_key(root: Element) -> str:
    """Return the key of a draft, which has neither number nor id: a hash of what is written in it."""
    return f"draft-{hashlib.sha256(etree.tostring(root)).hexdigest()[:16]}"


def languages(root: Element) -> tuple[str | None, tuple[str, ...]]:
    """Return the language of the notice, and the others in which it is official."""
    others = texts(root, "cac:AdditionalNoticeLanguage/cbc:ID")
    return text(root, "cbc:NoticeLanguageCode"), others


def publisher(number: str | None, schema: str | None) -> str | None:
    """Return who published the notice: TED where it has a number of the Official Journal, else by its profile."""
    if number is not None:
        return "ted"
    return next((who for profile, who in PUBLISHERS.items() if profile in (schema or "")), None)


def buyer_country(parties: Parties, buyer: str | None) -> str | None:
    """Return the country of the first buyer."""
    if buyer is None:
        return None
    return code.country(text(parties.companies[buyer], "cac:PostalAddress/cac:Country/cbc:IdentificationCode"))


def dispatched(root: Element) -> tuple[str | None, str | None]:
    """Return date and time of dispatch (BT-05), as written."""
    return root.findtext(path("cbc:IssueDate")), root.findtext(path("cbc:IssueTime"))
