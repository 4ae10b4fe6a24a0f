"""Words on sustainability: found in the language of the notice, with evidence, and not where they mean another."""

from pathlib import Path

import pytest

from cfit_graph.mapping.text_signal import SNIPPET, TextSignal
from cfit_graph.records.notices import EFORMS, FreeText, Notice, NoticeTree
from cfit_graph.records.signal import TextHit, TextRuleRecord
from cfit_graph.sources import tables


@pytest.fixture(scope="module")
def signal(root: Path) -> TextSignal:
    return TextSignal(tables.records(root / "data", TextRuleRecord))


def hits(signal: TextSignal, text: str, language: str | None = "ENG", field: str = "description") -> list[TextHit]:
    notice = Notice("ted-1-2026", EFORMS, "ted", language="ENG")
    return list(signal.hits(NoticeTree(notice, texts=(FreeText("LOT-0001", field, text, language),))))


def rules(signal: TextSignal, text: str, language: str | None = "ENG") -> set[str]:
    return {hit.rule for hit in hits(signal, text, language)}


@pytest.mark.parametrize(
    ("language", "text", "rule"),
    [
        ("ENG", "Half of the laptops may be refurbished or remanufactured.", "refurbished-en"),
        ("EN", "The REPAIRABILITY of devices is scored.", "repair-en"),
        ("ENG", "A take-back scheme for used equipment is required.", "take-back-en"),
        ("ENG", "Suppliers show due diligence in their supply chain.", "due-diligence-en"),
        ("ENG", "No conflict minerals may be used.", "conflict-minerals-en"),
        ("DEU", "Die Rücknahme der Altgeräte ist anzubieten.", "take-back-de"),
        ("DE", "Einhaltung der ILO-Kernarbeitsnormen", "labour-conditions-de"),
        ("DEU", "Anteil an Rezyklat im Gehäuse", "recycled-content-de"),
        ("FRA", "Ordinateurs reconditionnés acceptés", "refurbished-fr"),
        ("FRA", "L'indice de réparabilité de l\u2019appareil", "repair-fr"),
        ("NLD", "circulaire inkoop van beeldschermen", "circular-economy-nl"),
        ("NLD", "hergebruik van de apparatuur na afloop", "reuse-nl"),
        ("SPA", "equipos reacondicionados", "refurbished-es"),
        ("ITA", "computer ricondizionati", "refurbished-it"),
        ("POL", "zasady gospodarki o obiegu zamkniętym", "circular-economy-pl"),
        ("SWE", "återtag av uttjänt utrustning", "take-back-sv"),
        ("NOR", "tilbakekjøp av pc-er", "take-back-no"),
        ("NOB", "aktsomhetsvurderinger i leverandørkjeden", "due-diligence-no"),
        ("DAN", "Overholdelse af ILO-konventioner", "labour-conditions-da"),
        ("HUN", "EPEAT Gold vagy TCO Certified címke", "label-epeat"),
        ("HUN", "EPEAT Gold vagy TCO Certified címke", "label-tco"),
        ("DEU", "Drucker mit dem Blauen Engel", "label-blue-angel"),
        ("SWE", "Svanenmärkta produkter", "label-nordic-swan"),
    ],
)
def test_words_are_found_in_the_language_of_the_text(signal: TextSignal, language: str, text: str, rule: str) -> None:
    assert rule in rules(signal, text, language)


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("ENG", "Deliver to 14 EPEAT Street, Springfield."),
        ("ENG", "Questions to info@epeat.net or www.epeat.net/help"),
        ("ENG", "Please repeat the form."),
        ("ENG", "Financial and tax due diligence of the investor"),
        ("ENG", "Phase 1 discovery/due diligence phase, phase 2 design"),
        ("ENG", "Refurbishment of the school building, with new equipment"),
        ("ENG", "reuse of premises after the works"),
        ("ENG", "re-use of source code and software components"),
        ("ENG", "support for servers until end of life"),
        ("ENG", "exclusion grounds: child labour and human trafficking"),
        ("ENG", "a circular letter to all circulars"),
        ("FIN", "ilo on yhteinen"),
        ("DEU", "Rücknahme von Angeboten bis zum Ablauf der Frist"),
        ("DEU", "um nachhaltig erfolgreich zu sein"),
        ("POL", "Naruszenie prawa ochrony środowiska"),
        ("SPA", "Medición medioambiental con sensores"),
        ("NOR", "arbeid i et godt arbeidsmiljø og testmiljø"),
        ("FRA", "prestations sur ces environnements"),
    ],
)
def test_words_that_mean_something_else_are_left_alone(signal: TextSignal, language: str, text: str) -> None:
    assert rules(signal, text, language) == set()


def test_words_of_another_language_are_not_looked_for(signal: TextSignal) -> None:
    assert rules(signal, "refurbished laptops", "FRA") == set()
    assert rules(signal, "refurbished laptops", None) == {"refurbished-en"}  # ... but those of the notice are


def test_a_finding_quotes_its_words_and_nobody_s_address_or_telephone(signal: TextSignal) -> None:
    text = "x " * 400 + "call +47 22 33 44 55 or ola@example.org on refurbished laptops" + " y" * 400

    (found,) = hits(signal, text)

    assert "refurbished" in found.snippet
    assert len(found.snippet) <= SNIPPET + 2
    assert "ola@" not in found.snippet
    assert "22 33" not in found.snippet
    assert (found.notice, found.of, found.field, found.language) == ("ted-1-2026", "LOT-0001", "description", "en")


def test_a_text_that_is_repeated_for_every_lot_counts_once(signal: TextSignal) -> None:
    notice = Notice("ted-1-2026", EFORMS, "ted", language="ENG")
    texts = tuple(FreeText(f"LOT-{number:04}", "description", "refurbished laptops") for number in range(100))

    assert len(list(signal.hits(NoticeTree(notice, texts=texts)))) == 1


def test_every_language_has_every_topic(signal: TextSignal) -> None:
    topics = {
        language: {rule.id.rpartition("-")[0] for rule in found} for language, found in signal.rules.items() if language
    }

    assert set(topics) == {"da", "de", "en", "es", "fr", "it", "nl", "no", "pl", "sv"}
    assert len(set(map(frozenset, topics.values()))) == 1
