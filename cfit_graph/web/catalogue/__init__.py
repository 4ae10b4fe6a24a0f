"""The texts of the interface: English is the key, the other languages are in the `.po` files here (GNU gettext).

`make messages` brings the files up to date; a test holds that nothing is missing in them.
"""

import gettext
from functools import cache
from importlib.resources import files
from io import BytesIO

from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po

TRANSLATED = ("nl", "fr", "de")


def N_(text: str) -> str:  # noqa: N802 - the name that gettext's tools know
    """Return the text; `make messages` finds it here, a template translates it by `_(text)`."""
    return text


@cache
def translations(language: str) -> gettext.NullTranslations:
    """Return the texts in a language: English where a text, or the language, is not translated. Read once."""
    if language not in TRANSLATED:
        return gettext.NullTranslations()
    with files(__package__).joinpath(f"{language}.po").open("rb") as opened:
        catalogue = read_po(opened, locale=language)
    compiled = BytesIO()
    write_mo(compiled, catalogue)
    compiled.seek(0)
    return gettext.GNUTranslations(compiled)
