"""Real releases of OCDS as templates: the same release with other ids, names, days and amounts."""

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any

import year_names
import year_templates
from year_templates import Draw

_DAY = re.compile(r"(\d{4}-\d\d-\d\d)(T.*)?")
_PREFIX = len("ocds-xxxxxx-")
LISTS = ("parties", "suppliers", "tenderers")


@dataclass(frozen=True)
class Release:
    """A release and the day it came out."""

    whole: dict[str, Any]
    published: date


def releases(text: str) -> Iterator[Release]:
    """Yield the releases of a file that have a date: it is a release itself, or a package of them."""
    whole = json.loads(text)
    found = whole.get("releases", [whole]) if isinstance(whole, dict) else []
    for one in found:
        match = _DAY.fullmatch(str(one.get("date"))) if isinstance(one, dict) and "ocid" in one else None
        if match is not None:
            yield Release(one, date.fromisoformat(match[1]))


def varied(made: Release, drawn: Draw) -> dict[str, Any]:
    """Return the release as another one."""
    release = made.whole
    own = f"{str(release['ocid'])[:_PREFIX]}{year_templates.FIRST_NUMBER + drawn.number}"
    whole: dict[str, Any] = value(release, "", drawn)
    whole |= {"ocid": own, "id": f"{own}-{drawn.day}"}
    if isinstance(whole.get("tender"), dict) and "title" in whole["tender"]:
        whole["tender"] |= {"id": own, "title": f"{whole['tender']['title']} ({drawn.town} {drawn.number})"}
    return whole


def value(before: Any, field: str, drawn: Draw) -> Any:
    """Return what stands in a field of the other release."""
    if isinstance(before, list):
        return [value(one, field, drawn) for one in before]
    if isinstance(before, dict):
        made = {name: value(one, name, drawn) for name, one in before.items()}
        return party(made, before, field, drawn) if field in LISTS or field == "buyer" else made
    if field == "amount" and isinstance(before, int | float):
        return round(before * drawn.factor, 2)
    match = _DAY.fullmatch(before) if isinstance(before, str) else None
    return f"{year_templates.day(match[1], drawn)}{match[2] or ''}" if match else before


def party(made: dict[str, Any], before: dict[str, Any], field: str, drawn: Draw) -> dict[str, Any]:
    """Return a party under another name, the same wherever it is named."""
    name = before.get("name")
    if not name:
        return made
    if ("", name) not in drawn.names:
        buying = field == "buyer" or "buyer" in before.get("roles", [])
        drawn.names["", name] = year_names.drawn(drawn.random, "buyer" if buying else "supplier", "GB")
    other, number = drawn.names["", name]
    identifier = {"legalName": other, "id": number} if "identifier" in before else None
    return made | {"name": other} | ({"identifier": identifier} if identifier else {})
