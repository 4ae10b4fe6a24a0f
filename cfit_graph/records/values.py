"""The kinds of value a cell may hold: partial dates, references, notations, worded text, addresses, codes."""

import calendar
import re
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Annotated, Any, Self

import iso3166
from pydantic import AfterValidator, GetCoreSchemaHandler
from pydantic_core import CoreSchema, core_schema

from cfit_graph import iris

_PARTIAL_DATE = re.compile(r"([0-9]{4})(?:-([0-9]{2})(?:-([0-9]{2}))?)?")
_TAGGED = re.compile(r"(.*\S)\s*@([a-z]{2,3}(?:-[A-Za-z0-9]{2,8})*)", re.DOTALL)
_ADDRESS = re.compile(r"https?://[^\s/$.?#<>\"{}|\\^`][^\s<>\"{}|\\^`]*")
_CPV = re.compile(r"([0-9]{8})-([0-9])")


@dataclass(frozen=True)
class PartialDate:
    """A date as precise as its source: a day, a month or a year (XSD 1.1 date, gYearMonth, gYear)."""

    text: str

    @classmethod
    def parse(cls, text: str) -> Self:
        """Return the date written as 2027-05-15, 2027-05 or 2027; else raise ValueError."""
        match = _PARTIAL_DATE.fullmatch(text)
        if match is None:
            message = f"'{text}' is not a date: write 2027-05-15, or 2027-05, or 2027"
            raise ValueError(message)
        try:
            date(int(match[1]), int(match[2] or 1), int(match[3] or 1))
        except ValueError:
            message = f"'{text}' is no day of the calendar: check the month and the day"
            raise ValueError(message) from None
        return cls(text)

    @property
    def datatype(self) -> str:
        """The XML Schema type that fits the precision."""
        return {4: "gYear", 7: "gYearMonth", 10: "date"}[len(self.text)]

    @property
    def first(self) -> date:
        """The first day the text can mean."""
        year, month, day = (*(int(part) for part in self.text.split("-")), 1, 1)[:3]
        return date(year, month, day)

    @property
    def last(self) -> date:
        """The last day the text can mean."""
        year, month, day = (*(int(part) for part in self.text.split("-")), 0, 0)[:3]
        month = month or 12
        return date(year, month, day or calendar.monthrange(year, month)[1])

    @classmethod
    def __get_pydantic_core_schema__(cls, source: type[Any], handler: GetCoreSchemaHandler) -> CoreSchema:
        """Let a record declare a field of this type and give it text."""
        return core_schema.no_info_plain_validator_function(lambda value: cls.parse(str(value)))


# What the end points of a qualified date are known to be: (earliest known, latest known).
BOUNDED = {
    None: (True, True),
    "inferred": (True, True),
    "planned": (True, True),
    "around": (True, True),
    "observed": (False, True),
    "not-after": (False, True),
    "not-before": (True, False),
}


def bounds(when: PartialDate, qualifier: str | None) -> tuple[date | None, date | None]:
    """Return the earliest and the latest day `when` can mean; None where the qualifier leaves that end open.

    `observed` and `not-after` leave the earliest open, `not-before` the latest; `around` keeps the period as stated.
    """
    earliest_known, latest_known = BOUNDED[qualifier]
    return (when.first if earliest_known else None, when.last if latest_known else None)


@dataclass(frozen=True)
class Points:
    """Marks a cell that names a thing: its key, or `kind/key` where it may be of several kinds (`kind` is None)."""

    kind: str | None = None


@dataclass(frozen=True)
class Notation:
    """Marks a cell that holds the notation of a concept in a scheme."""

    scheme: str


@dataclass(frozen=True)
class Worded:
    """Marks text in a language: English unless the cell ends in `@nl` or another language tag."""


def worded(text: str) -> tuple[str, str]:
    """Return the text without its language tag, and the language: `Wallonie@fr` is French, no tag is English."""
    match = _TAGGED.fullmatch(text)
    return (match[1], match[2].lower()) if match else (text, "en")


@dataclass(frozen=True)
class Code:
    """Marks a cell whose text is a code in somebody else's namespace; `namespace` names it in iris.py."""

    namespace: str


