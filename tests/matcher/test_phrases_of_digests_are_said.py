"""Each phrase of digests is named in the code that writes them."""

import re
from pathlib import Path

import pytest

from matcher.digests import digest_texts
from matcher.sentences import PHRASES

SOURCE = Path(digest_texts.__file__).read_text(encoding="utf-8")
CODES = sorted(code.partition(".")[2] for code in PHRASES if code.startswith("digest."))


@pytest.mark.parametrize("code", CODES)
def test_the_code_names_the_phrase(code):
    # Whole, as a group of changes, or as the beginning of a family.
    group, family = code.removeprefix("count_"), code.partition("_")[0]
    assert re.search(rf'"({code}|{group})"|"{family}_\{{', SOURCE), code


def test_the_phrases_were_found():
    assert len(CODES) > 20
