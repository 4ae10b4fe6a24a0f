"""Which other notices this one speaks of, and what it withholds."""

from cfit_graph.iris import CFIT
from cfit_graph.mapping.notices import writing
from cfit_graph.mapping.notices.writing import Statements, in_table

REFERENCES = {
    "change": str(CFIT.changesNotice),
    "modification": str(CFIT.modifiesContractOf),
    "previous": str(CFIT.continuesNotice),
}


def references(out: Statements) -> None:
    """Say which notices this one changes, modifies the contract of, or follows: by key, or as written without one."""
    for reference in out.tree.references:
        out.say(out.notice, REFERENCES[reference.kind], writing.text(reference.target_key or reference.target))
        for section in reference.sections:
            out.say(out.notice, str(CFIT.changedSection), writing.text(section))
        for reason in reference.reasons:
            out.say(out.notice, str(CFIT.changeReason), writing.authority("change-corrig-justification", reason))


def withheld(out: Statements) -> None:
    """Say which fields are kept from the public, why and until when."""
    for number, field in enumerate(out.tree.withheld, start=1):
        this = out.begin_part("withheld-field", str(CFIT.WithheldField), str(number))
        out.say_all(
            this,
            (
                (str(CFIT.withheldFrom), out.named(field.of) or out.procedure, str),
                (str(CFIT.withheldContent), field.field, in_table("non-publication-identifier")),
                (str(CFIT.withheldReason), field.reason, in_table("non-publication-justification")),
                (str(CFIT.withheldUntil), field.until, writing.date),
            ),
        )
