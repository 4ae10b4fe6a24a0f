"""The filters of a page: of each the values that most rows have; a text brings up the others, with their counts."""

from collections.abc import Callable, Sequence
from typing import NamedTuple

from cfit_graph.web.lists.view import Choice

CHOICES = 24  # values of a filter that a page offers


class Facet(NamedTuple):
    """A filter: its name in addresses, its heading, its choices with their texts, and how many are left out."""

    key: str
    heading: str
    choices: list[tuple[Choice, str]]
    left_out: int
    is_open: bool


def facet(
    key: str, heading: str, choices: Sequence[Choice], text: Callable[[Choice], str], *, is_open: bool
) -> Facet | None:
    """Return the filter with its first choices; None if it leaves nothing to choose, and nothing is chosen of it."""
    is_chosen = any(choice.chosen for choice in choices)
    if len(choices) <= 1 and not is_chosen:
        return None
    shown = [(choice, text(choice)) for choice in choices[:CHOICES]]
    return Facet(key, heading, shown, max(0, len(choices) - CHOICES), is_open or is_chosen)
