"""Files made to do harm are refused in under a second each, with a line that says why."""

import gzip
import time

import pytest

from cfit_graph.errors import NoticeError
from cfit_graph.sources import notices

ROOT = "ContractNotice"
LAUGHS = "".join(f'<!ENTITY l{n} "{f"&l{n - 1};" * 10}">' for n in range(1, 10))
ATTRIBUTES = " ".join(f"a{number}='1'" for number in range(1_000_000))
HOSTILE = {
    "a billion laughs": (f'<!DOCTYPE {ROOT} [<!ENTITY l0 "ha">{LAUGHS}]><{ROOT}>&l9;</{ROOT}>'.encode(), "DOCTYPE"),
    "quadratic blowup": (
        f'<!DOCTYPE {ROOT} [<!ENTITY a "{"a" * 100_000}">]><{ROOT}>{"&a;" * 100_000}</{ROOT}>'.encode(),
        "DOCTYPE",
    ),
    "a file of ours": (
        f'<!DOCTYPE {ROOT} [<!ENTITY f SYSTEM "file:///etc/passwd">]><{ROOT}>&f;</{ROOT}>'.encode(),
        "DOCTYPE",
    ),
    "an address to fetch": (f'<!DOCTYPE {ROOT} SYSTEM "http://127.0.0.1:9/x.dtd"><{ROOT}/>'.encode(), "DOCTYPE"),
    "a doctype in UTF-16": (f'<!DOCTYPE {ROOT} [<!ENTITY a "b">]><{ROOT}>&a;</{ROOT}>'.encode("utf-16"), "DOCTYPE"),
    "a doctype in UTF-16 without a mark": (
        f'<?xml version="1.0" encoding="UTF-16BE"?><!DOCTYPE {ROOT}><{ROOT}/>'.encode("utf-16-be"),
        "DOCTYPE",
    ),
    "a million levels": (f"<{ROOT}>".encode() * 1_000_000, "not readable as XML: Excessive depth"),
    "a gigabyte to come": (f"<{ROOT}>".encode() + b" " * (64 * 1024 * 1024), "larger than the 32 MiB we read"),
    "a million attributes": (f"<{ROOT} {ATTRIBUTES}/".encode(), "not readable as XML"),
    "another encoding than it says": (f'<?xml version="1.0" encoding="UTF-8"?><{ROOT}>'.encode() + b"\xe9</x>", "XML"),
    "an encoding that nobody knows": (f'<?xml version="1.0" encoding="klingon"?><{ROOT}/>'.encode(), "encoding"),
    "a zero byte": (f"<{ROOT}>\x00</{ROOT}>".encode(), "not readable as XML"),
    "an undeclared entity": (f"<{ROOT}>&nbsp;</{ROOT}>".encode(), "not readable as XML"),
    "something packed": (gzip.compress(f"<{ROOT}/>".encode()), "neither XML nor JSON"),
}


@pytest.mark.parametrize("name", HOSTILE)
def test_a_hostile_file_is_refused_in_under_a_second_with_a_reason(name: str) -> None:
    content, reason = HOSTILE[name]
    start = time.perf_counter()

    with pytest.raises(NoticeError, match=reason) as caught:
        notices.read(content, "hostile.xml")

    assert time.perf_counter() - start < 1
    assert str(caught.value).startswith("hostile.xml: ")
    assert len(str(caught.value)) < 200
