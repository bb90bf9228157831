"""Members of a firm at its pages: by Django's client in the world of the API's tests, and in a real
browser on the seeds.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any

import pytest
from django.contrib.auth.models import User
from django.core.cache import cache
from django.test import Client

from api.v1.render_shared import render_frozen
from firms import members
from firms.membership import accounts
from firms.models import Firm, Member, Role
from matcher.models import Entry, Shortlist
from matcher.shortlists.frozen_copies import freeze
from matcher.shortlists.shared_links import LinkSpec, create_link
from partners.models import Partner
from partners.registry.suggestions import ask_for_takedown
from tests.api.conftest import (
    _lists,
    _partners,
    _places,
    _sectors,
    call,
    firm,
    firm_key,
    knitwear,
    lists,
    partners,
    pks,
    places,
    sectors,
    shortlist,
)
from tests.pages.conftest import browser
from tests.service.conftest import broker, seeded, service
from tests.workbench.every_page import World
from webhooks.endpoints import registration
from webhooks.endpoints.registration import EndpointSpec

__all__ = [
    "_lists",
    "_partners",
    "_places",
    "_sectors",
    "broker",
    "browser",
    "call",
    "firm",
    "firm_key",
    "knitwear",
    "lists",
    "partners",
    "pks",
    "places",
    "sectors",
    "seeded",
    "service",
    "shortlist",
]  # fmt: skip
PASSWORD = "a long walk to the mill"


class Visitor:
    """A browser without scripts: its pages as text, and its forms."""

    def __init__(self, user: User | None = None, language: str = "en") -> None:
        self.client = Client(HTTP_ACCEPT="text/html", HTTP_ACCEPT_LANGUAGE=language)
        if user is not None:
            self.client.force_login(user)
        self.status, self.page, self.answer = 0, "", None

    def look(self, path: str, *, follow: bool = True, **headers: str) -> str:
        """The page at the address, after the redirects."""
        return self._seen(self.client.get(path, follow=follow, headers=headers or None))

    def press(self, path: str, *, follow: bool = True, **fields: Any) -> str:
        """Send a form, and follow where it leads."""
        return self._seen(self.client.post(path, fields, follow=follow))

    def _seen(self, answer: Any) -> str:
        self.answer, self.status = answer, answer.status_code
        content = b"".join(answer) if answer.streaming else answer.content
        # A table to take away is no text.
        self.page = content.decode(errors="replace")
        return self.page

    @property
    def text(self) -> str:
        """What the page says, without its tags."""
        bare = re.sub(r"<(script|style|title)\b.*?</\1>|<[^>]*>", " ", self.page, flags=re.S)
        return " ".join(bare.split())

    @property
    def text_but_english(self) -> str:
        """What the page says but for what it marks as English, such as the name of a list."""
        marked = r'<(\w+)\b[^>]*\slang="en"[^>]*>.*?</\1>'
        self.page = re.sub(marked, " ", self.page, flags=re.S)
        return self.text


MakeMember = Callable[..., Member]


def enter(firm: Firm, email: str, role: Role = Role.OWNER, password: str | None = None) -> Member:
    """A member of the firm, with an account; only who types a password needs one."""
    members.set_member(firm=firm, email=email, role=role)
    account = accounts.open_account(email)
    assert account is not None
    if password is not None:
        account.set_password(password)
        account.save()
    return Member.objects.select_related("user", "firm").get(firm=firm, email=email)


def visit(firm: Firm, role: Role, *, language: str = "en") -> Visitor:
    """A member of the firm with the role, logged in."""
    return Visitor(enter(firm, f"{role}@{firm.pk}.example", role).user, language)


@pytest.fixture
def owner(firm: Firm) -> Visitor:
    return visit(firm, Role.OWNER)


@pytest.fixture
def analyst(firm: Firm) -> Visitor:
    return visit(firm, Role.ANALYST)


@pytest.fixture
def viewer(firm: Firm) -> Visitor:
    return visit(firm, Role.VIEWER)


@pytest.fixture
def chinese(firm: Firm) -> Visitor:
    """An owner whose browser asks for Chinese."""
    return visit(firm, Role.OWNER, language="zh-CN,zh;q=0.9")


@pytest.fixture
def rival(db: None) -> Visitor:
    """An owner of another firm."""
    return visit(Firm.objects.create(name="Rival SA"), Role.OWNER)


@pytest.fixture
def nobody() -> Visitor:
    return Visitor()


def world_of(pk: object) -> World:
    """The world of an answered shortlist; an endpoint, links and a copy are made for it."""
    found = Shortlist.objects.select_related("brief__firm").get(pk=pk)
    revision = found.revisions.latest("number")
    rows = Entry.objects.filter(revision=revision).order_by("rank")
    first, second = rows.values_list("partner", flat=True)[:2]
    spec = EndpointSpec(url="https://example.org/in", description="our systems")
    endpoint, _secret = registration.create_endpoint(firm=found.brief.firm, spec=spec)
    copy = freeze(
        shortlist=found,
        revision=revision,
        title=found.brief.title,
        render=lambda row: render_frozen(row, found, revision),
    )
    _link, token = create_link(shortlist=found, spec=LinkSpec("The bank"))
    _link, frozen = create_link(shortlist=found, spec=LinkSpec("The board", frozen=copy))
    organisation = Partner.objects.filter(simulated=False).earliest("pk").pk
    asked = ask_for_takedown(
        organisation="Maker",
        partner=organisation,
        kind="removal",
        wrong="closed",
        page="https://example.org/closed",
    )
    return World(
        shortlist=str(pk),
        partner=first,
        second=second,
        endpoint=str(endpoint.pk),
        link=token,
        frozen_link=frozen,
        organisation=organisation,
        takedown=str(asked.pk),
    )


@pytest.fixture
def world(shortlist: str) -> World:
    """A firm with an answered shortlist of knitwear."""
    pk = shortlist.rsplit("/", 1)[1]
    return world_of(pk)


@pytest.fixture(autouse=True)
def no_attempts_counted() -> None:
    """allauth counts attempts in the cache of the process, which outlives a test."""
    cache.clear()
