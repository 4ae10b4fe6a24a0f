"""What the made-up procurement graph says of each thing of the market, in the terms of the ontology and of ePO 4.2."""

from collections.abc import Iterator
from datetime import timedelta

import market
from market import Lot, Market, Purchase
from pyoxigraph import NamedNode
from terms import (
    REGISTER,
    Fact,
    code,
    concept,
    day,
    lot_of,
    named,
    notice,
    organisation,
    procedure,
    source,
    text,
    typed,
)

from cfit_graph import iris
from cfit_graph.iris import CFIT, COUNTRY, CURRENCY, DCTERMS, EPO, FOAF, ORG, SCHEMA, SKOS, A

TITLES = {
    "en": "Supply of {products} with take-back, ref {number}",
    "nl": "Levering van {products} met terugname, ref {number}",
    "de": "Lieferung von {products} mit Rücknahme, ref {number}",
    "fr": "Fourniture de {products} avec reprise, ref {number}",
}
PRODUCT_WORDS = {"en": "{product}", "nl": "groep {product}", "de": "Gruppe {product}", "fr": "groupe {product}"}
LEVELS = ("national", "regional", "local")
CRITERION_TYPES = ("selection-criterion", "technical-specification", "award-criterion", "contract-clause")
AMBITIONS = ("core", "comprehensive", "basic", "advanced")
THEMES = ("circularity", "fair", "climate-energy", "chemicals")
ROLES = ("participant", "coordinating", "procuring", "supporting")
PACT = iris.thing("pact", "cfit")


def code_facts(number: int) -> Iterator[Fact]:
    """Yield a code, its names and its place in the hierarchy."""
    this, above = code(number), market.broader(number)
    yield from named(this, SKOS.Concept, REGISTER)
    for language, words in PRODUCT_WORDS.items():
        yield this, SKOS.prefLabel, text(words.format(product=f"goods {market.code_text(number)}"), language)
    if above is not None:
        yield this, SKOS.broader, str(code(above))


def product_facts(place: int, name: str, size: Market) -> Iterator[Fact]:
    """Yield a product group."""
    this = iris.concept("product-group", name)
    yield from named(this, CFIT.ProductGroup, REGISTER)
    yield this, A, str(SKOS.Concept)
    for language, words in PRODUCT_WORDS.items():
        yield this, SKOS.prefLabel, text(words.format(product=name.replace("-", " ")), language)
    yield this, SKOS.closeMatch, str(code(market.scattered(place, size.codes)))


