"""The parameters of a published question as the fields of a form, and what a reader sent for them, checked.

A value is only ever one of the choices, an IRI that holds no character with a meaning in SPARQL, or a day.
"""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from cfit_graph import parameters
from cfit_graph.iris import RDF, RDFS
from cfit_graph.parameters import Parameter
from cfit_graph.prefixes import shortened
from cfit_graph.web import asking, links, terms
from cfit_graph.web.catalogue import N_
from cfit_graph.web.edition import PublishedQuestion
from cfit_graph.web.reader import Reader
from cfit_graph.web.shelf import Opened

LONGEST, MOST = 2000, 150

_IRI = re.compile(r'[A-Za-z][A-Za-z0-9+.-]*:[^<>"{}|^`\\\x00-\x20]+')
_ANY = RDFS.Resource.value
_MISSING = N_("Choose a value.")
_UNKNOWN = N_("This is none of the values offered; choose one of them.")
_NO_DAY = N_("Write the day as year, month and day, such as 2025-03-31.")
_NO_IRI = N_("This is no IRI; copy one from the page of the thing, beginning with https://.")


@dataclass(frozen=True)
class Choice:
    """A value that is offered: its IRI, what it is called, and whether it is chosen."""

    value: str
    label: str
    chosen: bool = False


@dataclass(frozen=True)
class Asked:
    """A parameter with what may be chosen (nothing: it is typed), what is there now, and what is wrong with that."""

    parameter: Parameter
    choices: tuple[Choice, ...]
    values: tuple[str, ...]
    error: str | None = None

    @property
    def is_free(self) -> bool:
        """Whether it is typed, because any IRI will do or there are too many to choose from in a form."""
        return self.parameter.of_class == _ANY or (not self.parameter.several and len(self.choices) > MOST)

    @property
    def named(self) -> list[str]:
        """What the values are called, where they are typed."""
        return [choice.label for choice in self.choices if choice.chosen] if self.is_free else []


async def form(
    opened: Opened, question: PublishedQuestion, sent: Sequence[tuple[str, str]], reader: Reader
) -> list[Asked]:
    """Return the fields of the question, filled in as sent, or as the question has them; raise any QueryError."""
    return [_asked(one, await _choices(opened, one, reader), sent) for one in question.parameters]


def filled(question: PublishedQuestion, form: Sequence[Asked]) -> str:
    """Return the SPARQL of the question with the values of a form that has no error."""
    return parameters.filled(question.sparql, {one.parameter.name: one.values for one in form})


def _asked(parameter: Parameter, offered: Mapping[str, str], sent: Sequence[tuple[str, str]]) -> Asked:
    given = [links.full(value.strip()) or "" for name, value in sent if name == parameter.name]
    values = tuple(dict.fromkeys(value for value in given if value)) if given else parameter.defaults
    values = values if parameter.several else values[:1]
    choices = tuple(Choice(value, label, value in values) for value, label in offered.items())
    return Asked(parameter, choices, values, _error(parameter, values, offered))


def _error(parameter: Parameter, values: Sequence[str], offered: Mapping[str, str]) -> str | None:
    if not values:
        return None if parameter.optional else _MISSING
    if parameter.is_date:
        return None if all(map(_is_day, values)) else _NO_DAY
    if parameter.of_class == _ANY:
        return None if all(map(_is_iri, values)) else _NO_IRI
    return None if set(values) <= {*offered, *parameter.defaults} else _UNKNOWN


def _is_day(text: str) -> bool:
    try:
        return date.fromisoformat(text).isoformat() == text
    except ValueError:
        return False


def _is_iri(text: str) -> bool:
    return len(text) <= LONGEST and bool(_IRI.fullmatch(text))


async def _choices(opened: Opened, parameter: Parameter, reader: Reader) -> dict[str, str]:
    """Return what a parameter may stand for, by IRI, in the order of the labels; nothing if it is typed."""
    if parameter.is_date or parameter.of_class == _ANY:
        return {}
    if parameter.of_class == RDF.Property.value:
        names = await asking.labels(opened.pool, opened.edition.properties)
        return _ordered(opened.edition.properties, names, reader)
    if parameter.scheme:
        rows = await asking.rows(opened.pool, "choices-of-scheme", scheme=parameter.scheme)
    else:
        rows = await asking.rows(opened.pool, "choices-of-class", kind=str(parameter.of_class))
    names = terms.gathered(rows, "value", "label")
    return _ordered(names, names, reader)


def _ordered(iris: Iterable[str], names: terms.Labels, reader: Reader) -> dict[str, str]:
    called = {iri: terms.label(iri, names, reader.languages) or shortened(iri) for iri in iris}
    return dict(sorted(called.items(), key=lambda entry: (entry[1].casefold(), entry[0])))
