"""Real notices as templates: what stands still, and the places where another notice says something else.

A template is its text cut at its slots. What is cut out is the notice's own: numbers, ids, dates, amounts, titles, and
the names and registration numbers of buyers and suppliers. Everything else, words and structure, stays as it is.
"""

import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, timedelta
from random import Random
from uuid import UUID

import year_names

FIRST_NUMBER = 10_000_000  # eight digits, which no notice of TED has
FILLERS = {"1970-01-01", "2000-01-01"}
SMALLEST, LARGEST = 0.4, 2.5  # by how much amounts differ from those of the template
_NAME = r"[\w.-]*:?"
_SPACE = r"\s*"
# What is cut out, by kind; the one group that matches is it.
_TITLED = rf"<{_NAME}ProcurementProject>{_SPACE}(?:<{_NAME}ID\b[^>]*>[^<]*</{_NAME}ID>{_SPACE})?<{_NAME}Name\b[^>]*>"
_NUMBERS = (rf"<{_NAME}NoticePublicationID\b[^>]*>", "<NO_DOC_OJS>", '\\bDOC_ID="', "<NOTICE_NUMBER_OJ>")
_MONEY = r"(?:currencyID|CURRENCY)=\"[A-Z]{3}\"[^>]*>"
_UUID = r"[0-9a-fA-F]{8}-(?:[0-9a-fA-F]{4}-){3}[0-9a-fA-F]{12}"
_SLOTS = {
    "number": re.compile(rf"(?:{'|'.join(_NUMBERS)})([^<\"]+)"),
    "issue": re.compile(rf"<(?:{_NAME}GazetteID\b[^>]*|NO_OJ)>([^<]+)"),
    "uuid": re.compile(rf"<{_NAME}ContractFolderID\b[^>]*>\s*([^<\s]+)|({_UUID})"),
    "day": re.compile(r">(\d{4}-\d\d-\d\d)(?=[<ZT+-])"),
    "packed day": re.compile(r"<(?:DATE_PUB|DS_DATE_DISPATCH|DT_DATE_FOR_SUBMISSION|DELETION_DATE)>(\d{8})"),
    "amount": re.compile(rf"(?:{_MONEY}|<LOW>|<HIGH>)(\d{{3,}}(?:\.\d+)?)(?=<)"),
    "title": re.compile(rf"(?:{_TITLED}|<TITLE>\s*<P>)([^<]+)"),
}
_COMPANY = re.compile(rf"<{_NAME}Company>.*?</{_NAME}Company>", re.DOTALL)
_ADDRESS = re.compile(
    r"<(ADDRESS_CONTRACTING_BODY(?:_ADDITIONAL)?|ADDRESS_CONTRACTOR|ADDRESS_WINNER)>.*?</\1>", re.DOTALL
)
_OWN_NAME = re.compile(rf"PartyName>{_SPACE}<{_NAME}Name\b[^>]*>([^<]+)|<OFFICIALNAME>([^<]+)")
_OWN_NUMBER = re.compile(rf"<{_NAME}CompanyID\b[^>]*>([^<]+)|<NATIONALID>([^<]+)")
_COUNTRY = re.compile(rf"<{_NAME}IdentificationCode\b[^>]*>([A-Z]{{3}})<|<COUNTRY VALUE=\"([A-Z]{{2}})\"")
_LOCAL_ID = re.compile(r"PartyIdentification>\s*<[^>]*>\s*([^<\s]+)")
_BUYING = re.compile(rf"<{_NAME}ContractingParty>.*?</{_NAME}ContractingParty>", re.DOTALL)
_PUBLISHED = re.compile(rf"<{_NAME}Publication>.*?PublicationDate>(\d{{4}}-\d\d-\d\d)|<DATE_PUB>(\d{{8}})", re.DOTALL)
_ISSUED = re.compile(rf"<{_NAME}IssueDate>(\d{{4}}-\d\d-\d\d)")


@dataclass(frozen=True)
class Template:
    """The text between the slots, the slots (kind and what stood there), and the day it was published."""

    still: tuple[str, ...]
    slots: tuple[tuple[str, str], ...]
    published: date
    own: str


@dataclass
class Draw:
    """What one notice draws: its number and day, and what is drawn once for everything in it."""

    number: int
    day: date
    issue: str
    shift: timedelta
    random: Random
    factor: float
    town: str
    names: dict[tuple[str, str], tuple[str, str]]
    ids: dict[str, str]


def template(text: str) -> Template | None:
    """Return a notice of TED as a template; None where it does not say when and under which number it came out."""
    found = _PUBLISHED.search(text) or _ISSUED.search(text)
    if found is None:
        return None
    marks = sorted({*spans(text), *party_spans(text)})
    still, slots, at = [], [], 0
    for start, end, kind in marks:
        if start >= at:
            still.append(text[at:start])
            slots.append((kind, text[start:end]))
            at = end
    own = next((written for kind, written in slots if kind == "number"), "")
    if not bare(own) or ("/" in own and "DOC_ID" not in text):
        return None
    return Template((*still, text[at:]), tuple(slots), date.fromisoformat(group(found)[2]), bare(own))


