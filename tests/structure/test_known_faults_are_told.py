"""`make audit` tells apart: no known fault, some, and advisories that could not be reached."""

import json

from harness.known_faults import verdict


def _told(*dependencies: dict) -> str:
    return json.dumps({"dependencies": list(dependencies), "fixes": []})


def test_a_fault_is_told_with_the_version_that_mends_it():
    fault = {"id": "GHSA-x", "fix_versions": ["2.0"]}
    good, said = verdict("base.txt", _told({"name": "a", "version": "1.0", "vulns": [fault]}))
    assert not good
    assert "a 1.0: GHSA-x, mended in ['2.0']" in said


def test_no_fault_is_told_with_how_many_were_looked_at():
    clean = {"name": "a", "version": "1.0", "vulns": []}
    good, said = verdict("base.txt", _told(clean, {"name": "b", "skip_reason": "not found"}))
    assert good
    assert "1 of 2 audited, 0 known faults" in said


def test_where_nothing_could_be_asked_nothing_is_proved():
    for told in ("", "Traceback", _told({"name": "b", "skip_reason": "not found"})):
        good, said = verdict("base.txt", told)
        assert good
        assert "nothing is proved" in said
