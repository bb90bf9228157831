"""The documentation for people asks no other host for anything."""

import re

import pytest
from django.contrib.staticfiles import finders


@pytest.fixture
def page(client):
    return client.get("/docs")


def test_no_asset_comes_from_elsewhere(page):
    text = page.content.decode()
    assert page.status_code == 200
    addresses = re.findall(r'(?:src|href|data-schema|url)\s*=\s*"([^"]*)"', text)
    assert addresses
    assert all(one.startswith("/") and not one.startswith("//") for one in addresses)
    assert "://" not in text


def test_every_asset_is_there(page):
    assets = re.findall(r'"/static/([^"]+)"', page.content.decode())
    assert len(assets) == 4
    assert all(finders.find(one) for one in assets)


def test_the_browser_is_told_to_ask_nobody_else(page):
    rules = dict(
        part.strip().split(" ", 1) for part in page.headers["Content-Security-Policy"].split(";")
    )
    assert rules["default-src"] == "'none'"
    assert rules["script-src"] == "'self'"
    assert rules["frame-ancestors"] == "'none'"
    assert not any("http" in rule or "*" in rule for rule in rules.values())


def test_no_script_is_in_the_page_itself(page):
    assert re.findall(r"<script[^>]*>([^<]*)", page.content.decode()) == ["", ""]


def test_a_problem_type_leads_to_its_meaning(client):
    found = client.get("/problems/version-moved")
    assert found.headers["Content-Type"] == "text/plain"
    assert "read it again" in found.content.decode()
    assert client.get("/problems/nothing").status_code == 404
