"""What every page says to the browser: a policy without inline scripts, no caches, safe cookies."""

import re

import pytest

from tests.workbench.every_page import PAGES

PATHS = ("/accounts/login", "/accounts/factors", "/accounts/sessions", "/nothing/here")


@pytest.mark.parametrize("name", PAGES)
def test_a_page_runs_nothing_of_elsewhere_or_of_its_own_text(owner, world, name):
    owner.look(world.address(name))
    hold(owner)


@pytest.mark.parametrize("path", PATHS)
def test_the_log_in_runs_nothing_of_elsewhere_or_of_its_own_text(owner, path):
    owner.look(path)
    hold(owner)


def hold(owner):
    """The policy is strict, and what it would stop is not there."""
    policy = owner.answer.headers["Content-Security-Policy"]
    parts = dict(one.strip().split(" ", 1) for one in policy.split(";") if " " in one.strip())
    assert "unsafe" not in policy
    assert parts["default-src"] == "'none'"
    assert parts["script-src"] == parts["style-src"] == "'self'"
    assert parts["frame-ancestors"] == "'none'"
    scripts = re.findall(r"<script\b([^>]*)>", owner.page)
    assert all("src=" in one or 'type="application/json"' in one for one in scripts)
    assert not re.search(r"<style|\sstyle=|\son[a-z]+=", owner.page)
    # A link to a source leads elsewhere; nothing is loaded from there, and no form is sent there.
    elsewhere = r"""(?:src|action)=["'](?:https?:)?//|<link\b[^>]*href=["'](?:https?:)?//"""
    assert not re.search(elsewhere, owner.page)


def test_what_a_firm_sees_is_in_no_cache(owner):
    owner.look("/")
    assert owner.answer.headers["Cache-Control"] == "private, no-store"
    assert {"Accept", "Cookie"} <= set(owner.answer.headers["Vary"].split(", "))


def test_what_a_firm_is_refused_is_in_no_cache(owner, viewer):
    owner.look("/partners/999999999")
    viewer.look("/account/keys")
    for visitor, status in ((owner, 404), (viewer, 403)):
        assert visitor.status == status
        assert visitor.answer.headers["Cache-Control"] == "private, no-store"


def test_a_form_from_elsewhere_changes_nothing(owner):
    owner.client.handler.enforce_csrf_checks = True
    owner.press("/choose/theme", theme="dark")
    assert owner.status == 403
    assert "This form has expired" in owner.page


def test_the_theme_is_remembered_and_drawn_by_the_server(owner):
    assert 'data-theme="auto"' in owner.look("/")
    owner.press("/choose/theme", theme="dark", next="/")
    assert 'data-theme="dark"' in owner.look("/")
    owner.press("/choose/theme", theme="dark", next="https://elsewhere.example/", follow=False)
    assert owner.answer["Location"] == "/"


def test_the_start_is_a_page_for_people_and_the_documentation_for_others(owner, client):
    assert owner.look("/", follow=False).startswith("<!doctype html>")
    plain = client.get("/", headers={"Accept": "*/*"})
    assert (plain.status_code, plain["Location"]) == (302, "/docs")
