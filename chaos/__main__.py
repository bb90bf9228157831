"""`make chaos`: every scenario on servers of its own; a table, and JSON beside it."""

import argparse
import json
import os
import sys
import time
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING

from harness.servers import own_servers

if TYPE_CHECKING:
    from chaos.scene import Finding


def main() -> int:
    """0 when every scenario passed."""
    parser = argparse.ArgumentParser(prog="make chaos")
    parser.add_argument("names", nargs="*", help="as C5; else all")
    parser.add_argument("--short", action="store_true", help="less of everything")
    parser.add_argument("--json", type=Path, help="write the figures there")
    options = parser.parse_args()
    with own_servers() as folder:
        from chaos import scenarios
        from chaos.scene import Finding, Scene

        scene = Scene(folder, {}, servers=folder, short=options.short)
        findings: list[Finding] = []
        print(f"load {os.getloadavg()[0]:.1f} at the start", flush=True)
        for name, run in scenarios.ALL.items():
            if options.names and name.split()[0] not in options.names:
                continue
            start = time.monotonic()
            findings.append(run(scene))
            _show(findings[-1], time.monotonic() - start)
        findings.append(scenarios.oracle(findings))
        _show(findings[-1], 0)
    if options.json:
        said = json.dumps([asdict(one) for one in findings], indent=2, default=str)
        options.json.write_text(said + "\n", "utf-8")
    return 0 if all(one.passed for one in findings) else 1


def _show(found: "Finding", seconds: float) -> None:
    figures = ", ".join(f"{key} {value}" for key, value in found.figures.items())
    word = "ok  " if found.passed else "FAIL"
    print(f"{word} {found.name} [{found.rule}] {seconds:.0f} s: {figures}", flush=True)


if __name__ == "__main__":
    sys.exit(main())
