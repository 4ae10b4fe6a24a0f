"""Typed records: what sources yield and mapping takes. `TABLES` names the table of each kind of record."""

from cfit_graph.records.criterion import CriteriaSchemeRecord, CriteriaSetRecord, CriterionRecord, LabelTierRecord
from cfit_graph.records.document import PublisherRecord, SourceDocumentRecord
from cfit_graph.records.framework import (
    CommitmentRecord,
    CpvCodeRecord,
    CpvMatchRecord,
    IndicatorRecord,
    ObservationRecord,
    ProcurementPhaseRecord,
    ProductGroupRecord,
    StrategyRecord,
    ThemeRecord,
)
from cfit_graph.records.group import BodyRecord, BuyerGroupRecord, PactRecord, RoleRuleRecord, WorkingGroupRecord
from cfit_graph.records.identity import IdentityDecisionRecord
from cfit_graph.records.membership import (
    GroupMembershipRecord,
    ParticipationRecord,
    PersonRecord,
    PostRecord,
    SeatRecord,
)
from cfit_graph.records.organisation import ChangeEventRecord, NameUsageRecord, OrganisationRecord
from cfit_graph.records.procurement import (
    AwardRecord,
    ClaimRecord,
    DisagreementRecord,
    MonetaryValueRecord,
    ProcedureRecord,
    QuantityRecord,
)
from cfit_graph.records.publication import (
    EventRecord,
    GoodPracticeRecord,
    GuidanceRecord,
    JointStatementRecord,
    NewsItemRecord,
    SignatureRecord,
)
from cfit_graph.records.record import Record, marker
from cfit_graph.records.signal import TextRuleRecord
from cfit_graph.records.withdrawal import WithdrawalRecord

TABLES: dict[str, type[Record]] = {
    "awards": AwardRecord,
    "bodies": BodyRecord,
    "buyer_groups": BuyerGroupRecord,
    "change_events": ChangeEventRecord,
    "claims": ClaimRecord,
    "commitments": CommitmentRecord,
    "cpv_codes": CpvCodeRecord,
    "cpv_product_groups": CpvMatchRecord,
    "criteria": CriterionRecord,
    "criteria_schemes": CriteriaSchemeRecord,
    "criteria_sets": CriteriaSetRecord,
    "disagreements": DisagreementRecord,
    "documents": SourceDocumentRecord,
    "events": EventRecord,
    "good_practices": GoodPracticeRecord,
    "group_memberships": GroupMembershipRecord,
    "guidance": GuidanceRecord,
    "identity_decisions": IdentityDecisionRecord,
    "indicators": IndicatorRecord,
    "joint_statements": JointStatementRecord,
    "label_tiers": LabelTierRecord,
    "monetary_values": MonetaryValueRecord,
    "name_usages": NameUsageRecord,
    "news_items": NewsItemRecord,
    "observations": ObservationRecord,
    "organisations": OrganisationRecord,
    "pacts": PactRecord,
    "participations": ParticipationRecord,
    "persons": PersonRecord,
    "posts": PostRecord,
    "procedures": ProcedureRecord,
    "procurement_phases": ProcurementPhaseRecord,
    "product_groups": ProductGroupRecord,
    "publishers": PublisherRecord,
    "quantities": QuantityRecord,
    "role_rules": RoleRuleRecord,
    "seats": SeatRecord,
    "signatures": SignatureRecord,
    "strategies": StrategyRecord,
    "text_signal": TextRuleRecord,
    "themes": ThemeRecord,
    "withdrawals": WithdrawalRecord,
    "working_groups": WorkingGroupRecord,
}

__all__ = ["TABLES", "Record", "marker"]
