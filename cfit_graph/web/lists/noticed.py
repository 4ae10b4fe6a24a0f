"""The lists of what notices tell: notices, lots, parties, who these are, contracts."""

from collections.abc import Mapping

from cfit_graph.iris import CFIT, DCTERMS, EPO, A
from cfit_graph.web.catalogue import N_
from cfit_graph.web.lists.columns import COUNTRY, PRODUCT, Declared, Incoming, column, facet

NOTICED = N_("What notices tell")

_BOUGHT = Incoming(EPO.isResponsibilityOfBuyer, EPO.Procedure)
_PARTIES = Incoming(CFIT.identifiedAs, CFIT.Party)

KINDS: Mapping[str, Declared] = {
    "notice": Declared(
        N_("Notices"),
        EPO.Notice,
        (
            facet("published", N_("Published"), EPO.hasPublicationDate, holds="dates"),
            facet("form", N_("Form"), EPO.hasFormType),
            COUNTRY,
            facet("product", N_("Product group"), EPO.refersToProcedure, CFIT.forProductGroup),
            column("buyer", N_("Buyer"), EPO.refersToProcedure, EPO.isResponsibilityOfBuyer),
            facet(
                "words", N_("Words on sustainability"), Incoming(CFIT.foundInNotice, CFIT.TextSignal), CFIT.foundByRule
            ),
            facet("format", N_("Format"), CFIT.noticeFormat),
            column("procedure", N_("Purchase"), EPO.refersToProcedure),
        ),
        NOTICED,
        ("procedure", N_("Purchases")),
    ),
    "lot": Declared(
        N_("Lots"),
        EPO.Lot,
        (
            PRODUCT,
            facet("nature", N_("Kind"), EPO.hasContractNatureType),
            facet("framework", N_("Framework agreement"), EPO.hasFrameworkAgreementType),
            facet("aim", N_("Aims"), EPO.fulfillsStrategicProcurement),
            facet("codes", N_("Environmental, social and innovative"), EPO.fulfillsRequirement),
            facet("accessibility", N_("Accessibility"), EPO.includesAccessibilityCriterion),
            column("place", N_("Place"), DCTERMS.spatial),
            column("procedure", N_("Purchase"), Incoming(EPO.hasProcurementScopeDividedIntoLot, EPO.Procedure)),
        ),
        NOTICED,
    ),
    "party": Declared(
        N_("Parties of notices"),
        CFIT.Party,
        (
            facet("role", N_("Role"), A),
            facet("country", N_("Country"), EPO.hasCountryCode),
            column("town", N_("Town"), CFIT.city),
            facet("activity", N_("Activity"), EPO.hasMainActivity),
            facet("size", N_("Size"), EPO.hasBusinessSize),
            column("known", N_("Taken for"), CFIT.identifiedAs),
            column("notice", N_("Notice"), Incoming(EPO.announcesRole, EPO.Notice)),
        ),
        NOTICED,
        ("known", N_("Organisations")),
    ),
    "actor": Declared(
        N_("Buyers and suppliers of notices"),
        CFIT.Actor,
        (
            COUNTRY,
            facet("role", N_("Role"), _PARTIES, A),
            column("notices", N_("Named in notices"), _PARTIES, holds="counts"),
            column("bought", N_("Bought"), _PARTIES, _BOUGHT, holds="counts"),
            column("won", N_("Won"), _PARTIES, Incoming(EPO.indicatesAwardToWinner, CFIT.Award), holds="counts"),
        ),
        NOTICED,
    ),
    "contract": Declared(
        N_("Contracts"),
        EPO.Contract,
        (
            facet("signed", N_("Signed"), EPO.hasContractConclusionDate, holds="dates"),
            facet("country", N_("Country"), Incoming(EPO.announcesContract, EPO.Notice), DCTERMS.spatial),
            column("number", N_("Contract number"), CFIT.contractReference),
            column("lot", N_("Lot"), EPO.includesTender, EPO.isSubmittedForLot),
            column("supplier", N_("Supplier"), EPO.includesTender, EPO.isSubmitedBy),
            column("notice", N_("Notice"), Incoming(EPO.announcesContract, EPO.Notice)),
        ),
        NOTICED,
    ),
}
