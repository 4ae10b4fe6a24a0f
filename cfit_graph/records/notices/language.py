"""Languages: the three letters of the EU's authority table (ISO 639-3), and the tags of literals (BCP 47)."""

from functools import lru_cache

_PAIRS = """
ARA:ar BOS:bs BUL:bg CAT:ca CES:cs CYM:cy DAN:da DEU:de ELL:el ENG:en EST:et EUS:eu FIN:fi FRA:fr GLE:ga GLG:gl HRV:hr
HUN:hu HYE:hy ISL:is ITA:it JPN:ja KAT:ka KOR:ko LAV:lv LIT:lt LTZ:lb MKD:mk MLT:mt NLD:nl NNO:nn NOB:nb NOR:no POL:pl
POR:pt ROH:rm RON:ro RUS:ru SLK:sk SLV:sl SPA:es SQI:sq SRP:sr SWE:sv TUR:tr UKR:uk ZHO:zh
"""
_TAGS = dict(pair.split(":") for pair in _PAIRS.split())
_CODES = {tag: code for code, tag in _TAGS.items()}
_SHORT, _LONG = 2, 3


@lru_cache(maxsize=1000)
def tag(written: str | None) -> str:
    """Return the tag of a language written with two or three letters; `und` (undetermined) for anything else."""
    text = (written or "").strip().replace("_", "-").partition("-")[0]
    if not (text.isascii() and text.isalpha() and len(text) in {_SHORT, _LONG}):
        return "und"
    return _TAGS.get(text.upper(), text.lower())


@lru_cache(maxsize=1000)
def code(written: str | None) -> str | None:
    """Return the three capital letters of a language written with two or three; None where they are not known."""
    found = tag(written)
    if len(found) == _LONG:
        return None if found == "und" else found.upper()
    return _CODES.get(found)
