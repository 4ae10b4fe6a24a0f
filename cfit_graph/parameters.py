"""What a reader may change in a published question, as the head of its file says for people and programs alike.

    # parameter: ?group, buyer group, cfit:BuyerGroup
    # parameter: ?role, role, vocabulary/role, several
    # parameter: ?day, day, xsd:date
    # parameter: ?country, country, vocabulary/country, optional

After the variable come what it is called, and what it may stand for: a concept of a scheme, a thing of a class, or a
day. `several` allows more than one value; with `optional` the question may be asked without any. The values that hold
until a reader chooses others are those of the VALUES clause of the variable, which a `#` before it switches off.
"""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from cfit_graph.iris import BASE
from cfit_graph.prefixes import PREFIXES

MARK = "parameter:"
DATE = "xsd:date"

_SCHEME = re.compile(r"vocabulary/[a-z0-9-]+")
_LINE = re.compile(
    r"\?(?P<name>\w+), (?P<label>[^,]+), (?P<range>[\w:/-]+)(?P<several>, several)?(?P<optional>, optional)?"
)
_TERM = re.compile(r'<[^<>"{}|^`\\\s]*>|"[^"\\]*"\^\^(?:<[^<>\s]*>|[\w:-]+)|[\w-]+:[\w-]+')
_VALUES = re.compile(
    r"(?P<off># )?VALUES (?P<names>\?\w+|\((?:\?\w+ ?)+\)) (?P<block>\{[^{}()]*\}|\{ \([^{}()]*\) \})", re.ASCII
)
_DECLARED = re.compile(r"^PREFIX ([\w-]*): <([^<>]*)>", re.MULTILINE)


@dataclass(frozen=True)
class Parameter:
    """A variable that a reader may give values; `range` is as written in the file, or for RDF the IRI it means."""

    name: str
    label: str
    range: str
    several: bool = False
    optional: bool = False
    defaults: tuple[str, ...] = ()

    @property
    def is_date(self) -> bool:
        """Whether it stands for a day."""
        return self.range == DATE

    @property
    def scheme(self) -> str | None:
        """The IRI of the concept scheme it takes its values from, None if it takes none from a scheme."""
        return BASE + self.range if _SCHEME.fullmatch(self.range) else None

    @property
    def of_class(self) -> str | None:
        """The IRI of the class whose things it stands for, None if it stands for no such thing."""
        prefix, _, name = self.range.partition(":")
        return None if self.is_date or self.scheme else PREFIXES[prefix] + name


def read(line: str, sparql: str) -> Parameter:
    """Return the parameter that a line of the head, `parameter:` left out, announces; raise ValueError if it is none.

    A default is an IRI, or a day (ISO 8601).
    """
    found = _LINE.fullmatch(line.strip())
    if found is None:
        raise ValueError(f"'{line.strip()}' is no parameter; write '?variable, label, range[, several][, optional]'")
    name, written = found["name"], found["range"]
    if not _SCHEME.fullmatch(written) and written.partition(":")[0] not in PREFIXES:
        raise ValueError(f"'{written}' is neither vocabulary/<scheme> nor a prefixed name of a class nor {DATE}")
    defaults, off = _defaults(name, sparql)
    several, optional = bool(found["several"]), bool(found["optional"])
    if off and not optional:
        raise ValueError(f"the VALUES of ?{name} are switched off; say 'optional', or take the '#' before them away")
    if len(defaults) > 1 and not several:
        raise ValueError(f"?{name} has {len(defaults)} values; say 'several'")
    return Parameter(name, found["label"], written, several, optional, () if off else defaults)


def filled(sparql: str, values: Mapping[str, Sequence[str]]) -> str:
    """Return the question with the values in place of its own: each value an IRI, or a day (ISO 8601), known to be one.

    A variable without values is not restricted: its VALUES clause is switched off.
    """
    date = "xsd:date" if "xsd" in _declared(sparql) else f"<{PREFIXES['xsd']}date>"

    def written(value: str) -> str:
        return f"<{value}>" if ":" in value else f'"{value}"^^{date}'

    def clause(found: re.Match[str]) -> str:
        names = re.findall(r"\w+", found["names"])
        if not set(names) & values.keys():
            return found[0]
        if len(names) == 1:
            given = values[names[0]]
            block = " ".join(written(value) for value in given)
            return f"VALUES ?{names[0]} {{ {block} }}" if given else f"# {found[0].removeprefix('# ')}"
        held = zip(names, _TERM.findall(found["block"]), strict=True)
        row = " ".join(written(values[name][0]) if name in values else term for name, term in held)
        return f"VALUES {found['names']} {{ ({row}) }}"

    return _VALUES.sub(clause, sparql)


def _defaults(name: str, sparql: str) -> tuple[tuple[str, ...], bool]:
    """Return the values a variable has in the text, and whether they are switched off; raise ValueError without any."""
    for found in _VALUES.finditer(sparql):
        names = re.findall(r"\w+", found["names"])
        if name in names:
            terms = _TERM.findall(found["block"])
            own = terms if len(names) == 1 else [terms[names.index(name)]]
            return tuple(_value(term, sparql) for term in own), bool(found["off"])
    raise ValueError(f"there is no VALUES clause for ?{name}, written 'VALUES ?{name} {{ … }}'")


def _value(term: str, sparql: str) -> str:
    if term.startswith("<"):
        return term[1:-1]
    if term.startswith('"'):
        return term[1:].partition('"')[0]
    prefix, _, name = term.partition(":")
    return _declared(sparql).get(prefix, "") + name


def _declared(sparql: str) -> dict[str, str]:
    return {found[1]: found[2] for found in _DECLARED.finditer(sparql)}
