"""The notice, its document, its procedure and its lots, on the eProcurement Ontology (ePO 4.2)."""

import re

from cfit_graph import iris
from cfit_graph.iris import CFIT, DCTERMS, EPO, FOAF, SCHEMA, SKOS
from cfit_graph.mapping.notices import writing
from cfit_graph.mapping.notices.writing import Statements, in_table
from cfit_graph.records.notices import EFORMS, OCDS, TED_2_0_8, Notice, language

# How the notices of each publisher may be used again: decision 2011/833/EU, NLOD 2.0, OGL 3.0.
REUSE = {
    "ted": f"<{iris.AUTHORITY.base}licence/COM_REUSE>",
    "doffin": "<https://data.norge.no/nlod/en/2.0>",
    **dict.fromkeys(
        ("contracts-finder", "find-a-tender", "public-contracts-scotland", "sell2wales"),
        "<https://www.nationalarchives.gov.uk/doc/open-government-licence/version/3/>",
    ),
}
# Where the notices of each publisher are looked up, for those that do not state their own page.
PLACES = {
    "doffin": "https://www.doffin.no/",
    "contracts-finder": "https://www.contractsfinder.service.gov.uk/",
    "find-a-tender": "https://www.find-tender.service.gov.uk/",
    "public-contracts-scotland": "https://www.publiccontractsscotland.gov.uk/",
    "sell2wales": "https://www.sell2wales.gov.wales/",
    "ted": "https://ted.europa.eu/",
}
UNNAMED = "not-named"
# What documents of TED before eForms are in the words of eForms, by TD_DOCUMENT_TYPE/@CODE.
FORMS = {
    **dict.fromkeys("0BP", "planning"),  # prior information, buyer profile, periodic indicative
    **dict.fromkeys("34569ACDFHIMOQY", "competition"),  # calls, also by prior information, contests, qualification
    **dict.fromkeys("7JR", "result"),
    "2": "change",
    "K": "cont-modif",
    "V": "dir-awa-pre",
}
PROCEDURES = {
    "PT_OPEN": "open",
    "PT_RESTRICTED": "restricted",
    "PT_COMPETITIVE_NEGOTIATION": "neg-w-call",
    "PT_NEGOTIATED_WITH_PRIOR_CALL": "neg-w-call",
    "PT_COMPETITIVE_DIALOGUE": "comp-dial",
    "PT_INNOVATION_PARTNERSHIP": "innovation",
    "PT_NEGOTIATED_WITHOUT_PUBLICATION": "neg-wo-call",
    "PT_AWARD_CONTRACT_WITHOUT_CALL": "neg-wo-call",
    "open": "open",
}
# The same by PR_PROC/@CODE, all that R2.0.7 and R2.0.8 say in one place.
CODED_PROCEDURES = {
    "1": "open",
    **dict.fromkeys("23", "restricted"),
    **dict.fromkeys("46B", "neg-w-call"),
    "C": "comp-dial",
    "G": "innovation",
    **dict.fromkeys("ATV", "neg-wo-call"),
}
_CELEX = re.compile("3[0-9]{4}[A-Z][0-9]{4}")
_TITLE, _LABEL, _LANGUAGE = str(DCTERMS.title), str(SKOS.prefLabel), str(EPO.hasOfficialLanguage)
_MAIN, _ADDITIONAL = str(EPO.hasMainClassification), str(EPO.hasAdditionalClassification)
_NATURE, _PLACE = str(EPO.hasContractNatureType), str(DCTERMS.spatial)


def document(out: Statements) -> None:
    """Say which document this is, who published it where and when, and how it may be used."""
    notice = out.tree.notice
    out.begin(out.graph, str(CFIT.SourceDocument), out.key)
    for name in out.titles("") or [f'"{out.key}"@en']:
        out.say(out.graph, _TITLE, name)
        out.say(out.notice, _LABEL, name)
    out.say(out.graph, str(CFIT.documentKind), str(iris.concept("document-kind", "procurement-notice")))
    out.say_all(
        out.graph,
        (
            (str(DCTERMS.license), REUSE.get(notice.publisher or ""), str),
            (str(SCHEMA.url), notice.address or PLACES.get(notice.publisher or ""), lambda address: f"<{address}>"),
            (str(DCTERMS.issued), notice.publication_date, writing.date),
        ),
    )
    # A notice without an address of its own is found where we speak of it.
    out.say(out.graph, str(SCHEMA.url), f"<{notice.address}>" if notice.address else out.graph)
    publisher(out, notice.publisher or UNNAMED)


