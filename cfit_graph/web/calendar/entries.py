"""What stands in the calendar: days of purchases, each as precise and as certain as its document has it."""

import calendar
import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta, timezone

from cfit_graph.web.catalogue import N_

STAGES: Mapping[str, str] = {
    "planned": N_("Planned"),
    "open": N_("Open"),
    "award": N_("Award and start"),
    "contract-end": N_("Contract end"),
    "likely-retender": N_("Likely re-tender"),
}
# What happens on a day: the stage it belongs to, and its name.
KINDS: Mapping[str, tuple[str, str]] = {
    "planned-call": ("planned", N_("Call for tenders planned")),
    "demand-due": ("planned", N_("Demand stated for")),
    "published": ("open", N_("Call for tenders published")),
    "interest-due": ("open", N_("Expressions of interest due")),
    "requests-due": ("open", N_("Requests to participate due")),
    "tenders-due": ("open", N_("Tenders due")),
    "awarded": ("award", N_("Awarded")),
    "signed": ("award", N_("Contract signed")),
    "contract-start": ("award", N_("Contract starts")),
    "contract-end": ("contract-end", N_("Contract ends")),
    "likely-retender": ("likely-retender", N_("New call likely")),
}
CERTAINTIES: Mapping[str, str] = {
    "stated": N_("stated"),
    "planned": N_("planned"),
    "computed": N_("computed"),
    "inexact": N_("not exact"),
}
# How the qualifier of a date is read; a date without one is stated.
QUALIFIERS: Mapping[str, tuple[str, str]] = {
    "planned": ("planned", N_("planned")),
    "inferred": ("computed", N_("computed")),
    "around": ("inexact", N_("about")),
    "observed": ("inexact", N_("by then")),
    "not-after": ("inexact", N_("not after")),
    "not-before": ("inexact", N_("not before")),
}
_WRITTEN = re.compile(r"(\d{4})(?:-(\d{2})(?:-(\d{2}))?)?(?:Z|[+-]\d{2}:\d{2})?")
_OFFSET = re.compile(r"([+-])(\d{2}):(\d{2})")


@dataclass(frozen=True, slots=True)
class Clock:
    """What a notice says of the hour: local time, its distance from UTC, the moment in UTC, or that these disagree."""

    local: str | None = None
    offset: str | None = None
    instant: str | None = None
    conflict: bool = False

    @property
    def moment(self) -> datetime | None:
        """The moment in UTC, None where it is not known."""
        if self.instant is None or self.conflict:
            return None
        try:
            found = datetime.fromisoformat(self.instant)
        except ValueError:
            return None
        return (found if found.tzinfo else found.replace(tzinfo=UTC)).astimezone(UTC)

    def at(self, day: date) -> datetime | None:
        """Return when it is: in UTC where that is known or can be told, without a zone where no offset is stated."""
        if self.conflict or self.local is None:
            return self.moment
        if self.moment is not None:
            return self.moment
        try:
            local = datetime.combine(day, time.fromisoformat(self.local))
            zone = zone_of(self.offset)
            return local.replace(tzinfo=zone).astimezone(UTC) if zone else local
        except (ValueError, OverflowError):
            return None


NO_CLOCK = Clock()


@dataclass(frozen=True, slots=True)
class Entry:
    """A day, month or year in which something happens to a purchase; `first` and `last` are the days it can mean.

    `key` names it in every release, `parts` are the lots it is about, `issued` is when its newest document appeared.
    """

    key: str
    about: str
    parts: tuple[str, ...]
    kind: str
    written: str
    first: date
    last: date
    qualifier: str | None
    clock: Clock
    buyers: tuple[str, ...]
    countries: tuple[str, ...]
    products: tuple[str, ...]
    groups: tuple[str, ...]
    sources: tuple[str, ...]
    issued: str

    @property
    def stage(self) -> str:
        """The stage of the purchase that it belongs to."""
        return KINDS[self.kind][0]

    @property
    def certainty(self) -> str:
        """Whether it is stated, planned, computed or not exact."""
        return QUALIFIERS.get(self.qualifier or "", ("stated", ""))[0]

    @property
    def is_day(self) -> bool:
        """Whether it is a day, not a month or a year."""
        return self.first == self.last

    @property
    def when(self) -> datetime | None:
        """The hour of the day, None where only the day is known."""
        return self.clock.at(self.first) if self.is_day else None


def zone_of(offset: str | None) -> timezone | None:
    """Return the distance from UTC that a notice writes (`Z`, `+02:00`); None for none, or one that is none."""
    if offset == "Z":
        return UTC
    found = _OFFSET.fullmatch(offset or "")
    if not found:
        return None
    distance = timedelta(hours=int(found[2]), minutes=int(found[3]))
    return timezone(distance if found[1] == "+" else -distance) if distance < timedelta(days=1) else None


def span(written: str) -> tuple[date, date] | None:
    """Return the first and last day that a date of XML Schema can mean (day, month or year); None if it is none."""
    found = _WRITTEN.fullmatch(written)
    if not found:
        return None
    year, month, day = (int(part) if part else 0 for part in found.groups())
    try:
        first = date(year, month or 1, day or 1)
        end = month or 12
        return first, first if day else date(year, end, calendar.monthrange(year, end)[1])
    except ValueError:
        return None