def group(match: re.Match[str]) -> tuple[int, int, str]:
    """Return start, end and text of the group that matched."""
    number = match.lastindex or 0
    return match.start(number), match.end(number), match[number]


def spans(text: str) -> list[tuple[int, int, str]]:
    """Return start, end and kind of the slots that do not belong to an organisation."""
    return [(*group(match)[:2], kind) for kind, pattern in _SLOTS.items() for match in pattern.finditer(text)]


def party_spans(text: str) -> list[tuple[int, int, str]]:
    """Return the slots of names and registration numbers, their kind telling role, country and who it is."""
    buyers = " ".join(match[0] for match in _BUYING.finditer(text))
    found = []
    for match in (*_COMPANY.finditer(text), *_ADDRESS.finditer(text)):
        id_, named, country = (pattern.search(match[0]) for pattern in (_LOCAL_ID, _OWN_NAME, _COUNTRY))
        if named is None:
            continue
        bought = "BODY" in match[1] if match.re is _ADDRESS else id_ is not None and f">{id_[1]}<" in buyers
        name = " ".join(group(named)[2].split())
        who = f"{'buyer' if bought else 'supplier'}\t{group(country)[2] if country else 'EUR'}\t{name}"
        for what, pattern in (("name", _OWN_NAME), ("registration", _OWN_NUMBER)):
            inner = (group(one) for one in pattern.finditer(match[0]))
            found += [(match.start() + start, match.start() + end, f"{what}\t{who}") for start, end, _ in inner]
    return found


def draw(number: int, day: date, issue: str, published: date, seed: int) -> Draw:
    """Return what a notice draws, the same for the same seed and number."""
    random = Random(f"{seed} {number}")  # noqa: S311 - drawn to be repeated, not to be secret
    factor = random.uniform(SMALLEST, LARGEST)
    return Draw(number, day, issue, day - published, random, factor, year_names.town(random), {}, {})


def written(made: Template, drawn: Draw) -> str:
    """Return the notice that a draw makes of a template."""
    parts = [made.still[0]]
    for (kind, before), after in zip(made.slots, made.still[1:], strict=True):
        parts += (slot(kind, before, made.own, drawn), after)
    return "".join(parts)


def slot(kind: str, before: str, own: str, drawn: Draw) -> str:
    """Return what stands in one slot."""
    what, _, who = kind.partition("\t")
    if who:
        return party(what, who, drawn)
    if what == "number":
        return renumbered(before, own, drawn)
    return FILL[what](before, drawn)


def party(what: str, who: str, drawn: Draw) -> str:
    """Return the name or the number of the organisation that stands in for one of the template."""
    role, country, name = who.split("\t")
    if (country, name) not in drawn.names:
        drawn.names[country, name] = year_names.drawn(drawn.random, role, country)
    return drawn.names[country, name][what == "registration"]


def bare(number: str) -> str:
    """Return the digits of a publication number without those of year and issue; nothing where there are none."""
    match = re.search(r"-(\d+)$|^0*(\d+)-\d{4}$", number.strip())
    return group(match)[2].lstrip("0") if match else ""


def renumbered(before: str, own: str, drawn: Draw) -> str:
    """Return the notice's own number where its own stood, for another's one of the year before; `n.a.` stays."""
    if not bare(before):
        return before
    year = drawn.day.year if bare(before) == own else drawn.day.year - 1
    number = FIRST_NUMBER + drawn.number
    return f"{year}/S {drawn.issue}-{number}" if "/" in before else f"{number}-{year}"


def uuid(before: str, drawn: Draw) -> str:
    """Return another id, the same wherever the same stood."""
    if before not in drawn.ids:
        drawn.ids[before] = str(UUID(int=drawn.random.getrandbits(128), version=4))
    return drawn.ids[before]


def day(before: str, drawn: Draw) -> str:
    """Return the day moved as far as the publication is; a filler stays, and so does what is no day."""
    if before in FILLERS:
        return before
    try:
        return (date.fromisoformat(before) + drawn.shift).isoformat()
    except (ValueError, OverflowError):
        return before


def amount(before: str, drawn: Draw) -> str:
    """Return an amount by the factor of the notice, with as many decimals as before."""
    decimals = len(before.partition(".")[2])
    return f"{float(before) * drawn.factor:.{decimals}f}"


FILL: dict[str, Callable[[str, Draw], str]] = {
    "issue": lambda before, drawn: f"{drawn.issue}/{drawn.day.year}" if "/" in before else str(int(drawn.issue)),
    "uuid": uuid,
    "day": day,
    "packed day": lambda before, drawn: day(f"{before[:4]}-{before[4:6]}-{before[6:]}", drawn).replace("-", ""),
    "amount": amount,
    "title": lambda before, drawn: f"{before.rstrip()} ({drawn.town} {drawn.number})",
}
