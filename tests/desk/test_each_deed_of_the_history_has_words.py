"""The history of a partner names what was done in words, not by a verb of the code."""

import re
from pathlib import Path

from partners.admin.partner_changes import SOURCES

_REGISTRY = Path(__file__).resolve().parents[2] / "partners" / "registry"
_DEED = re.compile(r"""(?:curating\(by, reason, |pghistory\.context\(source=)"([a-z_.]+)\"""")


def test_each_deed_of_the_registry_has_words():
    texts = (file.read_text(encoding="utf-8") for file in sorted(_REGISTRY.glob("*.py")))
    found = {deed for text in texts for deed in _DEED.findall(text)}
    assert len(found) > 10
    assert found == set(SOURCES)
