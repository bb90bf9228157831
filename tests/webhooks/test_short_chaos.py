"""`make chaos`, a short form: real senders, killed, stopped and lied to. Nothing is lost."""

import os
from pathlib import Path

import pytest
from django.db import connection

from chaos import scenarios
from chaos.scene import Finding, Scene

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.slow]
# Those that need servers of their own, or much time, run under `make chaos`.
SHORT = (
    "C1 senders killed",
    "C3 Redis stopped",
    "C5 killed after the answer",
    "C6 stopped past its lease",
    "C11 slow receivers",
    "C14 redirects",
    "C15 rebinding",
    "C18 recovered",
    "C19 feed",
    "C25 wrong encryption key",
)


@pytest.fixture
def scene(tmp_path: Path) -> Scene:
    at = connection.settings_dict
    database = f"postgresql://{at['USER']}:{at['PASSWORD']}@{at['HOST']}:{at['PORT']}/{at['NAME']}"
    return Scene(tmp_path, os.environ | {"DATABASE_URL": database}, short=True)


@pytest.mark.parametrize("name", SHORT)
def test_nothing_is_lost(name, scene):
    found: Finding = scenarios.ALL[name](scene)
    assert found.passed, (found.rule, found.figures)
    assert not found.figures.get("lost", 0)
    assert not found.figures.get("unexplained", 0)
