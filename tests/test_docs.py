"""The documentation is held to what it speaks of."""

import importlib.util
import re
from pathlib import Path

import pytest

from cfit_graph import __version__
from cfit_graph.settings import Settings

ROOT = Path(__file__).parent.parent
PAGES = [ROOT / "README.md", ROOT / "CONTRIBUTING.md", *sorted((ROOT / "docs").glob("*.md"))]


def test_the_page_of_the_data_model_is_what_would_be_written_now() -> None:
    spec = importlib.util.spec_from_file_location("data_model", ROOT / "docs" / "data_model.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)

    assert module.page(ROOT) == (ROOT / "docs" / "data-model.md").read_text(encoding="utf-8"), "run make docs"


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_every_file_a_page_links_to_is_there(page: Path) -> None:
    for target in re.findall(r"\]\((?!https?:|#|mailto:)([^)#]+)", page.read_text(encoding="utf-8")):
        assert (page.parent / target).exists(), target


def test_every_setting_is_documented_with_its_default() -> None:
    text = (ROOT / "README.md").read_text(encoding="utf-8")

    for name, field in Settings.model_fields.items():
        assert f"| `CFIT_{name.upper()}` | {field.description} | {field.default} |" in text


def test_the_version_is_one_number_everywhere() -> None:
    assert f'version = "{__version__}"' in (ROOT / "pyproject.toml").read_text(encoding="utf-8")
    assert f"## {__version__}" in (ROOT / "CHANGELOG.md").read_text(encoding="utf-8")
    assert f'owl:versionInfo "{__version__}"' in (ROOT / "ontology" / "cfit.ttl").read_text(encoding="utf-8")


def test_every_direct_dependency_has_its_reason() -> None:
    declared = re.findall(
        r'^    "([a-z0-9-]+)[>=;"]', (ROOT / "pyproject.toml").read_text(encoding="utf-8"), re.MULTILINE
    )
    text = (ROOT / "docs" / "dependencies.md").read_text(encoding="utf-8")

    assert not [name for name in declared if name not in text]


def test_nothing_names_a_machine_or_a_registry() -> None:
    for path in [*PAGES, *sorted((ROOT / "requirements").glob("*.txt")), ROOT / "Makefile", ROOT / "pyproject.toml"]:
        text = path.read_text(encoding="utf-8")
        assert not re.search(r"/(?:root|home|work)/|--(?:extra-)?index-url|files\.pythonhosted", text), path
