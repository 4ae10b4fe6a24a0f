"""What a notice says of itself, its procedure, its lots, its organisations, its criteria, dates and values."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Notice:
    """What a notice says of itself and of its procedure as a whole."""

    key: str  # see `notice_key`
    format: str  # EFORMS, TED_2_0_9, TED_2_0_8 (also 2.0.7) or OCDS
    publisher: str | None = None  # ted, doffin, or whoever else runs the place of publication; a key
    address: str | None = None  # web page of the notice
    schema: str | None = None  # cbc:CustomizationID, @VERSION, or version of OCDS
    root: str | None = None  # root element, or kind of OCDS package
    notice_id: str | None = None  # BT-701; @DOC_ID; id of the OCDS release
    version: str | None = None  # BT-757
    publication_number: str | None = None  # OPP-010, as 630300-2024
    journal: str | None = None  # OPP-011, number of the OJ S issue
    publication_date: str | None = None  # OPP-012
    form_type: str | None = None  # BT-03: planning, competition, result ...; R2.0.x: F03, 3
    notice_type: str | None = None  # BT-02: cn-standard ...; R2.0.x: TD_DOCUMENT_TYPE/@CODE; OCDS: tags, comma between
    subtype: str | None = None  # OPP-070
    language: str | None = None  # BT-702(a)
    other_languages: tuple[str, ...] = ()  # BT-702(b); R2.0.x: the other original forms
    country: str | None = None  # of the first buyer (BT-514); R2.0.x: ISO_COUNTRY
    procedure: str = ""  # key of the procedure: BT-04 or ocid as `joined_key`, else the key of the notice
    procedure_id: str | None = None  # BT-04; OCDS: ocid
    reference: str | None = None  # BT-22, the buyer's own number; OCDS: tender.id
    procedure_type: str | None = None  # BT-105; R2.0.9: PT_OPEN ...; OCDS: procurementMethod
    legal_basis: str | None = None  # BT-01
    status: str | None = None  # OCDS: tender.status
    nature: str | None = None  # BT-23: works, supplies, services
    cpv_main: str | None = None  # BT-262 of the procedure, eight digits
    cpv_additional: tuple[str, ...] = ()  # BT-263 of the procedure
    other_classifications: tuple[str, ...] = ()  # OCDS: SCHEME:code of what is no CPV
    cpv_coded: tuple[str, ...] = ()  # R2.0.x: ORIGINAL_CPV of the coded section
    cpv_mentioned: tuple[str, ...] = ()  # R2.0.9: codes in what a notice corrects (F14) or modifies (F20)
    planned_date: str | None = None  # BT-127, day on which a call is planned
    framework: bool | None = None  # R2.0.9 and OCDS; eForms says it of each lot


@dataclass(frozen=True, slots=True)
class Lot:
    """A lot, a part of a plan (which may become one) or a group of lots."""

    notice: str
    id: str  # BT-137, BT-137-Part, BT-137-LotsGroup
    kind: str  # lot, part or group
    nature: str | None = None  # BT-23
    cpv_main: str | None = None  # BT-262
    cpv_additional: tuple[str, ...] = ()  # BT-263
    framework: str | None = None  # BT-765: none, fa-wo-rc, fa-w-rc, fa-mix
    dps: str | None = None  # BT-766
    start: str | None = None  # BT-536
    end: str | None = None  # BT-537
    duration: str | None = None  # BT-36, number
    duration_unit: str | None = None  # BT-36: DAY, WEEK, MONTH or YEAR; rogue units normalised
    duration_code: str | None = None  # BT-538: UNLIMITED, UNKNOWN
    renewals: str | None = None  # BT-58, highest number
    places_country: tuple[str, ...] = ()  # BT-5141
    places_nuts: tuple[str, ...] = ()  # BT-5071
    sme: bool | None = None  # BT-726
    eu_funds: str | None = None  # BT-60
    lots: tuple[str, ...] = ()  # BT-1375, the lots of a group


@dataclass(frozen=True, slots=True)
class NoticeOrganisation:
    """An organisation as one notice describes it; its id means nothing outside the notice. Names are `NoticeName`s."""

    notice: str
    id: str  # OPT-200
    roles: tuple[str, ...] = ()  # buyer (OPT-300), tenderer, winner
    legal_ids: tuple[str, ...] = ()  # BT-501, as written: placeholders and copies occur
    legal_id_schemes: tuple[str, ...] = ()  # BT-501 @schemeName, one for each legal id, empty where it has none
    country: str | None = None  # BT-514
    nuts: str | None = None  # BT-507
    city: str | None = None  # BT-513
    street: str | None = None  # BT-510
    postcode: str | None = None  # BT-512
    website: str | None = None  # BT-505
    legal_type: str | None = None  # BT-11
    activity: str | None = None  # BT-10
    size: str | None = None  # BT-165
    natural_person: bool = False  # BT-633; such a one has a name and a country here, and nothing else


@dataclass(frozen=True, slots=True)
class NoticeName:
    """A title of the procedure or of a lot (BT-21), or a legal name of an organisation (BT-500), in one language."""

    notice: str
    of: str
    text: str
    language: str | None = None


@dataclass(frozen=True, slots=True)
class AwardCriterion:
    """An award criterion of a lot; its name and its text are `FreeText`s and are not kept."""

    notice: str
    of: str
    number: int  # position within its lot, from 1
    type: str | None = None  # BT-539: price, cost, quality; None where it is withheld or not stated
    weight: str | None = None  # BT-541, number
    weight_kind: str | None = None  # BT-5421: per-exa, dec-exa, poi-exa, ord-imp, per-ran ...
    fixed: str | None = None  # BT-541 of a fixed value
    fixed_kind: str | None = None  # BT-5422: fix-tot, fix-unit
    threshold: str | None = None  # BT-541 of a threshold
    threshold_kind: str | None = None  # BT-5423: min-score, max-pass
    weight_text: str | None = None  # BT-543 or AC_WEIGHTING where it is no plain number


@dataclass(frozen=True, slots=True)
class NoticeCode:
    """A code of one of the lists that say how a purchase serves more than its price."""

    notice: str
    of: str
    # strategic BT-06, green BT-774, gpp BT-805, social BT-775, innovation BT-776, accessibility BT-754, reserved BT-71,
    # eed-scope BT-810, eed-asset BT-811(b), eed-framework BT-811(a); goal, strategy: OCDS sustainability
    list: str
    code: str  # as written, `none` included


@dataclass(frozen=True, slots=True)
class NoticeMoment:
    """A day or a moment: date, time and offset as written; UTC only where they agree on one offset."""

    notice: str
    of: str
    # dispatch BT-05, tenders BT-131, requests BT-1311, interest BT-630; OCDS: start and end of the contract
    kind: str
    date: str
    time: str | None = None
    offset: str | None = None  # +01:00, Z; None in R2.0.x, whose times are local
    utc: str | None = None  # 2024-04-02T12:00:00Z
    conflict: bool = False  # date and time carry different offsets


@dataclass(frozen=True, slots=True)
class NoticeValue:
    """An amount of money. Values of different levels or kinds are never parts of one sum."""

    notice: str
    of: str  # procedure, lot, result, tender or contract
    # estimated BT-27, framework-maximum BT-271 (of a result BT-709, of the notice BT-118), total BT-161 (of the
    # notice), awarded BT-720 (of a tender), lowest BT-710, highest BT-711, re-estimated BT-660 (of a framework, of the
    # notice BT-1118, of a group BT-1561); R2.0.9: lowest-total and highest-total (ranges), before and after (a
    # modification, form F20)
    kind: str
    amount: str
    currency: str | None = None  # ISO 4217
