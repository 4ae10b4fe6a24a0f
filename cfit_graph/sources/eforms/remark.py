"""Changes and modifications, withheld fields, and the words that the text signal reads."""

from collections.abc import Iterator, Mapping

from cfit_graph.records.notices import (
    FreeText,
    NoticeReference,
    Withheld,
    code,
    joined_key,
    notice_key,
    publication_number,
)
from cfit_graph.sources.eforms.node import every, path, stated, text, texts
from cfit_graph.sources.markup import Element

CHANGES = {"change": "EXT/efac:Changes", "modification": "EXT/efac:ContractModification"}
SECTIONS = (
    "efac:Change/efac:ChangedSection/efbc:ChangedSectionIdentifier",
    "efac:Change/efbc:ChangedSectionIdentifier",
)
# OPP-090 of the procedure, BT-125(i) of a lot or a part.
PREVIOUS = (
    "cac:TenderingProcess/cac:NoticeDocumentReference/cbc:ID",
    "cac:ProcurementProjectLot/cac:TenderingProcess/cac:NoticeDocumentReference/cbc:ID",
)
_UUID = 36  # characters of one
_CRITERION = "cac:TenderingTerms/cac:AwardingTerms/cac:AwardingCriterion/cac:SubordinateAwardingCriterion"
ROOT_WORDS = {
    "title": "cac:ProcurementProject/cbc:Name",
    "description": "cac:ProcurementProject/cbc:Description",
    "note": "cac:ProcurementProject/cbc:Note",
    "procedure-text": "cac:TenderingProcess/cbc:Description",
}
LOT_WORDS = {
    "title": "cac:ProcurementProject/cbc:Name",
    "description": "cac:ProcurementProject/cbc:Description",
    "note": "cac:ProcurementProject/cbc:Note",
    "strategic-text": "cac:ProcurementProject/cac:ProcurementAdditionalType/cbc:ProcurementType",
    "criterion-name": f"{_CRITERION}/cbc:Name",
    "criterion-text": f"{_CRITERION}/cbc:Description",
    "execution-text": "cac:TenderingTerms/cac:ContractExecutionRequirement/cbc:Description",
}


def references(notice: str, root: Element) -> Iterator[NoticeReference]:
    """Yield the notices that this one changes, modifies the contract of, or follows."""
    for kind, steps in CHANGES.items():
        for found in every(root, steps):
            target = text(found, "efbc:ChangedNoticeIdentifier")
            if target:
                reasons = texts(found, "efac:ChangeReason/cbc:ReasonCode")
                sections = tuple(dict.fromkeys(value for steps in SECTIONS for value in texts(found, steps)))
                yield NoticeReference(notice, kind, target, target_key(target), reasons, sections)
    named = (target for steps in PREVIOUS for target in texts(root, steps))
    for target in dict.fromkeys(named):
        yield NoticeReference(notice, "previous", target, target_key(target))


def target_key(target: str) -> str | None:
    """Return the key of the notice named by a publication number or as `uuid-NN`; None for anything else."""
    if number := publication_number(target):
        return notice_key(number)
    id_, hyphen, version = target.rpartition("-")
    if hyphen and len(id_) == _UUID and version.isdigit():
        return joined_key(id_, version)
    return None


def withheld(notice: str, root: Element) -> Iterator[Withheld]:
    """Yield the fields that are withheld, wherever in the notice that is said."""
    for found in root.iter(path("efac:FieldsPrivacy")):
        field = text(found, "efbc:FieldIdentifierCode")
        if field:
            yield Withheld(
                notice,
                field,
                owner(found),
                text(found, "cbc:ReasonCode"),
                code.day(text(found, "efbc:PublicationDate")),
            )


def owner(node: Element) -> str:
    """Return the local id of the nearest thing around a node that has one: a lot, a result, a tender; else nothing."""
    for parent in node.iterancestors(
        path("cac:ProcurementProjectLot"), path("efac:LotResult"), path("efac:LotTender"), path("efac:SettledContract")
    ):
        return text(parent, "cbc:ID") or ""
    return ""


def words(of: str, node: Element, fields: Mapping[str, str]) -> Iterator[FreeText]:
    """Yield the words of the procedure or of a lot."""
    for field, steps in fields.items():
        for found in every(node, steps):
            if value := stated(found):
                yield FreeText(of, field, value, found.get("languageID"))
