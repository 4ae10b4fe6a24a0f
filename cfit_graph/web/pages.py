"""Pages: Jinja2 templates with every value escaped, one stylesheet, no scripts."""

from collections.abc import Mapping
from functools import cache
from importlib.resources import files

from jinja2 import Environment, FunctionLoader, StrictUndefined
from starlette.responses import HTMLResponse

from cfit_graph.web import links


@cache
def environment() -> Environment:
    """Return the one environment all pages are written in."""
    written = Environment(
        loader=FunctionLoader(_template),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    written.filters["number"] = lambda number: f"{number:,}"
    written.filters["href"] = links.href
    return written


def page(
    template: str, headers: Mapping[str, str] | None = None, status: int = 200, /, **facts: object
) -> HTMLResponse:
    """Return the page that `template` makes of the facts."""
    return HTMLResponse(environment().get_template(template).render(facts), status, dict(headers or {}))


def _template(name: str) -> str:
    return files(__package__).joinpath("templates", name).read_text(encoding="utf-8")
