"""Files made to do harm are refused in under a second of work each, with a line in the summary that says why."""

import bz2
import gzip
import io
import json
import os
import tarfile
import time
import zipfile
import zlib
from collections.abc import Callable
from pathlib import Path

import pytest

from cfit_graph.cli import ingesting
from cfit_graph.pipeline import ingest_part
from cfit_graph.pipeline.ingest_part import Counts, Scope, Task
from cfit_graph.sources import archives, notices

ROOT = "ContractNotice"
DATA = Path(__file__).parents[2] / "data"
CALL = (Path(__file__).parent / "eforms" / "call.xml").read_text(encoding="utf-8")
RELEASE = {"ocid": "ocds-b5fd17-1", "id": "1", "tag": ["tender"], "tender": {"id": "T", "title": "Laptops"}}
LIMIT = 1.0  # seconds of processor time, so that a machine at work on other things changes nothing
LAUGHS = "".join(f'<!ENTITY l{n} "{f"&l{n - 1};" * 10}">' for n in range(1, 10))


def element(inner: str) -> str:
    return f"<{ROOT}>{inner}</{ROOT}>"


def attributes(number: int) -> str:
    return " ".join(f"a{one}='1'" for one in range(number))


XML: dict[str, tuple[Callable[[], str | bytes], str]] = {
    "a billion laughs": (
        lambda: f'<!DOCTYPE {ROOT} [<!ENTITY l0 "ha">{LAUGHS}]><{ROOT}>&l9;</{ROOT}>',
        "has a DOCTYPE",
    ),
    "quadratic blowup": (
        lambda: f'<!DOCTYPE {ROOT} [<!ENTITY a "{"a" * 100_000}">]><{ROOT}>{"&a;" * 100_000}</{ROOT}>',
        "has a DOCTYPE",
    ),
    "a file of ours": (
        lambda: f'<!DOCTYPE {ROOT} [<!ENTITY f SYSTEM "file:///etc/passwd">]><{ROOT}>&f;</{ROOT}>',
        "has a DOCTYPE",
    ),
    "an address to fetch": (
        lambda: f'<!DOCTYPE {ROOT} SYSTEM "http://127.0.0.1:9/x.dtd"><{ROOT}/>',
        "has a DOCTYPE",
    ),
    "a parameter entity": (
        lambda: f'<!DOCTYPE {ROOT} [<!ENTITY % p SYSTEM "http://127.0.0.1:9/x"> %p;]><{ROOT}/>',
        "has a DOCTYPE",
    ),
    "a doctype in UTF-16": (
        lambda: f'<!DOCTYPE {ROOT} [<!ENTITY a "b">]><{ROOT}>&a;</{ROOT}>'.encode("utf-16"),
        "has a DOCTYPE",
    ),
    "a doctype in UTF-16 without a mark": (
        lambda: f'<?xml version="1.0" encoding="UTF-16BE"?><!DOCTYPE {ROOT}><{ROOT}/>'.encode("utf-16-be"),
        "has a DOCTYPE",
    ),
    "a doctype in UTF-7": (
        lambda: b'<?xml version="1.0" encoding="UTF-7"?>+ADw-!DOCTYPE x SYSTEM +ACI-http://127.0.0.1:9/+ACI-+AD4-<x/>',
        "has a DOCTYPE",
    ),
    "a million levels": (lambda: f"<{ROOT}>" * 400_000, "not readable as XML: Excessive depth"),
    "more levels than tags we read": (lambda: f"<{ROOT}>" * 2_000_000, "more than the 500,000 tags"),
    "a million children": (lambda: element("<a/>" * 1_000_000), "more than the 500,000 tags"),
    "a gigabyte to come": (lambda: f"<{ROOT}>" + " " * (64 * 1024 * 1024), "larger than the 32 MiB we read"),
    "a namespace for each of half a million elements": (
        lambda: element("".join(f'<a{one}:b xmlns:a{one}="u"/>' for one in range(500_000))),
        "more than the 500,000 tags",
    ),
    "a million attributes": (
        lambda: f"<{ROOT} {attributes(1_000_000)}/",
        "not readable as XML",
    ),
    "a name of ten million letters": (lambda: element(f"<{'a' * 10_000_000}/>"), "not readable as XML"),
    "a text of thirty million letters": (lambda: element("x" * 30_000_000), "not readable as XML"),
    "a title of a million letters": (lambda: CALL.replace("Notebooks", "x" * 1_000_000), "holds a text of"),
    "another encoding than it says": (
        lambda: element("fran\xe7ais").encode("iso-8859-1"),
        "not readable as XML",
    ),
    "an encoding that nobody knows": (
        lambda: f'<?xml version="1.0" encoding="klingon"?><{ROOT}/>',
        "not readable as XML: Unsupported encoding",
    ),
    "a zero byte": (lambda: element("\x00"), "not readable as XML"),
    "an undeclared entity": (lambda: element("&nbsp;"), "not readable as XML"),
    "cut short": (lambda: CALL[: len(CALL) // 2], "not readable as XML"),
    "nothing": (lambda: b"", "neither XML nor JSON"),
    "something packed": (lambda: gzip.compress(f"<{ROOT}/>".encode()), "neither XML nor JSON"),
}


def with_tender(**fields: object) -> bytes:
    return json.dumps({**RELEASE, "tender": fields}).encode()


JSON: dict[str, tuple[Callable[[], bytes], str]] = {
    "lists in lists": (lambda: b'{"ocid": ' + b"[" * 700_000, "nested deeper than we read"),
    "objects in objects": (lambda: b'{"tender":' * 700_000, "nested deeper than we read"),
    "a list of three million numbers": (lambda: b"[" + b"0," * 3_000_000 + b"0]", "more than the 750,000 values"),
    "three million empty releases": (
        lambda: b'{"releases":[' + b"{}," * 1_500_000 + b"{}]}",
        "more than the 750,000 values",
    ),
    "a number of thirty million digits for an object": (
        lambda: b'{"ocid": "a", "tender": ' + b"9" * 30_000_000 + b"}",
        "'tender' is not an object",
    ),
    "a text of thirty million letters": (lambda: with_tender(title="x" * 30_000_000), "holds a text of"),
    "a description without blanks": (lambda: with_tender(description="x" * 150_000), "holds a text of"),
    "a hundred thousand numbers for one organisation": (
        lambda: json.dumps(
            {**RELEASE, "buyer": {"name": "A", "additionalIdentifiers": [{"id": f"{n:07}"} for n in range(100_000)]}}
        ).encode(),
        "holds a text of",
    ),
    "three hundred thousand releases that say nothing": (
        lambda: b'{"releases":[' + b'{"ocid":"a"},' * 300_000 + b'{"ocid":"a"}]}',
        "more than the 10,000 releases",
    ),
    "an object of seven hundred thousand fields": (
        lambda: b"{" + b",".join(b'"%d":0' % number for number in range(700_000)) + b"}",
        "neither a release nor a package",
    ),
    "NaN": (lambda: b'{"ocid": "a", "tender": {"value": {"amount": NaN}}}', "NaN is no number"),
    "an endless number": (lambda: b'{"ocid": "a", "tender": {"value": {"amount": -Infinity}}}', "is no number"),
    "UTF-16": (lambda: json.dumps(RELEASE).encode("utf-16-le"), "neither XML nor JSON|not in UTF-8|not readable"),
    "ISO 8859-1": (lambda: b'{"ocid": "fran\xe7ais"}', "not in UTF-8"),
    "cut short": (lambda: json.dumps(RELEASE).encode()[:-5], "not readable as JSON"),
    "a key without a value": (lambda: b'{"ocid": }', "not readable as JSON"),
    "two texts in one": (lambda: json.dumps(RELEASE).encode() * 2, "several JSON texts in one file"),
    "larger than we read": (lambda: b"[" + b" " * (33 * 1024 * 1024), "larger than the 32 MiB we read"),
}


def tar(size: int) -> bytes:
    """Return a tar archive that begins with a file of so many zeros."""
    member = tarfile.TarInfo("zeros.xml")
    member.size = size
    whole = zlib.compressobj(9, wbits=31)
    content = [whole.compress(member.tobuf())]
    block = bytes(1024 * 1024)
    content += [whole.compress(block) for _ in range(size // len(block))]
    return b"".join([*content, whole.flush()])


def zipped(name: str, content: bytes) -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr(name, content)
    return buffer.getvalue()


def lying(content: bytes) -> bytes:
    """Return a zip archive that says its file is of one byte."""
    whole, size = zipped("notice.xml", content), len(content).to_bytes(4, "little")
    return whole.replace(size, (1).to_bytes(4, "little"))


def in_three_archives() -> bytes:
    inner = zipped("notice.xml", CALL.encode())
    for _ in range(2):
        inner = zipped("inner.zip", inner)
    return inner


def encrypted() -> bytes:
    whole = bytearray(zipped("notice.xml", CALL.encode()))
    for mark, at in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        whole[whole.index(mark) + at] |= 1
    return bytes(whole)


ARCHIVES: dict[str, tuple[str, Callable[[], bytes], str]] = {
    "a zip bomb": ("bomb.zip", lambda: zipped("zeros.xml", bytes(30_000_000)), "perhaps a bomb"),
    "a zip that lies": ("lies.zip", lambda: lying(CALL.encode() * 20), "the archive is broken"),
    "a file of forty megabytes": (
        "large.zip",
        lambda: zipped("zeros.xml", bytes(40_000_000)),
        "larger than the 32",
    ),
    "a gzip bomb": ("bomb.tar.gz", lambda: tar(31 * 1024 * 1024), "perhaps a bomb"),
    "a gzip bomb to be passed over": ("bomb.tar.gz", lambda: tar(64 * 1024 * 1024), "perhaps a bomb"),
    "a bzip2 bomb": ("bomb.tar.bz2", lambda: bz2.compress(gzip.decompress(tar(31 * 1024 * 1024))), "perhaps a bomb"),
    "an archive in an archive in an archive": ("nested.zip", in_three_archives, "an archive inside 2 archives"),
    "a way out": ("out.zip", lambda: zipped("../../out.xml", CALL.encode()), "leads out of the archive"),
    "a secret": ("secret.zip", encrypted, "encrypted"),
    "an archive that is none": ("none.zip", lambda: b"PK\x03\x04 and so on", "the archive is broken"),
    "zeros for an archive": ("zeros.tar.gz", lambda: gzip.compress(bytes(10_000_000)), "an archive that holds no file"),
    "an archive cut short": ("cut.tar.gz", lambda: tar(5 * 1024 * 1024)[:2000], "the archive is broken"),
}
FILES: dict[str, tuple[str, Callable[[], str | bytes], str]] = {
    **{f"XML: {name}": ("hostile.xml", *made) for name, made in XML.items()},
    **{f"JSON: {name}": ("hostile.json", *made) for name, made in JSON.items()},
    **ARCHIVES,
}


def read(folder: Path, name: str) -> tuple[Counts, float]:
    """Return what became of a file, read as `cfit ingest` reads it, and the processor time it took."""
    part = folder / "part"
    began = time.process_time()
    counts = ingest_part.work(Task(str(DATA), ((name, str(folder / name)),), Scope.ALL, str(part)))
    return counts, time.process_time() - began


@pytest.fixture(scope="module", autouse=True)
def _rules() -> None:
    """Read the rules of what is ICT before any time is taken."""
    ingest_part.rules(str(DATA))


@pytest.mark.parametrize("case", FILES)
def test_a_hostile_file_is_set_aside_in_under_a_second_with_a_reason(case: str, tmp_path: Path) -> None:
    name, make, reason = FILES[case]
    content = make()
    (tmp_path / name).write_bytes(content.encode() if isinstance(content, str) else content)

    counts, took = read(tmp_path, name)

    assert took < LIMIT
    assert counts.mapped == 0
    assert counts.read == len(counts.set_aside) == 1
    ((file, why),) = counts.set_aside
    assert file.startswith(name)
    assert any(words in why for words in reason.split("|"))
    assert len(why) < 200
    assert f"1 {ingesting.kind(why)}" in ingesting.summary(counts, tmp_path)


def test_a_file_of_a_gigabyte_is_not_even_opened(tmp_path: Path) -> None:
    with (tmp_path / "nesting.xml").open("wb") as file:
        file.write(f"<{ROOT}>".encode() * 1000)
        file.truncate(1024**3)

    counts, took = read(tmp_path, "nesting.xml")

    assert took < LIMIT
    assert counts.set_aside == [("nesting.xml", "larger than the 32 MiB we read")]


def test_a_pipe_and_a_device_are_no_files(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe.xml")
    (tmp_path / "device.xml").symlink_to("/dev/zero")

    assert archives.paths(tmp_path) == []


def test_a_field_given_twice_counts_as_it_stands_last() -> None:
    (tree,) = notices.read(b'{"ocid": "ocds-b5fd17-1", "tender": 1, "tender": {"title": "Laptops"}}', "twice.json")

    assert [name.text for name in tree.names] == ["Laptops"]


@pytest.mark.parametrize("amount", ["1E999999999", "9" * 1000, "1e-999999999", "-0", "0x10"])
def test_an_amount_that_no_purchase_has_is_none_and_costs_no_time(amount: str) -> None:
    release = {**RELEASE, "tender": {"value": {"amount": amount, "currency": "EUR"}}}
    began = time.process_time()
    (tree,) = notices.read(json.dumps(release).encode(), "huge.json")

    assert time.process_time() - began < LIMIT
    assert [value.amount for value in tree.values] in ([], ["0"])


@pytest.mark.parametrize("word", ["x" * 90_000, "a-" * 45_000, "1" * 90_000, "www." * 22_000, "\u00e9" * 90_000])
def test_words_without_blanks_are_looked_through_in_time_that_grows_as_they_do(word: str, tmp_path: Path) -> None:
    (tmp_path / "words.json").write_bytes(with_tender(description=word))

    counts, took = read(tmp_path, "words.json")

    assert (counts.mapped, counts.set_aside) == (1, [])
    assert took < LIMIT
