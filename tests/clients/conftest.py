"""The real service over the real graph on a loopback port, and right answers taken straight from the store."""

import os
import subprocess
import sysconfig
from collections.abc import Iterator
from pathlib import Path

import httpx
import pyoxigraph as ox
import pytest

SCRIPTS = Path(sysconfig.get_path("scripts"))

MEMBERS = """
PREFIX org: <http://www.w3.org/ns/org#>
PREFIX skos: <http://www.w3.org/2004/02/skos/core#>
SELECT ?organisation ?label WHERE {
  ?organisation a org:Organization ; skos:prefLabel ?label .
  FILTER (LANG(?label) = "en")
}
ORDER BY ?organisation ?label
LIMIT 25
"""
Pairs = list[tuple[str, str]]


@pytest.fixture(scope="session")
def endpoint(releases: Path) -> Iterator[str]:
    """The address of the SPARQL endpoint of a running `cfit serve`."""
    command = [str(SCRIPTS / "cfit"), "serve", "--port", "0", "--releases", str(releases)]
    server = subprocess.Popen(command, stdout=subprocess.PIPE, text=True, env={**os.environ, "PYTHONUNBUFFERED": "1"})
    assert server.stdout is not None
    try:
        address = server.stdout.readline().split()[-1].rstrip("/")
        httpx.get(f"{address}/-/ready", timeout=30).raise_for_status()
        yield f"{address}/sparql"
    finally:
        server.terminate()
        server.wait(30)
        server.stdout.close()


@pytest.fixture(scope="session")
def members(store: ox.Store) -> Pairs:
    """The right answer to MEMBERS."""
    found = store.query(MEMBERS)
    assert isinstance(found, ox.QuerySolutions)
    pairs = [(row["organisation"].value, row["label"].value) for row in found]
    assert len(pairs) == 25
    return pairs


@pytest.fixture(scope="session")
def members_query() -> str:
    return MEMBERS
