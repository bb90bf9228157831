"""A command that loads seeds tells how far it is, also where nobody looks on: into a log."""

from io import StringIO

import pytest

from partners.intake import seed_command
from partners.intake.seed_command import SeedCommand


class Terminal(StringIO):
    def isatty(self):
        return True


@pytest.fixture
def clock(monkeypatch):
    """The seconds that have passed; to be set."""
    seconds = [0.0]
    monkeypatch.setattr(seed_command.time, "monotonic", lambda: seconds[0])
    return seconds


def test_a_terminal_sees_one_line_that_changes():
    command = SeedCommand(stderr=Terminal())
    command.progress("rows", 1, 2)
    command.progress("rows", 2, 2)
    assert str(command.stderr._out.getvalue()).count("\r  rows: ") == 2


def test_a_log_has_a_line_for_a_step_that_took_a_while(clock):
    command = SeedCommand(stderr=StringIO())
    clock[0] = 7.0
    command.progress("rows", 1, 2)
    command.progress("rows", 2, 2)
    assert command.stderr._out.getvalue() == "  rows: 2 done\n"


def test_a_log_is_not_filled_by_short_steps(clock):
    command = SeedCommand(stderr=StringIO())
    clock[0] = 7.0
    for step in range(50):
        command.progress(f"step {step}", 1, 1)
    assert command.stderr._out.getvalue().count("\n") == 1
