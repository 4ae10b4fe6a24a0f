"""What we say of notices ourselves, each in a graph of ours: product groups by CPV code, and words found in texts.

Lines of N-Quads, as of the notices themselves (see `mapping.notices`).
"""

from collections.abc import Iterable, Iterator

from cfit_graph import iris
from cfit_graph.iris import CFIT, DCTERMS, SCHEMA, SKOS
from cfit_graph.mapping.facts import Concept
from cfit_graph.mapping.notices.writing import Statements, escaped
from cfit_graph.mapping.product_groups import BROAD, EXACT, NARROW, ProductGroups
from cfit_graph.records.notices import Lot, Notice
from cfit_graph.records.signal import TextHit

TEXT_RULE = Concept(
    classes=(CFIT.TextRule,),
    properties={
        "topic": CFIT.signalTopic,
        "language": DCTERMS.language,
        "phrases": CFIT.phrases,
        "near": CFIT.nearPhrases,
        "unless": CFIT.unlessPhrases,
        "theme": SCHEMA.about,
        "strategy": SCHEMA.about,
        "scheme": SCHEMA.about,
    },
)

_SIGNALS, _GROUPS = str(iris.source("cfit-text-signal")), str(iris.source("cfit-cpv-groups"))
_MATCHES = {EXACT: str(SKOS.closeMatch), BROAD: str(SKOS.narrowMatch), NARROW: str(SKOS.broadMatch)}


def signal_lines(hits: Iterable[TextHit]) -> Iterator[str]:
    """Yield what the text signal found in one notice, each finding with its rule, its field and its words."""
    for number, hit in enumerate(hits, start=1):
        key = f"{hit.notice}-{number}"
        this = iris.thing("text-signal", key)
        tag = f"@{hit.language}" if hit.language else ""
        for predicate, value in (
            (iris.A, CFIT.TextSignal),
            (DCTERMS.identifier, f'"{key}"'),
            (DCTERMS.source, _SIGNALS),
            (CFIT.foundInNotice, iris.thing("notice", hit.notice)),
            (CFIT.foundByRule, iris.thing("text-rule", hit.rule)),
            (CFIT.textField, f'"{escaped(hit.field)}"'),
            (CFIT.snippet, f'"{escaped(hit.snippet)}"{tag}'),
        ):
            yield f"{this} {predicate} {value} {_SIGNALS} .\n"


def group_lines(out: Statements, groups: ProductGroups) -> Iterator[str]:
    """Yield for which product groups a procedure and its lots are, and how closely each of their codes matches."""
    notice = out.tree.notice
    purchases: list[tuple[str, Notice | Lot]] = [(out.procedure, notice)]
    purchases += [(out.lots[lot.id], lot) for lot in out.tree.lots]
    for this, purchase in purchases:
        codes = [*filter(None, [purchase.cpv_main]), *purchase.cpv_additional]
        for match in groups.matches(codes):
            group = iris.concept("product-group", match.group)
            yield f"{this} {CFIT.forProductGroup} {group} {_GROUPS} .\n"
            yield f"{iris.CPV[match.code]} {_MATCHES[match.kind]} {group} {_GROUPS} .\n"
