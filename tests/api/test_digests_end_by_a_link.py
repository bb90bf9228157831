"""The link in a digest ends it without a key; reading the page ends nothing."""

import re

import pytest
from django.core.signing import Signer
from django.test import Client

from config.logs import hide_tokens
from matcher.digests import composing
from matcher.models import DigestMessage, DigestSubscription
from matcher.shortlists import answering
from partners.registry.registration import register_records
from tests.api.conftest import maker
from tests.api.mailing import sent, subscribed


@pytest.fixture(autouse=True)
def mail(settings):
    settings.SENDS_MAIL, settings.PUBLIC_URL = True, "https://ronghe.example"


@pytest.fixture
def link(firm, shortlist):
    """The path of the link in a mail."""
    subscribed(firm, shortlist)
    subscribed(firm, shortlist, email="second@nordtuch.example")
    register_records(records=[maker("own-list", "new", least=50, days=2)])
    answering.sweep()
    mail = next(one for one in sent() if one.to == ["buyer@nordtuch.example"])
    (found,) = re.findall(r"https://ronghe\.example(/unsubscribe/\S+)", mail.body)
    assert mail.extra_headers["List-Unsubscribe"] == f"<https://ronghe.example{found}>"
    assert mail.extra_headers["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"
    return found


def left():
    rows = DigestSubscription.objects.values_list("member__email", flat=True)
    return sorted(rows)


def test_reading_the_page_ends_nothing(link):
    page = Client().get(link)
    assert page.status_code == 200
    assert b'<form method="post">' in page.content
    assert Client().head(link).status_code == 200
    assert len(left()) == 2


def test_its_button_ends_this_digest_alone_and_so_does_a_second_click(link):
    # A browser sends no CSRF token from a page without a session.
    browser = Client(enforce_csrf_checks=True)
    for _ in range(2):
        page = browser.post(link)
        assert page.status_code == 200
        assert "您已退订" in page.content.decode()
    assert left() == ["second@nordtuch.example"]


def test_one_click_of_a_mail_client_ends_it(link):
    body = "List-Unsubscribe=One-Click"
    form = "application/x-www-form-urlencoded"
    assert Client().post(link, body, content_type=form).status_code == 200
    assert left() == ["second@nordtuch.example"]


def test_the_address_is_told_to_nobody(link):
    page = Client().get(link)
    assert page.headers["Referrer-Policy"] == "no-referrer"
    assert page.headers["Cache-Control"] == "no-store"


def test_no_log_line_holds_the_signature(link):
    name, _, signature = link.partition(".")
    line = hide_tokens(None, "", {"path": link, "event": f"GET {link} failed"})
    assert line["path"] == f"{name}.***"
    assert signature not in line["event"]


def test_what_still_waits_is_not_sent(link):
    register_records(records=[maker("own-list", "newer", least=50, days=2)])
    answering.sweep()
    composing.compose_due_digests()
    Client().post(link)
    assert [mail.to for mail in sent()] == [["second@nordtuch.example"]]


@pytest.mark.parametrize("change", [lambda t: t[:-1], lambda t: "x" + t, lambda t: t.split(".")[0]])
def test_a_link_that_we_did_not_sign_ends_nothing(link, change):
    forged = change(link.rsplit("/", 1)[1]) or "-"
    for method in ("get", "post"):
        assert getattr(Client(), method)(f"/unsubscribe/{forged}").status_code == 404
    assert len(left()) == 2


def test_a_signature_for_something_else_ends_nothing(link):
    name = link.rsplit("/", 1)[1].split(".")[0]
    forged = Signer(salt="other", sep=".").sign(name)
    assert Client().post(f"/unsubscribe/{forged}").status_code == 404
    assert len(left()) == 2


def test_an_old_link_does_not_end_a_later_subscription(link, firm, shortlist):
    Client().post(link)
    subscribed(firm, shortlist)
    Client().post(link)
    assert len(left()) == 2
    assert DigestMessage.objects.count() == 1
