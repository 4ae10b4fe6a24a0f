"""The dates of a purchase, stated or computed, each a milestone of its own: what the calendar is made of."""

import calendar
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal

from cfit_graph import iris
from cfit_graph.iris import CFIT, DCTERMS
from cfit_graph.mapping.notices import writing
from cfit_graph.mapping.notices.writing import Statements
from cfit_graph.records.notices import Lot, NoticeMoment, NoticeTree

KINDS = {
    "dispatch": "dispatch",
    "tenders": "tenders-due",
    "requests": "requests-due",
    "interest": "interest-due",
    "start": "contract-start",
    "end": "contract-end",
}
PLANNED = {"start", "end"}
# A new call usually comes before the old contract ends; how long before is our rule of thumb, and marked as computed.
LEAD_MONTHS = 6
_LAST_YEAR = 2200


@dataclass(frozen=True, slots=True)
class Milestone:
    """A day in a purchase; `qualifier` says whether it is planned or inferred, that is computed by us."""

    of: str
    kind: str
    day: str
    qualifier: str | None = None
    stated: NoticeMoment | None = None


def milestones(out: Statements) -> None:
    """Say every date that the notice states or lets us compute."""
    seen: set[tuple[str, str]] = set()
    for one in found(out.tree):
        subject = out.named(one.of)
        if subject is None or (one.of, one.kind) in seen:
            continue
        seen.add((one.of, one.kind))
        say(out, one, subject)


def say(out: Statements, one: Milestone, subject: str) -> None:
    """Say one milestone, with the clock of its place where the notice shows one."""
    this = out.begin_part("milestone", str(CFIT.Milestone), one.of, one.kind)
    out.say(this, str(CFIT.milestoneOf), subject)
    out.say(this, str(CFIT.milestoneKind), str(iris.concept("milestone-kind", one.kind)))
    out.say(this, str(DCTERMS.date), writing.date(one.day))
    if one.qualifier is not None:
        out.say(this, str(CFIT.dateQualifier), str(iris.concept("date-qualifier", one.qualifier)))
    if one.stated is not None:
        out.say_all(
            this,
            (
                (str(CFIT.localTime), one.stated.time, writing.text),
                (str(CFIT.utcOffset), one.stated.offset, writing.text),
                (str(CFIT.instant), one.stated.utc, writing.instant),
            ),
        )
        if one.stated.conflict:
            out.say(this, str(CFIT.offsetConflict), writing.boolean(value=True))


def found(tree: NoticeTree) -> Iterator[Milestone]:
    """Yield the milestones that a notice states or lets us compute."""
    for moment in tree.moments:
        yield Milestone(
            moment.of, KINDS[moment.kind], moment.date, "planned" if moment.kind in PLANNED else None, moment
        )
    if tree.notice.planned_date:
        yield Milestone("", "planned-call", tree.notice.planned_date, "planned")
    for lot in tree.lots:
        yield from periods(lot.id, lot.start, lot.end)
        if lot.kind == "lot":
            yield from computed(lot, signed(tree, lot.id))
    for contract in tree.contracts:
        yield from periods(contract.id, contract.start, contract.end)


def periods(of: str, start: str | None, end: str | None) -> Iterator[Milestone]:
    """Yield the stated start and end of a contract."""
    if start:
        yield Milestone(of, "contract-start", start, "planned")
    if end:
        yield Milestone(of, "contract-end", end, "planned")


def computed(lot: Lot, first_day: str | None) -> Iterator[Milestone]:
    """Yield the end of the contract where only start and duration are stated, and when a new call is likely."""
    start = lot.start or first_day
    end = lot.end or (after(start, lot) if start else None)
    if end is None:
        return
    if lot.end is None:
        yield Milestone(lot.id, "contract-end", end, "inferred")
    before = shifted(date.fromisoformat(end), -LEAD_MONTHS)
    if before is not None:
        yield Milestone(lot.id, "likely-retender", before.isoformat(), "inferred")


def signed(tree: NoticeTree, lot: str) -> str | None:
    """Return the day on which the last contract for a lot was signed, None where none is told of."""
    tenders = {tender.id for tender in tree.tenders if tender.of == lot}
    days = [contract.signed for contract in tree.contracts if contract.signed and tenders & set(contract.tenders)]
    return max(days, default=None)


def after(start: str, lot: Lot) -> str | None:
    """Return the last day of a contract that runs for the duration of the lot; None where there is none to count."""
    first = date.fromisoformat(start)
    length = Decimal(lot.duration or 0)
    end: date | None = None
    if lot.duration_unit in {"MONTH", "YEAR"}:
        months = length * (12 if lot.duration_unit == "YEAR" else 1)
        end = shifted(first, int(months)) if 0 < months < 12 * 100 else None
    elif lot.duration_unit in {"DAY", "WEEK"}:
        days = length * (7 if lot.duration_unit == "WEEK" else 1)
        end = first + timedelta(days=int(days)) if 0 < days < 366 * 100 else None
    return (end - timedelta(days=1)).isoformat() if end else None


def shifted(day: date, months: int) -> date | None:
    """Return the day so many months later, the last of its month where that is shorter; None out of the calendar."""
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    if not 1 < year < _LAST_YEAR:
        return None
    return date(year, month + 1, min(day.day, calendar.monthrange(year, month + 1)[1]))