def criterion_facts(number: int) -> Iterator[Fact]:
    """Yield a criterion."""
    this = iris.thing("criterion", f"c-{number}")
    yield from named(this, CFIT.Criterion, REGISTER)
    yield this, SKOS.prefLabel, text(f"Criterion {number} on {THEMES[number % 4]}", "en")
    yield this, SKOS.prefLabel, text(f"Criterium {number} over {THEMES[number % 4]}", "nl")
    yield this, CFIT.criterionType, concept("criterion-type", CRITERION_TYPES[number % 4])
    yield this, CFIT.ambitionLevel, concept("ambition-level", AMBITIONS[number // 4 % 4])
    yield this, CFIT.concernsTheme, concept("theme", THEMES[number % 4])
    yield this, CFIT.forProductGroup, concept("product-group", market.PRODUCTS[number % len(market.PRODUCTS)])
    yield this, CFIT.weight, typed(f"{5 + number % 40}.0", "decimal")


def organisation_facts(kind: str, number: int, size: Market) -> Iterator[Fact]:
    """Yield an organisation; every third buyer takes part in the Pact."""
    this, random = organisation(kind, number), size.random(2 if kind == "buyer" else 3, number)
    yield from named(this, ORG.Organization, REGISTER)
    yield this, SKOS.prefLabel, text(f"Organisation {number} that is a {kind}", "en")
    yield this, SKOS.prefLabel, text(f"Organisatie {number}, {kind}", "nl")
    yield this, DCTERMS.spatial, str(COUNTRY[market.COUNTRIES[market.skewed(random, len(market.COUNTRIES))]])
    yield this, CFIT.organisationLevel, concept("organisation-level", random.choice(LEVELS))
    yield this, ORG.classification, concept("organisation-kind", "public" if kind == "buyer" else "private")
    yield this, FOAF.homepage, f"<https://{kind}-{number}.example.org/>"
    if kind == "buyer" and number % 3 == 0:
        part = iris.thing("participation", f"m-{number}")
        yield from membership(part, CFIT.Participation, this, PACT)
        yield part, ORG.role, concept("role", random.choice(ROLES))
        yield part, CFIT.participationStatus, concept("participation-status", "current")
        yield from day(part, CFIT.startDate, "start", market.FIRST_DAY + timedelta(days=random.randrange(market.DAYS)))


def membership(this: NamedNode, class_: NamedNode, member: NamedNode, whole: NamedNode) -> Iterator[Fact]:
    """Yield that an organisation is a member."""
    yield from named(this, class_, REGISTER)
    yield this, ORG.member, str(member)
    yield this, ORG.organization, str(whole)


def group_facts(number: int, size: Market) -> Iterator[Fact]:
    """Yield a buyer group and its members."""
    this, random = iris.thing("buyer-group", f"g-{number}"), size.random(4, number)
    yield from named(this, CFIT.BuyerGroup, REGISTER)
    yield this, SKOS.prefLabel, text(f"Buyer group {number}", "en")
    yield this, DCTERMS.spatial, str(COUNTRY[random.choice(market.COUNTRIES)])
    for member in sorted({market.skewed(random, size.buyers) for _ in range(random.randint(3, 30))}):
        part = iris.thing("group-membership", f"g-{number}-{member}")
        yield from membership(part, CFIT.GroupMembership, organisation("buyer", member), this)


def document_facts(number: int) -> Iterator[Fact]:
    """Yield the document that announces the purchases from this number on."""
    this = source(number)
    yield from named(this, CFIT.SourceDocument, REGISTER)
    yield this, DCTERMS.title, text(f"Bulletin {number // market.PER_SOURCE}", "en")
    yield this, DCTERMS.publisher, str(iris.thing("publisher", "bulletin"))
    yield this, SCHEMA.url, f"<https://bulletin.example.org/{number // market.PER_SOURCE}>"
    yield this, DCTERMS.issued, typed(market.FIRST_DAY + timedelta(days=number % market.DAYS), "date")


def purchase_facts(purchase: Purchase) -> Iterator[Fact]:
    """Yield a procedure, its notice, its lots, their values and awards."""
    yield from procedure_facts(purchase)
    yield from notice_facts(purchase)
    for place, lot in enumerate(purchase.lots):
        yield from lot_facts(purchase, place, lot)
        if lot.supplier is not None:
            yield from award_facts(purchase, place, lot)


def procedure_facts(purchase: Purchase) -> Iterator[Fact]:
    """Yield the procedure."""
    this = procedure(purchase.number)
    yield from named(this, EPO.Procedure, source(purchase.number))
    products = " and ".join(name.replace("-", " ") for name in purchase.products)
    for language in purchase.languages:
        yield this, SKOS.prefLabel, text(TITLES[language].format(products=products, number=purchase.number), language)
    yield this, EPO.involvesBuyer, str(organisation("buyer", purchase.buyer))
    yield this, CFIT.procedureKind, concept("procedure-kind", "framework-tender")
    yield this, CFIT.procedureStatus, concept("procedure-status", purchase.status)
    yield from day(this, CFIT.publishedDate, "published", purchase.published)
    yield from day(this, CFIT.deadline, "deadline", purchase.published + timedelta(days=purchase.days_open))
    for name in purchase.products:
        yield this, CFIT.forProductGroup, concept("product-group", name)
    for number in purchase.criteria:
        yield this, CFIT.usesCriterion, str(iris.thing("criterion", f"c-{number}"))


def notice_facts(purchase: Purchase) -> Iterator[Fact]:
    """Yield the notice that announces the procedure and its lots."""
    this = notice(purchase.number)
    yield from named(this, EPO.Notice, source(purchase.number))
    yield this, EPO.announcesProcedure, str(procedure(purchase.number))
    yield this, EPO.hasNoticePublicationNumber, text(f"{purchase.number:08}-{purchase.published.year}")
    yield this, EPO.hasPublicationDate, typed(purchase.published, "date")
    for place in range(len(purchase.lots)):
        yield this, EPO.announcesLot, str(lot_of(purchase, place))


def lot_facts(purchase: Purchase, place: int, lot: Lot) -> Iterator[Fact]:
    """Yield a lot with what it is for and its estimate."""
    this, purpose = lot_of(purchase, place), iris.thing("purpose", f"l-{purchase.number}-{place}")
    yield from named(this, EPO.Lot, source(purchase.number))
    yield procedure(purchase.number), EPO.hasProcurementScopeDividedIntoLot, str(this)
    yield this, SKOS.prefLabel, text(f"Lot {place + 1} of ref {purchase.number}", "en")
    yield this, EPO.hasPurpose, str(purpose)
    yield purpose, A, str(EPO.Purpose)
    yield purpose, EPO.hasMainClassification, str(code(lot.code))
    key = f"e-{purchase.number}-{place}"
    yield from value_facts(purchase, key, this, lot.estimate, lot.currency)


def award_facts(purchase: Purchase, place: int, lot: Lot) -> Iterator[Fact]:
    """Yield who won the lot, when and for how much."""
    this = iris.thing("award", f"a-{purchase.number}-{place}")
    yield from named(this, CFIT.Award, source(purchase.number))
    yield this, CFIT.awardedIn, str(procedure(purchase.number))
    yield this, CFIT.awardedTo, str(organisation("supplier", lot.supplier or 0))
    yield this, CFIT.awardPart, concept("award-part", "sole")
    yield from day(this, DCTERMS.date, "date", purchase.published + timedelta(days=purchase.days_open + 45))
    yield from value_facts(purchase, f"a-{purchase.number}-{place}", this, lot.price or 0, lot.currency)


def value_facts(purchase: Purchase, key: str, of: NamedNode, amount: int, currency: str) -> Iterator[Fact]:
    """Yield an amount of money."""
    this, kind = iris.thing("monetary-value", key), "estimated" if key.startswith("e") else "awarded"
    yield from named(this, EPO.MonetaryValue, source(purchase.number))
    yield this, CFIT.valueOf, str(of)
    yield this, CFIT.valueKind, concept("value-kind", kind)
    yield this, EPO.hasAmountValue, typed(f"{amount}.0", "decimal")
    yield this, EPO.hasCurrency, str(CURRENCY[currency])
    yield this, CFIT.vatStatus, concept("vat-status", "excluded")
