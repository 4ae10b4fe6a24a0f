"""The lists of what is promised and what is asked for."""

from collections.abc import Mapping

from cfit_graph.iris import CFIT
from cfit_graph.web.catalogue import N_
from cfit_graph.web.lists.columns import DATE, PRODUCT, START, THEME, Declared, column, facet

PROMISES, CRITERIA = N_("What they commit to"), N_("What they ask for")

KINDS: Mapping[str, Declared] = {
    "commitment": Declared(
        N_("Commitments"),
        CFIT.Commitment,
        (
            facet("kind", N_("Kind"), CFIT.commitmentKind),
            facet("status", N_("Status"), CFIT.commitmentStatus),
            facet("by", N_("Committed by"), CFIT.committedBy),
            facet("role", N_("Role"), CFIT.appliesToRole),
            THEME,
            PRODUCT,
            column("due", N_("Due"), CFIT.dueDate, holds="dates"),
        ),
        PROMISES,
    ),
    "joint-statement": Declared(
        N_("Joint statements"),
        CFIT.JointStatement,
        (facet("kind", N_("Kind"), CFIT.jointStatementKind), column("by", N_("Made by"), CFIT.madeBy), DATE),
        PROMISES,
    ),
    "signature": Declared(
        N_("Signatures"),
        CFIT.Signature,
        (
            column("signatory", N_("Signed by"), CFIT.signatory),
            facet("statement", N_("Joint statement"), CFIT.signatureOf),
            DATE,
        ),
        PROMISES,
    ),
    "criterion": Declared(
        N_("Criteria"),
        CFIT.Criterion,
        (
            facet("type", N_("Type"), CFIT.criterionType),
            facet("scheme", N_("Criteria scheme"), CFIT.criteriaScheme),
            column("set", N_("Criteria set"), CFIT.inCriteriaSet),
            facet("level", N_("Ambition level"), CFIT.ambitionLevel),
            THEME,
            PRODUCT,
            facet("status", N_("Status"), CFIT.criteriaStatus),
        ),
        CRITERIA,
    ),
    "criteria-set": Declared(
        N_("Criteria sets"),
        CFIT.CriteriaSet,
        (
            facet("scheme", N_("Criteria scheme"), CFIT.criteriaScheme),
            facet("status", N_("Status"), CFIT.criteriaStatus),
            column("version", N_("Version"), CFIT.version),
            PRODUCT,
            THEME,
            START,
            column("supersedes", N_("Supersedes"), CFIT.supersedes),
        ),
        CRITERIA,
    ),
    "criteria-scheme": Declared(
        N_("Criteria schemes"),
        CFIT.CriteriaScheme,
        (facet("kind", N_("Kind"), CFIT.criteriaSchemeKind), column("by", N_("Operated by"), CFIT.operatedBy)),
        CRITERIA,
    ),
    "label-tier": Declared(
        N_("Levels of labels"),
        CFIT.LabelTier,
        (
            facet("scheme", N_("Criteria scheme"), CFIT.criteriaScheme),
            column("order", N_("Order"), CFIT.order, holds="numbers"),
        ),
        CRITERIA,
    ),
}
