"""Write a made-up year of ICT notices in the formats of their publishers, drawn from real ones, for benchmarks.

    python benchmarks/year.py --out FOLDER [--notices 75000] [--seed 1] [--from ../shared/notices] [--jobs 2]

The templates are the real ICT notices of the sample: eForms, R2.0.9 and OCDS. Each notice has its own number, ids,
days, amounts and title, and buyers and suppliers out of thousands; the rest is the template's. Nobody published them.
For each working day there is a package as TED gives out, `ted/20260105_001.tar.gz`, and a release package of OCDS,
`ocds/2026-01-05.json`. The same sample, number and seed give the same bytes. FOLDER is then for `cfit ingest FOLDER`:
95 of 100 notices are in scope of ICT; each of these is mapped to about 200 statements, those of 79,000 to 15 million.
"""

import argparse
import csv
import gzip
import io
import json
import sys
import tarfile
import time
from collections.abc import Iterable
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass
from datetime import date, timedelta
from functools import lru_cache
from pathlib import Path
from random import Random

import year_releases
import year_templates

YEAR = 2026
# How many of a hundred notices are of each format; eForms is what TED has published since 2024.
SHARES = {"eforms": 70, "ted_r209": 20, "ocds": 10}
SAMPLE = Path(__file__).parent.parent.parent / "shared" / "notices"
WORKDAYS, LEVEL = 5, 1
Made = year_templates.Template | year_releases.Release
PLACE = "https://notices.example.org/"


@dataclass(frozen=True)
class Issue:
    """What is published on one day: the notices from one number to before another."""

    number: int
    day: date
    first: int
    last: int
    sample: str
    seed: int
    out: str


@lru_cache(maxsize=1)
def templates(sample: str) -> dict[str, list[tuple[int, Made]]]:
    """Return the real ICT notices of the sample by format, each with its size; exit where there are none."""
    try:
        rows = list(csv.DictReader((Path(sample) / "manifest.csv").open(encoding="utf-8")))
    except OSError as error:
        sys.exit(f"{sample}: no sample of real notices with its manifest.csv there: {error.strerror}")
    found: dict[str, list[tuple[int, Made]]] = {kind: [] for kind in SHARES}
    for row in rows:
        kind = row["file"].partition("/")[0]
        if row["authenticity"].startswith("real") and row["has_ict_cpv"] == "y" and kind in SHARES:
            text = (Path(sample) / row["file"]).read_text(encoding="utf-8")
            one = () if kind == "ocds" else (year_templates.template(text),)
            made: Iterable[Made | None] = one or year_releases.releases(text)
            found[kind] += [(len(text), one) for one in made if one is not None]
    return found


def drawn_template(kind: str, issue: Issue, random: Random) -> Made:
    """Return a template: the larger of two, because the sample's notices are shorter than those of a whole year."""
    pool = templates(issue.sample)[kind]
    return max(random.choices(pool, k=2), key=lambda one: one[0])[1]


def write(issue: Issue) -> tuple[int, int]:
    """Write the packages of one day; return how many notices they hold, and of how many bytes."""
    out, exported, released = Path(issue.out), [], []
    for number in range(issue.first, issue.last):
        random = Random(f"{issue.seed} template {number}")  # noqa: S311 - drawn to be repeated
        kind = random.choices(list(SHARES), weights=list(SHARES.values()))[0]
        made = drawn_template(kind, issue, random)
        drawn = year_templates.draw(number, issue.day, f"{issue.number:03}", made.published, issue.seed)
        if isinstance(made, year_releases.Release):
            released.append(year_releases.varied(made, drawn))
        else:
            exported.append((year_templates.FIRST_NUMBER + number, year_templates.written(made, drawn).encode()))
    if exported:
        archive(out / "ted" / f"{issue.day:%Y%m%d}_{issue.number:03}.tar.gz", issue, exported)
    text = json.dumps({"uri": f"{PLACE}{issue.day}", "version": "1.1", "releases": released}, ensure_ascii=False)
    if released:
        (out / "ocds" / f"{issue.day}.json").write_text(text, encoding="utf-8")
    return len(exported) + len(released), len(text) + sum(len(content) for _, content in exported)


def archive(path: Path, issue: Issue, exported: list[tuple[int, bytes]]) -> None:
    """Write a daily package: the same notices make the same bytes."""
    packed = gzip.GzipFile("", "wb", LEVEL, path.open("wb"), mtime=0)
    with packed, tarfile.open(fileobj=packed, mode="w") as whole:
        for number, content in exported:
            member = tarfile.TarInfo(f"{issue.day:%Y%m%d}_{issue.number:03}/{number}_{issue.day.year}.xml")
            member.size = len(content)
            whole.addfile(member, io.BytesIO(content))


def issues(given: argparse.Namespace) -> list[Issue]:
    """Return the working days of the year with their notices."""
    days = [date(YEAR, 1, 1) + timedelta(days=number) for number in range(365)]
    days = [day for day in days if day.weekday() < WORKDAYS]
    bounds = [given.notices * number // len(days) for number in range(len(days) + 1)]
    fixed = (str(given.sample), given.seed, str(given.out))
    return [Issue(number, day, bounds[number - 1], bounds[number], *fixed) for number, day in enumerate(days, start=1)]


def main() -> None:
    """Write the year and say how much there is."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--out", type=Path, required=True)
    parser.add_argument("--notices", type=int, default=75_000)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--from", type=Path, default=SAMPLE, dest="sample")
    parser.add_argument("--jobs", type=int, default=2)
    given = parser.parse_args()
    began = time.perf_counter()
    sizes = {kind: len(found) for kind, found in templates(str(given.sample)).items()}
    for folder in ("ted", "ocds"):
        (given.out / folder).mkdir(parents=True, exist_ok=True)
    with ProcessPoolExecutor(given.jobs) as pool:
        written = list(pool.map(write, issues(given)))
    notices, content = (sum(column) for column in zip(*written, strict=True))
    print(f"templates: {', '.join(f'{number} {kind}' for kind, number in sizes.items())}")
    print(f"{notices:,} notices, {content / 1e6:,.0f} MB unpacked, in {time.perf_counter() - began:.0f} s")


if __name__ == "__main__":
    main()
