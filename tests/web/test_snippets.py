"""Each snippet of a page, run as it stands, gives what the page gives."""

import ast
import csv
import html
import importlib.util
import io
import json
import re
import shutil
import subprocess
import sys
from pathlib import Path

import httpx
import pytest

PLAIN = """PREFIX cfit: <https://w3id.org/cfit/ontology#>

SELECT ?body WHERE {
  ?body cfit:memberOf ?pact .
}
ORDER BY ?body
LIMIT 7
"""
HOSTILE = (
    '# it\'s "quoted" \\\\ `id` $HOME $(id) %s {x} é \u2028 </script> """\n'
    "SELECT ?word WHERE { VALUES ?word { \"it's \\\"this\\\"\" '''two\nlines''' } } ORDER BY ?word"
)
QUERIES = {"plain": PLAIN, "hostile": HOSTILE}

each = pytest.mark.parametrize("query", QUERIES.values(), ids=QUERIES.keys())


def snippets(client: httpx.Client, query: str) -> dict[str, str]:
    """Return the snippets of the page of an answer, by their titles."""
    page = client.get("/sparql", params={"query": query, "format": "html"}).text
    found = re.findall(r"<summary>([^<]*)</summary><pre[^>]*><code>(.*?)</code>", page, re.DOTALL)
    return {html.unescape(title): html.unescape(text) for title, text in found}


def answer(client: httpx.Client, query: str) -> list[list[str]]:
    return rows(client.post("/sparql", data={"query": query}, headers={"accept": "text/csv"}).text)


def rows(text: str) -> list[list[str]]:
    return list(csv.reader(io.StringIO(text, newline="")))


def run(*command: str) -> str:
    done = subprocess.run(command, capture_output=True, check=False, timeout=60)
    assert done.returncode == 0, done.stderr.decode()
    return done.stdout.decode()


@each
def test_the_line_for_curl_gives_the_answer(client: httpx.Client, query: str) -> None:
    if not (shutil.which("curl") and shutil.which("sh")):
        pytest.skip("there is no curl here")

    assert rows(run("sh", "-c", snippets(client, query)["curl"])) == answer(client, query)


@each
def test_the_lines_for_httpx_give_the_answer(client: httpx.Client, query: str, tmp_path: Path) -> None:
    script = tmp_path / "asked.py"
    script.write_text(snippets(client, query)["Python, httpx"], encoding="utf-8")

    assert rows(run(sys.executable, "-X", "utf8", str(script)).removesuffix("\n")) == answer(client, query)


@each
def test_the_lines_for_sparqlwrapper_give_the_answer(client: httpx.Client, query: str, tmp_path: Path) -> None:
    script = tmp_path / "asked.py"
    script.write_text(snippets(client, query)["Python, SPARQLWrapper"], encoding="utf-8")

    printed = [ast.literal_eval(line) for line in run(sys.executable, "-X", "utf8", str(script)).split("\n") if line]

    assert [list(row.values()) for row in printed] == answer(client, query)[1:]


@each
def test_the_lines_for_javascript_give_the_answer(client: httpx.Client, query: str, tmp_path: Path) -> None:
    node = shutil.which("node")
    if node is None:
        pytest.skip("there is no Node here")
    script = tmp_path / "asked.mjs"
    script.write_text(snippets(client, query)["JavaScript"], encoding="utf-8")

    found = json.loads(run(node, str(script)))

    assert [[term["value"] for term in row.values()] for row in found] == answer(client, query)[1:]


@each
def test_the_lines_for_r_give_the_answer(client: httpx.Client, query: str, tmp_path: Path) -> None:
    if shutil.which("Rscript") is None:
        pytest.skip("there is no R here")
    script = tmp_path / "asked.R"
    script.write_text(f"{snippets(client, query)['R']}\nwrite.csv(table, row.names = FALSE)\n", encoding="utf-8")

    assert run("Rscript", str(script)).count("\n") > len(answer(client, query))


@each
def test_the_lines_for_pandas_give_the_answer(client: httpx.Client, query: str, tmp_path: Path) -> None:
    if importlib.util.find_spec("pandas") is None:
        pytest.skip("pandas is not installed here")
    script = tmp_path / "asked.py"
    script.write_text(f"{snippets(client, query)['Python, pandas']}print(table.to_csv(index=False))", encoding="utf-8")

    assert len(answer(client, query)[1]) <= run(sys.executable, str(script)).count(",") + 1


@each
@pytest.mark.parametrize("title", ["Excel: Data, From Web", "R", "Python, pandas", "LibreOffice or Google Sheets"])
def test_the_address_for_a_spreadsheet_gives_the_answer(client: httpx.Client, query: str, title: str) -> None:
    found = re.search(r"http://[^\"'\s]+", snippets(client, query)[title])
    assert found

    assert rows(httpx.get(found[0]).text) == answer(client, query)


@pytest.mark.parametrize(
    ("title", "suffix", "command"),
    [("curl", "sh", "sh"), ("Python, rdflib", "py", sys.executable), ("JavaScript", "mjs", "node")],
)
def test_a_graph_is_asked_for_as_a_graph(
    client: httpx.Client, tmp_path: Path, title: str, suffix: str, command: str
) -> None:
    if shutil.which(command) is None:
        pytest.skip(f"there is no {command} here")
    script = tmp_path / f"asked.{suffix}"
    script.write_text(snippets(client, "CONSTRUCT { <urn:a> <urn:b> 'c' } WHERE {}")[title], encoding="utf-8")

    printed = run(command, str(script))

    assert printed.strip() == "1" if suffix == "py" else "<urn:a> <urn:b> " in printed


@pytest.mark.parametrize("host", ["evil.example/x", "a b", "x$(id)"])
def test_a_host_that_is_none_gets_no_snippet(client: httpx.Client, host: str) -> None:
    page = client.get("/sparql", params={"query": "ASK {}", "format": "html"}, headers={"host": host})

    assert "curl" not in page.text
