"""A sentence's certificates are found where they stand, and other words are no certificates."""

import pytest

from partners.names.certificates import certificates_named_in


def named(text: str) -> list[tuple[str, str]]:
    return [(one.name, text[one.start : one.end]) for one in certificates_named_in(text)]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("boards to IPC-A-610 Class 2, ISO9001:2015", [("IPC-A-610", "IPC-A-610 Class 2"),
                                                       ("ISO 9001", "ISO9001:2015")]),
        ("要有ISO9001和IATF 16949认证", [("ISO 9001", "ISO9001"), ("IATF 16949", "IATF 16949")]),
        ("CE + FDA, RoHS and Reach", [("CE", "CE"), ("FDA", "FDA"), ("RoHS", "RoHS")]),
        ("bluesign or GOTS cotton", [("bluesign", "bluesign"), ("GOTS", "GOTS")]),
    ],
)  # fmt: skip
def test_each_is_found_where_it_stands(text, found):
    assert named(text) == found


@pytest.mark.parametrize(
    "text",
    ["a nice red shirt", "reach the port", "EN 710", "low formaldehyde glue", "scfm 3 api calls",
     "the csa of the wire", "drop me a line", "AISO 90012"],
)  # fmt: skip
def test_other_words_are_no_certificates(text):
    assert named(text) == []
