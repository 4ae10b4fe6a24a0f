"""Pass every file of the sample of notices through ingest, check and release, twice, where there is no network.

    python benchmarks/sample.py [--scope all|ict] [--from ../shared/notices] [--jobs 2]
    python benchmarks/sample.py --real --tables data/notices

It ends with an error where a file is lost, a violation stands, or the second run gives another release. The second form
makes the tables of the project anew: the real notices of ICT of the sample, and nothing more than tables.
"""

import argparse
import csv
import re
import shutil
import subprocess
import sys
import tempfile
import time
from pathlib import Path

ROOT = Path(__file__).parent.parent
SAMPLE = ROOT.parent / "shared" / "notices"
FOLDERS = ("eforms", "ocds", "odd", "ted_old", "ted_r209")
CFIT = Path(sys.executable).with_name("cfit")
ALONE = (sys.executable, str(Path(__file__).with_name("alone.py")))
SUMMARY = re.compile(r"([\d,]+) read: ([\d,]+) mapped, ([\d,]+) out of scope, ([\d,]+) set aside")
SET_ASIDE = "set-aside.csv"


def cfit(*words: str | Path) -> str:
    """Return what the command prints, run without a network; exit with what it says where it fails."""
    began = time.perf_counter()
    done = subprocess.run([*ALONE, CFIT, *map(str, words)], capture_output=True, text=True, check=False)
    if done.returncode:
        sys.exit(f"cfit {words[0]} ended with {done.returncode}:\n{done.stdout}{done.stderr}")
    print(f"cfit {words[0]}: {time.perf_counter() - began:.1f} s")
    return done.stdout


def rows(sample: Path) -> list[dict[str, str]]:
    """Return the rows of the sample's manifest; exit where there is none."""
    try:
        with (sample / "manifest.csv").open(encoding="utf-8", newline="") as file:
            return list(csv.DictReader(file))
    except OSError as error:
        sys.exit(f"{sample}: no sample of notices with its manifest.csv there: {error.strerror}")


def ingested(given: argparse.Namespace, to: Path) -> None:
    """Make the tables of the sample in a folder and hold the counts together; exit where a file is lost."""
    listed = rows(given.sample)
    real = [given.sample / row["file"] for row in listed if row["authenticity"].startswith("real")]
    paths = real if given.real else [given.sample / folder for folder in FOLDERS]
    said = cfit("ingest", *paths, "--to", to, "--scope", given.scope, "--jobs", str(given.jobs))
    print(said.rstrip())
    match = SUMMARY.search(said)
    read, *became = (int(number.replace(",", "")) for number in match.groups()) if match else (0, 1)
    if read != sum(became):
        sys.exit(f"{read} read and {sum(became)} accounted for")
    if not given.real and len(listed) > read:
        sys.exit(f"{len(listed)} files in the manifest and {read} notices read")


def released(tables: Path, folder: Path) -> str:
    """Return the id of the release of the project with other tables of notices; exit on a violation."""
    data = folder / "data"
    shutil.copytree(ROOT / "data", data, ignore=shutil.ignore_patterns("notices"))
    shutil.copytree(tables, data / "notices", ignore=shutil.ignore_patterns(SET_ASIDE))
    print(cfit("check", "--data", data).rstrip().splitlines()[-1])
    cfit("release", "--data", data, "--to", folder / "releases")
    (release,) = (path.name for path in (folder / "releases").iterdir() if path.is_dir() and not path.is_symlink())
    print(f"release {release}")
    return release


def main() -> None:
    """Run it."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--scope", choices=("all", "ict"), default="ict")
    parser.add_argument("--from", type=Path, default=SAMPLE, dest="sample")
    parser.add_argument("--jobs", type=int, default=2)
    parser.add_argument("--real", action="store_true", help="only files that are no examples")
    parser.add_argument("--tables", type=Path, help="write the tables there, and make no release")
    given = parser.parse_args()
    if given.tables:
        ingested(given, given.tables)
        (given.tables / SET_ASIDE).unlink()
        return
    found = set()
    for _run in range(2):
        with tempfile.TemporaryDirectory() as folder:
            ingested(given, Path(folder) / "tables")
            found.add(released(Path(folder) / "tables", Path(folder)))
    if len(found) > 1:
        sys.exit(f"two runs gave two releases: {found}")


if __name__ == "__main__":
    main()
