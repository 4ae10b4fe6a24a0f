"""The purposes, by what a thing is: its class, the scheme it belongs to, or its own IRI. The first that fits counts.

What belongs to a scheme is kept under `in ` and the IRI of the scheme.
"""

from collections.abc import Mapping

from cfit_graph import iris
from cfit_graph.iris import CFIT, EPO, FOAF, ORG, SKOS
from cfit_graph.web.purposes import buying, disagreement, framework, notices, participants
from cfit_graph.web.purposes.section import Purpose

PURPOSES: Mapping[str, Purpose] = {
    FOAF.Person.value: participants.PERSON,
    CFIT.SteeringCommittee.value: participants.COMMITTEE,
    CFIT.GoverningBody.value: participants.COMMITTEE,
    CFIT.Secretariat.value: participants.COMMITTEE,
    CFIT.ExpertPool.value: participants.COMMITTEE,
    CFIT.InternationalNetwork.value: participants.COMMITTEE,
    CFIT.BuyerGroup.value: participants.BUYER_GROUP,
    CFIT.WorkingGroup.value: participants.WORKING_GROUP,
    CFIT.CommunityOfPractice.value: participants.WORKING_GROUP,
    CFIT.Pact.value: participants.PACT,
    ORG.Organization.value: participants.ORGANISATION,
    CFIT.ProductGroup.value: buying.PRODUCT_GROUP,
    CFIT.Criterion.value: buying.CRITERION,
    CFIT.CriteriaSet.value: buying.CRITERIA_SET,
    CFIT.CriteriaScheme.value: buying.CRITERIA_SCHEME,
    CFIT.Commitment.value: framework.COMMITMENT,
    CFIT.Disagreement.value: disagreement.DISAGREEMENT,
    CFIT.Theme.value: framework.THEME,
    CFIT.Strategy.value: framework.THEME,
    EPO.Procedure.value: buying.PROCEDURE,
    EPO.Notice.value: notices.NOTICE,
    EPO.Contract.value: notices.CONTRACT,
    CFIT.Party.value: notices.PARTY,
    CFIT.Actor.value: notices.ACTOR,
    f"in {iris.scheme('country').value}": participants.COUNTRY,
    iris.scheme("theme").value: framework.FRAMEWORK,
    iris.scheme("strategy").value: framework.FRAMEWORK,
    SKOS.ConceptScheme.value: framework.SCHEME,
}