def publisher(out: Statements, key: str) -> None:
    """Say who published the notice, and who that is where no register of ours has them."""
    this = str(iris.thing("publisher", key))
    out.say(out.graph, str(DCTERMS.publisher), this)
    if key not in REUSE:
        out.begin(this, str(FOAF.Agent), key)
        out.say(this, _LABEL, f'"{writing.escaped(key)}"@en')


def notice(out: Statements) -> None:
    """Say what the notice says of itself."""
    stated = out.tree.notice
    modern = stated.format == EFORMS
    out.begin(out.notice, str(EPO.Notice), out.key)
    out.say(out.notice, str(EPO.refersToProcedure), out.procedure)
    out.say(out.notice, str(CFIT.noticeFormat), str(iris.concept("notice-format", stated.format)))
    out.say_all(
        out.notice,
        (
            (str(EPO.hasNoticePublicationNumber), stated.publication_number, writing.text),
            (str(CFIT.noticeIdentifier), stated.notice_id, writing.text),
            (str(EPO.hasVersion), stated.version, writing.text),
            (str(CFIT.schemaVersion), stated.schema, writing.text),
            (str(EPO.hasPublicationDate), stated.publication_date, writing.date),
            (str(EPO.hasFormType), form_type(stated), in_table("form-type")),
            (str(EPO.hasNoticeType), stated.notice_type if modern else None, in_table("notice-type")),
            (str(CFIT.formWritten), None if modern else stated.form_type, writing.text),
            (str(CFIT.noticeTypeWritten), None if modern else stated.notice_type, writing.text),
            (str(CFIT.noticeSubtype), stated.subtype, writing.text),
            (_PLACE, stated.country, in_table("country")),
            (_LANGUAGE, language.code(stated.language), in_table("language")),
        ),
    )
    for other in stated.other_languages:
        out.say_all(out.notice, ((str(CFIT.additionalLanguage), language.code(other), in_table("language")),))
    for value in stated.cpv_coded:
        out.say(out.notice, str(CFIT.codedClassification), writing.cpv(value))
    for value in stated.cpv_mentioned:
        out.say(out.notice, str(CFIT.mentionedClassification), writing.cpv(value))


def procedure(out: Statements) -> None:
    """Say what the notice says of its procedure as a whole."""
    stated, this = out.tree.notice, out.procedure
    out.begin(this, str(EPO.Procedure), stated.procedure)
    for name in out.titles(""):
        out.say(this, _TITLE, name)
    out.say_all(
        this,
        (
            (str(CFIT.procedureIdentifier), stated.procedure_id, writing.text),
            (str(CFIT.buyerReference), stated.reference, writing.text),
            (str(EPO.hasProcedureType), procedure_type(stated), in_table("procurement-procedure-type")),
            (str(CFIT.procedureTypeWritten), None if stated.format == EFORMS else stated.procedure_type, writing.text),
            (str(EPO.hasLegalBasis), legal_basis(stated), in_table("legal-basis")),
            (str(CFIT.tenderStatus), stated.status, writing.text),
            (_NATURE, stated.nature, in_table("contract-nature")),
            (_MAIN, stated.cpv_main, writing.cpv),
        ),
    )
    for value in stated.cpv_additional:
        out.say(this, _ADDITIONAL, writing.cpv(value))
    for value in stated.other_classifications:
        out.say(this, str(CFIT.otherClassification), writing.text(value))
    if stated.framework is not None:
        out.say(this, str(CFIT.frameworkAgreement), writing.boolean(value=stated.framework))


def form_type(stated: Notice) -> str | None:
    """Return whether a notice plans, calls, or tells of a result, in the words of eForms."""
    return stated.form_type if stated.format in {EFORMS, OCDS} else FORMS.get(stated.notice_type or "")


def procedure_type(stated: Notice) -> str | None:
    """Return the type of procedure in the words of eForms."""
    if stated.format == EFORMS:
        return stated.procedure_type
    return (CODED_PROCEDURES if stated.format == TED_2_0_8 else PROCEDURES).get(stated.procedure_type or "")


def legal_basis(stated: Notice) -> str | None:
    """Return the CELEX number of the law that a notice names, or `other`; national law is not in the EU's table."""
    written = stated.legal_basis or ""
    if _CELEX.fullmatch(written):
        return written
    return "other" if written.lower() == "other" else None
