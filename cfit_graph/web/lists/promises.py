"""The lists of what is promised and what is asked for."""

from collections.abc import Mapping

from cfit_graph.iris import CFIT
from cfit_graph.web.catalogue import N_
from cfit_graph.web.lists.columns import DATE, PRODUCT, SCHEME, START, THEME, Declared, column, facet, kind, status

PROMISES, CRITERIA = N_("What they commit to"), N_("What they ask for")

KINDS: Mapping[str, Declared] = {
    "commitment": Declared(
        N_("Commitments"),
        CFIT.Commitment,
        (
            kind(CFIT.commitmentKind),
            status(CFIT.commitmentStatus),
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
        (kind(CFIT.jointStatementKind), column("by", N_("Made by"), CFIT.madeBy), DATE),
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
            SCHEME,
            column("set", N_("Criteria set"), CFIT.inCriteriaSet),
            facet("level", N_("Ambition level"), CFIT.ambitionLevel),
            THEME,
            PRODUCT,
            status(CFIT.criteriaStatus),
        ),
        CRITERIA,
    ),
    "criteria-set": Declared(
        N_("Criteria sets"),
        CFIT.CriteriaSet,
        (
            SCHEME,
            status(CFIT.criteriaStatus),
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
        (kind(CFIT.criteriaSchemeKind), column("by", N_("Operated by"), CFIT.operatedBy)),
        CRITERIA,
    ),
    "label-tier": Declared(
        N_("Levels of labels"),
        CFIT.LabelTier,
        (
            SCHEME,
            column("order", N_("Order"), CFIT.order, holds="numbers"),
        ),
        CRITERIA,
    ),
}
