"""Spectral and Redocly, with their own default rules, find nothing in the OpenAPI document."""

import json
import os
import subprocess
from pathlib import Path

from api.openapi.documentation import FILE
from tests.demanded import missing

PROGRAMS = (
    Path(__file__).resolve().parents[2] / "requirements" / "linters" / "node_modules" / ".bin"
)


def program(name):
    if not (found := PROGRAMS / name).exists():
        missing("linters", f"{name} is not installed (npm ci --prefix requirements/linters)")
    return str(found)


def findings(command, cwd):
    # They ask nobody whether there is a newer version of theirs.
    alone = {**os.environ, "REDOCLY_SUPPRESS_UPDATE_NOTICE": "true", "REDOCLY_TELEMETRY": "off"}
    done = subprocess.run(
        command, cwd=cwd, env=alone, capture_output=True, text=True, timeout=300, check=False
    )
    return json.loads(done.stdout)


def test_spectral_finds_nothing(tmp_path):
    rules = tmp_path / "rules.yaml"
    rules.write_text("extends: ['spectral:oas']\n", encoding="utf-8")
    command = (program("spectral"), "lint", str(FILE), "--ruleset", str(rules), "--format", "json")
    assert findings((*command, "--quiet"), tmp_path) == []


def test_spectral_would_find_a_fault(tmp_path):
    rules, broken = tmp_path / "rules.yaml", tmp_path / "broken.json"
    rules.write_text("extends: ['spectral:oas']\n", encoding="utf-8")
    document = json.loads(FILE.read_text(encoding="utf-8"))
    broken.write_text(json.dumps({**document, "tags": []}), encoding="utf-8")
    command = (program("spectral"), "lint", str(broken), "--ruleset", str(rules))
    found = findings((*command, "--format", "json", "--quiet"), tmp_path)
    assert {one["code"] for one in found} == {"operation-tag-defined"}


def test_redocly_finds_nothing(tmp_path):
    command = (program("redocly"), "lint", str(FILE), "--extends", "recommended")
    told = findings((*command, "--format", "json"), tmp_path)
    assert told["problems"] == []
