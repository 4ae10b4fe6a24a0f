"""Words of R2.0.9 in the codes of the authority tables that eForms uses, as the Publications Office maps them."""

# CA_TYPE in buyer-legal-type; the forms tell less than the table, which splits bodies by who controls them.
BUYER_TYPES = {
    "MINISTRY": "cga",
    "NATIONAL_AGENCY": "body-pl",
    "REGIONAL_AUTHORITY": "rl-aut",
    "REGIONAL_AGENCY": "body-pl",
    "BODY_PUBLIC": "body-pl",
    "EU_INSTITUTION": "eu-int-org",
}
# CA_ACTIVITY and CE_ACTIVITY in main-activity.
ACTIVITIES = {
    "AIRPORT_RELATED_ACTIVITIES": "airport",
    "DEFENCE": "defence",
    "ECONOMIC_AND_FINANCIAL_AFFAIRS": "econ-aff",
    "EDUCATION": "education",
    "ELECTRICITY": "electricity",
    "ENVIRONMENT": "env-pro",
    "EXPLORATION_EXTRACTION_COAL_OTHER_SOLID_FUEL": "solid-fuel",
    "EXPLORATION_EXTRACTION_GAS_OIL": "gas-oil",
    "GENERAL_PUBLIC_SERVICES": "gen-pub",
    "HEALTH": "health",
    "HOUSING_AND_COMMUNITY_AMENITIES": "hc-am",
    "PORT_RELATED_ACTIVITIES": "port",
    "POSTAL_SERVICES": "post",
    "PRODUCTION_TRANSPORT_DISTRIBUTION_GAS_HEAT": "gas-heat",
    "PUBLIC_ORDER_AND_SAFETY": "pub-os",
    "RAILWAY_SERVICES": "rail",
    "RECREATION_CULTURE_AND_RELIGION": "rcr",
    "SOCIAL_PROTECTION": "soc-pro",
    "URBAN_RAILWAY_TRAMWAY_TROLLEYBUS_BUS_SERVICES": "urttb",
    "WATER": "water",
}
# Why nothing was awarded, in non-award-justification. "Unsuccessful" says that no tender came in or that all were
# rejected, and no code says both: it is left out.
REASONS = {"PROCUREMENT_DISCONTINUED": "other"}
# Natures of the coded section, and codes of reserved participation (BT-71) of section III of the form.
NATURES = {"1": "works", "2": "supplies", "4": "services"}
RESERVED = {"RESTRICTED_SHELTERED_WORKSHOP": "res-ws", "RESERVED_ORGANISATIONS_SERVICE_MISSION": "res-pub-ser"}
