"""Who reads a page: the languages they like, and the address of the page they are at."""

from dataclasses import dataclass
from urllib.parse import parse_qsl, quote, urlencode

from starlette.types import Scope

from cfit_graph.web import negotiation

LANGUAGES = {"en": "English", "nl": "Nederlands", "fr": "Français", "de": "Deutsch"}
FIELD = "lang"

_DEFAULT = "en"


@dataclass(frozen=True)
class Reader:
    """The languages of the data a reader likes, best first and English last; that of the interface; where they are.

    `address` is the address of the page without the language; `chosen` says whether the language stood in it.
    """

    languages: tuple[str, ...] = (_DEFAULT,)
    language: str = _DEFAULT
    address: str = "/"
    chosen: bool = False

    @property
    def path(self) -> str:
        """The address without its query string."""
        return self.address.partition("?")[0]

    def at(self, language: str) -> str:
        """Return the address of this page in another language."""
        return f"{self.address}{'&' if '?' in self.address else '?'}{FIELD}={language}"

    def keep(self, address: str) -> str:
        """Return an address of this host as this reader goes on to it: in the language they chose, if they did."""
        before, mark, anchor = address.partition("#")
        if not self.chosen or f"{FIELD}=" in before:
            return address
        return f"{before}{'&' if '?' in before else '?'}{FIELD}={self.language}{mark}{anchor}"


NOBODY = Reader()


def of(scope: Scope) -> Reader:
    """Return the reader who sent a request: `?lang=` wins over Accept-Language (RFC 9110, section 12.5.4)."""
    fields = parse_qsl(scope["query_string"].decode("latin-1"), keep_blank_values=True, errors="replace")
    wished = next((value for name, value in fields if name == FIELD and value in LANGUAGES), None)
    accepted = ", ".join(value.decode("latin-1") for name, value in scope["headers"] if name == b"accept-language")
    languages = tuple(dict.fromkeys((*([wished] if wished else []), *negotiation.languages(accepted), _DEFAULT)))
    known = next(language for language in languages if language in LANGUAGES)
    return Reader(languages, known, _address(scope["path"], fields), wished is not None)


def _address(path: str, fields: list[tuple[str, str]]) -> str:
    """Return the address of a page on this host; a path that would name another host does not."""
    path = path.removesuffix(".html")
    rest = urlencode([(name, value) for name, value in fields if name != FIELD], errors="replace")
    here = quote("/" + path.lstrip("/\\"), safe="/-._~:@!$()*+,;=", errors="replace")
    return f"{here}?{rest}" if rest else here
