"""Records to quads, one module per group of concepts; no files, no formats, no I/O."""

from collections.abc import Iterable, Iterator

from pyoxigraph import Quad

from cfit_graph.mapping import (
    criterion,
    document,
    framework,
    group,
    identity_lines,
    membership,
    organisation,
    procurement,
    publication,
    signal,
    withdrawal,
)
from cfit_graph.mapping.facts import Concept
from cfit_graph.records import Record

CONCEPTS: dict[str, Concept] = {
    "award": procurement.AWARD,
    "body": group.BODY,
    "buyer-group": group.BUYER_GROUP,
    "change-event": organisation.CHANGE_EVENT,
    "claim": procurement.CLAIM,
    "commitment": framework.COMMITMENT,
    "cpv-code": framework.CPV_CODE,
    "cpv-match": framework.CPV_MATCH,
    "criteria-scheme": criterion.CRITERIA_SCHEME,
    "criteria-set": criterion.CRITERIA_SET,
    "criterion": criterion.CRITERION,
    "disagreement": procurement.DISAGREEMENT,
    "event": publication.EVENT,
    "good-practice": publication.GOOD_PRACTICE,
    "group-membership": membership.GROUP_MEMBERSHIP,
    "guidance": publication.GUIDANCE,
    "identity-match": identity_lines.IDENTITY_DECISION,
    "indicator": framework.INDICATOR,
    "joint-statement": publication.JOINT_STATEMENT,
    "label-tier": criterion.LABEL_TIER,
    "monetary-value": procurement.MONETARY_VALUE,
    "name-usage": organisation.NAME_USAGE,
    "news-item": publication.NEWS_ITEM,
    "observation": framework.OBSERVATION,
    "organisation": organisation.ORGANISATION,
    "pact": group.PACT,
    "participation": membership.PARTICIPATION,
    "person": membership.PERSON,
    "post": membership.POST,
    "procedure": procurement.PROCEDURE,
    "procurement-phase": framework.PROCUREMENT_PHASE,
    "product-group": framework.PRODUCT_GROUP,
    "publisher": document.PUBLISHER,
    "quantity": procurement.QUANTITY,
    "role-rule": group.ROLE_RULE,
    "seat": membership.SEAT,
    "signature": publication.SIGNATURE,
    "source": document.SOURCE_DOCUMENT,
    "strategy": framework.STRATEGY,
    "text-rule": signal.TEXT_RULE,
    "theme": framework.THEME,
    "withdrawal": withdrawal.WITHDRAWAL,
    "working-group": group.WORKING_GROUP,
}


def quads(records: Iterable[Record]) -> Iterator[Quad]:
    """Yield what the records say, each fact in the named graph of the document that says it."""
    for record in records:
        yield from CONCEPTS[record.KIND].quads(record)
