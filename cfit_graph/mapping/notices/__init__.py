"""Notices to statements: each notice its own named graph, on the terms of the eProcurement Ontology (ePO 4.2).

A procedure and its lots are the same things in every notice on them; their amounts, criteria, dates, parties and
results belong to the notice that states them, so that a later notice never blurs what an earlier one said.
"""

from cfit_graph.mapping.notices import call, lot, milestone, outcome, remark
from cfit_graph.mapping.notices.writing import Statements
from cfit_graph.records.notices import NoticeTree


def lines(tree: NoticeTree) -> list[str]:
    """Return what a notice says as lines of N-Quads, each once and ending in a line feed."""
    out = Statements(tree)
    call.document(out)
    call.notice(out)
    call.procedure(out)
    lot.lots(out)
    lot.codes(out, tree.codes)
    lot.criteria(out, tree.criteria)
    outcome.parties(out)
    outcome.values(out)
    outcome.results(out)
    outcome.tenders(out)
    outcome.contracts(out)
    milestone.milestones(out)
    remark.references(out)
    remark.withheld(out)
    return list(dict.fromkeys(out.lines))
