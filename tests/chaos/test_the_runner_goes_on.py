"""A scenario that breaks off or never ends has failed, and is no end of the others."""

import time

import pytest

from chaos import __main__ as runner
from chaos.scene import Finding, Scene

pytestmark = pytest.mark.django_db(transaction=True)


def test_a_scenario_that_breaks_off_has_failed(tmp_path, capsys):
    def broken(_: Scene) -> Finding:
        raise AssertionError("after 20 s still not: the first arrives")

    found = runner.run_bounded("C0 broken", broken, Scene(tmp_path, {}))
    assert not found.passed
    assert "the first arrives" in found.figures["fault"]
    assert "AssertionError" in capsys.readouterr().err


def test_a_scenario_that_never_ends_has_failed(tmp_path, monkeypatch):
    monkeypatch.setattr(runner, "MOST_SECONDS", 0.1)
    found = runner.run_bounded("C0 endless", lambda _: time.sleep(60), Scene(tmp_path, {}))
    assert not found.passed
    assert "longer than 0.1 s" in found.figures["fault"]


def test_the_bound_ends_with_its_scenario(tmp_path, monkeypatch):
    monkeypatch.setattr(runner, "MOST_SECONDS", 0.2)
    finding = Finding("C0 quick", "ends", True, {})
    assert runner.run_bounded("C0 quick", lambda _: finding, Scene(tmp_path, {})) is finding
    time.sleep(0.4)
