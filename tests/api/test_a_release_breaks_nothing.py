"""A release has one version everywhere, and nothing that its clients rely on goes away later."""

import json
import re
import tomllib
from pathlib import Path

import pytest
from django.conf import settings

from api.openapi.compatibility.breaking_changes import breaking_changes
from tests.api.caller import SCHEMA

ROOT = Path(settings.BASE_DIR)
RELEASED = sorted((ROOT / "docs" / "released").glob("openapi-*.json"))


def test_there_is_a_release():
    assert RELEASED


@pytest.mark.parametrize("file", RELEASED, ids=lambda file: file.stem)
def test_its_document_has_the_version_of_its_name(file):
    released = json.loads(file.read_text(encoding="utf-8"))
    assert file.stem == f"openapi-{released['info']['version']}"


def test_the_last_one_breaks_in_nothing():
    released = json.loads(RELEASED[-1].read_text(encoding="utf-8"))
    assert list(breaking_changes(released, SCHEMA)) == []


def test_the_versions_agree():
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    changelog = (ROOT / "CHANGELOG.md").read_text(encoding="utf-8")
    (newest, *_) = re.findall(r"^## (\d+\.\d+\.\d+), \d{4}-\d\d-\d\d$", changelog, re.MULTILINE)
    assert project["version"] == newest == SCHEMA["info"]["version"]
