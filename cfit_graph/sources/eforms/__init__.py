"""eForms notices (UBL 2.3 with the EU's extension), every SDK from 1.3 and the national profiles built on it."""

from collections.abc import Iterable, Iterator, Mapping

from cfit_graph.errors import NoticeError
from cfit_graph.records.notices import FreeText, LotTender, NoticeName, NoticeTree, NoticeValue, code
from cfit_graph.sources import markup
from cfit_graph.sources.eforms import lot, party, remark, result
from cfit_graph.sources.eforms.head import dispatched, head
from cfit_graph.sources.eforms.node import every, first, stated
from cfit_graph.sources.markup import Element

RESULT = "EXT/efac:NoticeResult"
COMPANY_NAME = "cac:PartyName/cbc:Name"
TITLE = "cac:ProcurementProject/cbc:Name"
SOMETHING = ("cbc:NoticeTypeCode", "cac:ContractingParty", "cac:ProcurementProject", "cac:ProcurementProjectLot")


def read(content: bytes, name: str) -> tuple[NoticeTree, ...]:
    """Return the notice of one eForms file; raise NoticeError for what is broken or unsafe."""
    return trees(markup.root_of(content, name), name)


def trees(root: Element, name: str) -> tuple[NoticeTree, ...]:
    """Return the notice whose root element this is; raise NoticeError where it only has the name of one."""
    if all(first(root, steps) is None for steps in SOMETHING):
        raise NoticeError(f"{name}: not an eForms notice: it has neither a type nor a buyer nor a purpose")
    parties = party.Parties(root)
    bought = party.buyers(root, parties)
    notice = head(root, parties, next(iter(bought), None))
    key = notice.key
    outcome = first(root, RESULT)
    found = () if outcome is None else tuple(result.results(key, outcome))
    signed = () if outcome is None else tuple(result.contracts(key, outcome))
    won = result.winning(found, signed)
    tenders = () if outcome is None else tuple(result.tenders(key, outcome, parties, won))
    played = roles(bought, tenders)
    lots = dict(lot_nodes(root))
    dispatch = code.moment(key, "", "dispatch", *dispatched(root))
    return (
        NoticeTree(
            notice,
            lots=tuple(lot.lot(key, id_, kind, node) for (id_, kind), node in lots.items()),
            organisations=tuple(party.organisations(key, parties, played, bought)),
            names=tuple(names(key, root, lots, {id_: parties.companies[id_] for id_ in played})),
            criteria=tuple(one for (id_, _), node in lots.items() for one in lot.criteria(key, id_, node)),
            codes=tuple(one for (id_, _), node in lots.items() for one in lot.codes(key, id_, node)),
            moments=(
                *((dispatch,) if dispatch else ()),
                *(one for (id_, _), node in lots.items() for one in lot.moments(key, id_, node)),
            ),
            values=(*values(key, root, lots), *(() if outcome is None else result.values(key, outcome))),
            results=found,
            submissions=() if outcome is None else tuple(result.submissions(key, outcome)),
            tenders=tenders,
            contracts=signed,
            references=tuple(remark.references(key, root)),
            withheld=tuple(remark.withheld(key, root)),
            texts=tuple(texts(root, lots)),
        ),
    )


Lots = Mapping[tuple[str, str], Element]


def lot_nodes(root: Element) -> Iterator[tuple[tuple[str, str], Element]]:
    """Yield id and kind of each lot, part and group with its element; one without an id gets that of its place."""
    for number, node in enumerate(every(root, "cac:ProcurementProjectLot"), start=1):
        written = first(node, "cbc:ID")
        kind = lot.KINDS.get("Lot" if written is None else written.get("schemeName", "Lot"))
        if kind is not None:
            id_ = None if written is None else stated(written)
            yield (id_ or f"LOT-{number:04}", kind), node


def roles(bought: Iterable[str], tenders: Iterable[LotTender]) -> dict[str, set[str]]:
    """Return the roles of each organisation that has one, buyers first."""
    found: dict[str, set[str]] = {id_: {"buyer"} for id_ in bought}
    for tender in tenders:
        for id_ in tender.tenderers:
            found.setdefault(id_, set()).update(("tenderer", "winner") if tender.won else ("tenderer",))
    return found


def names(key: str, root: Element, lots: Lots, companies: Mapping[str, Element]) -> Iterator[NoticeName]:
    """Yield the titles of the procedure and of its lots, and the names of the organisations."""
    yield from party.names(key, "", root, TITLE)
    for (id_, _), node in lots.items():
        yield from party.names(key, id_, node, TITLE)
    for id_, company in companies.items():
        yield from party.names(key, id_, company, COMPANY_NAME)


def values(key: str, root: Element, lots: Lots) -> Iterator[NoticeValue]:
    """Yield what the procedure and its lots are estimated to be worth, and the maximum of framework agreements."""
    for id_, node in (("", root), *((id_, node) for (id_, _), node in lots.items())):
        project = first(node, "cac:ProcurementProject")
        if project is not None:
            yield from lot.values(key, id_, project)


def texts(root: Element, lots: Lots) -> Iterator[FreeText]:
    """Yield the words of the procedure and of its lots."""
    yield from remark.words("", root, remark.ROOT_WORDS)
    for (id_, _), node in lots.items():
        yield from remark.words(id_, node, remark.LOT_WORDS)
