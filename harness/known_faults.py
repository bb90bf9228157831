"""`python -m harness.known_faults LOCK…`: known faults of what the locks name, by pip-audit.

Exits with 1 where there are any. Where no advisories can be reached it says so and exits with 0:
then nothing is proved.
"""

import json
import subprocess
import sys
from typing import Any


def verdict(lock: str, told: str) -> tuple[bool, str]:
    """Whether a lock is without known faults, and a sentence, from what pip-audit told in JSON."""
    try:
        found: list[dict[str, Any]] = json.loads(told)["dependencies"]
    except ValueError:
        found = []
    audited = [one for one in found if "skip_reason" not in one]
    if not audited:
        return True, f"{lock}: skipped, no advisories can be reached: nothing is proved"
    faults = [
        f"  {one['name']} {one['version']}: {fault['id']}, mended in {fault['fix_versions']}"
        for one in audited
        for fault in one["vulns"]
    ]
    summary = f"{lock}: {len(audited)} of {len(found)} audited, {len(faults)} known faults"
    return not faults, "\n".join([summary, *faults])


def main(locks: list[str]) -> int:
    """Ask for each lock; the exit status."""
    good = True
    for lock in locks:
        words = [
            "--disable-pip",
            "--progress-spinner",
            "off",
            "--timeout",
            "10",
            "--format",
            "json",
        ]
        run = subprocess.run(
            [sys.executable, "-m", "pip_audit", *words, "--requirement", lock],
            capture_output=True,
            text=True,
            check=False,
        )
        without_faults, sentence = verdict(lock, run.stdout)
        good &= without_faults
        sys.stdout.write(f"{sentence}\n")
    return 0 if good else 1


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
