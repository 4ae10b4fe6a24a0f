"""Pages: Jinja2 templates in the reader's language, with every value escaped."""

import hashlib
import html
import re
from collections.abc import Mapping
from functools import cache, partial
from importlib.resources import files

from jinja2 import Environment, FunctionLoader, StrictUndefined
from markupsafe import Markup, escape
from starlette.responses import HTMLResponse

from cfit_graph import prefixes
from cfit_graph.iris import BASE
from cfit_graph.web import assets, catalogue, fence, links, wording
from cfit_graph.web.reader import FIELD, LANGUAGES, Reader

_ONWARD = re.compile(r'<a ([^>]*?)href="((?:/(?!static/|data/(?!changes"))|\?)[^"]*)"')
_WORDED = ("number", "figure", "size", "day", "duration", "weekday")
_FORM = re.compile(r'<form (?![^>]*method="post")[^>]*>')


@cache
def environment(language: str) -> Environment:
    """Return the one environment that all pages in a language are written in.

    `_(text)` translates a text and escapes it; a text with markup in it is written between `trans` and `endtrans`.
    """
    written = Environment(
        loader=FunctionLoader(_template),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        extensions=["jinja2.ext.i18n"],
    )
    written.policies["ext.i18n.trimmed"] = True
    said = catalogue.translations(language)
    written.install_gettext_callables(said.gettext, said.ngettext, newstyle=True)  # type: ignore[attr-defined]
    written.globals["_"] = partial(_translated, language)
    written.globals |= {"asset": assets.address, "languages": LANGUAGES, "base": BASE, "nonce": ""}
    written.filters |= {name: partial(_worded, name, language) for name in _WORDED}
    written.filters |= {"href": links.href, "short": prefixes.shortened}
    return written


@cache
def digest() -> str:
    """Return a hash of what pages are made with, for their entity tags: templates, texts and static files."""
    hashed = hashlib.sha256(assets.digest().encode())
    for folder in ("templates", "catalogue"):
        for path in sorted(files(__package__).joinpath(folder).iterdir(), key=lambda path: path.name):
            if path.is_file():
                hashed.update(f"{path.name}\0".encode() + path.read_bytes())
    return hashed.hexdigest()[:16]


def page(
    template: str,
    reader: Reader,
    headers: Mapping[str, str] | None = None,
    status: int = 200,
    /,
    **facts: object,
) -> HTMLResponse:
    """Return the page that `template` makes of the facts for the reader.

    With a `nonce`, its policy allows styles that carry it; such a page is made anew each time and has no entity tag.
    """
    written = environment(reader.language).get_template(template).render(facts, reader=reader)
    sent = {"content-language": reader.language, **(headers or {})}
    if nonce := facts.get("nonce"):
        sent = {name: value for name, value in sent.items() if name != "etag"}
        sent[fence.POLICY_NAME] = fence.policy(f"'nonce-{nonce}'")
    return HTMLResponse(_kept(written, reader), status, sent)


def _kept(written: str, reader: Reader) -> str:
    """Return the page with every form and link that leads to a page of ours in the language the reader chose, if any.

    An attribute can only be written by a template: a quotation mark in a text is always escaped.
    """
    if not reader.chosen:
        return written
    kept = f'<input type="hidden" name="{FIELD}" value="{reader.language}">'
    written = _FORM.sub(lambda form: form[0] + kept, written)
    return _ONWARD.sub(lambda link: f'<a {link[1]}href="{escape(reader.keep(html.unescape(link[2])))}"', written)


def _translated(language: str, text: str, /, **values: object) -> Markup:
    """Return the text in the language, escaped, with the values put in where it names them."""
    said = escape(catalogue.translations(language).gettext(text)) if text else Markup()
    return said % values if values else said


def _worded(name: str, language: str, value: object) -> str:
    return str(getattr(wording, name)(value, language))


def _template(name: str) -> str:
    return files(__package__).joinpath("templates", name).read_text(encoding="utf-8")
