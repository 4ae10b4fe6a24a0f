"""The picture of the main classes shows what the ontology and the shapes say today."""

import html
import importlib.util
import re
from collections import Counter
from pathlib import Path
from types import ModuleType

import httpx
import pytest

ROOT = Path(__file__).parents[2]


@pytest.fixture(scope="module")
def diagram() -> ModuleType:
    spec = importlib.util.spec_from_file_location("ontology_diagram", ROOT / "docs" / "ontology_diagram.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def test_the_picture_has_each_class_and_each_connection_of_today(diagram: ModuleType) -> None:
    dot = "\n".join(diagram.lines(*diagram.read(ROOT)))
    picture = (ROOT / diagram.PICTURE).read_text(encoding="utf-8")
    expected = Counter(word for label in re.findall(r'label="([^"]*)"', dot) for word in label.split("\\n"))
    shown = Counter(html.unescape(text) for text in re.findall(r"<text[^>]*>([^<]*)</text>", picture))

    assert len(expected) > 40
    assert shown == expected, "run python docs/ontology_diagram.py"


def test_the_picture_leaves_its_colours_to_the_page_and_leads_to_the_pages_of_its_classes(address: str) -> None:
    page = httpx.get(f"{address}/ontology", headers={"accept": "text/html"}).text
    picture = page[page.index("<svg") : page.index("</svg>")]

    assert not re.search(r'(?:fill|stroke|style|font-family)="', picture)
    links = set(re.findall(r'href="(/[^"]*)"', picture))
    assert "/ontology/BuyerGroup" in links
    assert [link for link in sorted(links) if httpx.head(f"{address}{link}").status_code != 200] == []