@dataclass(frozen=True)
class Link:
    """Marks a cell that holds a web address."""


@dataclass(frozen=True)
class Gone:
    """Marks a cell that names, by kind and key, a thing that the graph no longer describes: its IRI becomes text."""


Marker = Points | Notation | Worded | Code | Link | Gone


def _key(text: str) -> str:
    return iris.checked_key(text)


def pointer(text: str) -> str:
    """Return `kind/key` if the text is that, both being keys; else raise ValueError."""
    kind, slash, key = text.partition("/")
    if not slash:
        message = f"'{text}' does not say what it names: write kind/key, such as organisation/nl-rws"
        raise ValueError(message)
    return f"{iris.checked_key(kind)}/{iris.checked_key(key)}"


def _country(text: str) -> str:
    country = iso3166.countries_by_alpha2.get(text)
    if country is None:
        message = f"'{text}' is not a country code: write the two capital letters of ISO 3166, such as NL"
        raise ValueError(message)
    return country.alpha3


def _address(text: str) -> str:
    if not _ADDRESS.fullmatch(text):
        message = f"'{text}' is not a web address: write it whole, beginning with https://"
        raise ValueError(message)
    return text


def _currency(text: str) -> str:
    if not re.fullmatch(r"[A-Z]{3}", text):
        message = f"'{text}' is not a currency code: write the three capital letters of ISO 4217, such as EUR"
        raise ValueError(message)
    return text


def _cpv(text: str) -> str:
    match = _CPV.fullmatch(text)
    if match is None:
        message = f"'{text}' is not a CPV code: write eight digits, a hyphen and the check digit, such as 30213100-6"
        raise ValueError(message)
    return match[1]


def _cpv_code(text: str) -> str:
    _cpv(text)
    return text


Key = Annotated[str, AfterValidator(_key)]
Text = Annotated[str, Worded()]
Thing = Annotated[str, AfterValidator(pointer), Points()]
Address = Annotated[str, AfterValidator(_address), Link()]
Country = Annotated[str, AfterValidator(_country), Code("country")]
Currency = Annotated[str, AfterValidator(_currency), Code("currency")]
Cpv = Annotated[str, AfterValidator(_cpv), Code("cpv")]
CpvCode = Annotated[str, AfterValidator(_cpv_code)]

# One alias per kind of thing a cell may name.
Organisation = Annotated[str, AfterValidator(_key), Points("organisation")]
Body = Annotated[str, AfterValidator(_key), Points("body")]
Commitment = Annotated[str, AfterValidator(_key), Points("commitment")]
CriteriaScheme = Annotated[str, AfterValidator(_key), Points("criteria-scheme")]
CriteriaSet = Annotated[str, AfterValidator(_key), Points("criteria-set")]
Criterion = Annotated[str, AfterValidator(_key), Points("criterion")]
Disagreement = Annotated[str, AfterValidator(_key), Points("disagreement")]
Document = Annotated[str, AfterValidator(_key), Points("source")]
Indicator = Annotated[str, AfterValidator(_key), Points("indicator")]
JointStatement = Annotated[str, AfterValidator(_key), Points("joint-statement")]
Person = Annotated[str, AfterValidator(_key), Points("person")]
Procedure = Annotated[str, AfterValidator(_key), Points("procedure")]
Seat = Annotated[str, AfterValidator(_key), Points("seat")]

# ... and one per scheme that records draw on often.
Condition = Annotated[str, AfterValidator(_key), Notation("product-condition")]
Confidence = Annotated[str, AfterValidator(_key), Notation("confidence")]
Qualifier = Annotated[str, AfterValidator(_key), Notation("date-qualifier")]
ProductGroup = Annotated[str, AfterValidator(_key), Notation("product-group")]
Relation = Annotated[str, AfterValidator(_key), Notation("pact-relation")]
Role = Annotated[str, AfterValidator(_key), Notation("role")]
Strategy = Annotated[str, AfterValidator(_key), Notation("strategy")]
Theme = Annotated[str, AfterValidator(_key), Notation("theme")]

Number = Decimal
