"""What Schemathesis loads: `SCHEMATHESIS_HOOKS=harness.fuzz.hooks` (CONTRIBUTING.md, "Fuzzing")."""

from harness.fuzz import refusals, sending

__all__ = ["refusals", "sending"]
