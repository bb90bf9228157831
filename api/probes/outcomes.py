"""Run checks, and tell the reason of each that fails without internal details."""

from collections.abc import Callable, Mapping, Set

import structlog

Check = Callable[[], None]
OK = "ok"
BLIND = "not checked: the database is not available"
log = structlog.get_logger(__name__)


class CheckFailed(Exception):
    """A check failed; its text says why and what to do, contains no secret and may be public."""


def run_checks(checks: Mapping[str, Check], *, need_no_database: Set[str]) -> dict[str, str]:
    """The outcome of each check by name: `ok`, or the reason. `database` comes first: where it
    fails, those that need it are not run, because each would fail after a timeout of its own.
    """
    found: dict[str, str] = {}
    for name, check in checks.items():
        blind = name not in need_no_database and found.get("database", OK) != OK
        found[name] = BLIND if blind else _outcome(name, check)
    return found


def _outcome(name: str, check: Check) -> str:
    try:
        check()
    except CheckFailed as fault:
        return str(fault)
    except Exception as fault:  # every fault means the same here
        log.warning("a check failed", check=name, fault=repr(fault))
        return f"failed: {type(fault).__name__}; the log of this process says more"
    return OK
