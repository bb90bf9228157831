"""A digest tells what changed in a shortlist and why, in the language of its reader."""

import re
from email import message_from_bytes, policy

import pytest

from matcher.digests import composing, digest_texts
from matcher.models import Brief, DigestMessage, DigestSubscription
from matcher.shortlists import answering
from partners.registry.registration import register_records
from partners.registry.retirement import retire_partner
from tests.api.conftest import maker
from tests.api.desk import added
from tests.api.mailing import make_due, sent, subscribed
from tests.priorities.curators import curator as user_of


@pytest.fixture(autouse=True)
def mail(settings):
    settings.SENDS_MAIL, settings.PUBLIC_URL = True, "https://ronghe.example"
    settings.DEFAULT_FROM_EMAIL = "Ronghe <digests@ronghe.example>"


def html_of(mail):
    ((html, kind),) = mail.alternatives
    assert kind == "text/html"
    return html


def new_maker(key="new", **differs: str):
    register_records(records=[maker("own-list", key, least=50, days=2, **differs)])
    answering.sweep()


def test_a_new_partner_is_told_once_with_its_rank_and_cause(firm, shortlist):
    subscribed(firm, shortlist)
    new_maker()
    (mail,) = sent()
    assert mail.to == ["buyer@nordtuch.example"]
    assert mail.subject.startswith("Knitwear: 1 new")
    assert "New (1)\n- Maker new: New at rank 1. What is on record of it changed." in mail.body
    assert "Revision 2 (" in mail.body
    assert sent() == []


def test_priorities_are_told_with_province_document_paragraph_and_source(firm, shortlist, desk):
    subscribed(firm, shortlist)
    desk.publish(lambda rows: added(targets=["PS02"])(rows)[1:])
    answering.sweep()
    (mail,) = sent()
    assert "Guangdong: Priority PP1 (Work report, PP1); no longer on the list" in mail.body
    assert "https://example.org/report" in mail.body
    assert '<a href="https://example.org/report">' in html_of(mail)
    assert "Priorities changed: Priority PP1." in mail.body


def test_it_is_chinese_for_those_who_want_it_so(firm, shortlist):
    subscribed(firm, shortlist, language="zh-Hans")
    new_maker()
    (mail,) = sent()
    assert mail.subject.startswith("Knitwear：新列入1家")
    assert "制造商new：新列入，第1名。其记录有变。" in mail.body
    assert "退订" in mail.body
    assert '<html lang="zh-Hans">' in html_of(mail)


def test_several_revisions_become_one_digest_from_the_first_to_the_last(firm, shortlist):
    subscribed(firm, shortlist, rhythm="daily")
    new_maker("one")
    new_maker("two", place="320500")
    assert sent() == []
    make_due()
    (mail,) = sent()
    assert "compared with revision 1 " in mail.body
    assert "Maker one: New" in mail.body
    assert "Maker two: New" in mail.body
    message = DigestMessage.objects.get()
    assert (message.from_revision, message.to_revision) == (1, 3)


def test_what_came_and_went_between_two_digests_is_no_news(firm, shortlist, pks):
    subscribed(firm, shortlist, rhythm="daily")
    new_maker()
    pk = max(
        answering.Shortlist.objects.get()
        .revisions.get(number=2)
        .entries.values_list("partner", flat=True)
    )
    retire_partner(partner=pk, by=user_of("retirer", "curate"), reason="closed down")
    answering.sweep()
    make_due()
    assert sent() == []
    assert DigestSubscription.objects.get().last_revision == 3


def test_without_a_change_no_mail_is_sent_and_the_next_hour_is_awaited(firm, shortlist):
    subscribed(firm, shortlist, rhythm="daily")
    make_due()
    assert sent() == []
    # A change after the hour waits for the next one.
    new_maker()
    assert sent() == []


def test_a_digest_from_before_the_first_answer_begins_with_the_one_after_it(call, firm, knitwear):
    address = call.post("/v1/shortlists", knitwear).headers["Location"]
    subscribed(firm, address)
    answering.answer_shortlist(address.rsplit("/", 1)[1])
    assert sent() == []
    new_maker()
    assert len(sent()) == 1


def test_an_edited_brief_is_told_with_its_fields(call, firm, shortlist, knitwear):
    subscribed(firm, shortlist)
    call.put(shortlist, {**knitwear, "order_quantity": 500})
    answering.answer_shortlist(shortlist.rsplit("/", 1)[1])
    (mail,) = sent()
    assert "brief edited" in mail.subject
    assert "The brief was edited: /order_quantity." in mail.body


def test_a_rejection_is_told_as_the_firms_own(call, firm, shortlist, pks):
    subscribed(firm, shortlist)
    rejection = {"partner": pks["a"], "decision": "rejected", "reason": "Too dear."}
    call.post(f"{shortlist}/decisions", rejection)
    answering.answer_shortlist(shortlist.rsplit("/", 1)[1])
    (mail,) = sent()
    assert "No longer listed (1)\n- Maker a: No longer listed" in mail.body
    assert "You rejected it." in mail.body


def test_an_answer_of_a_partner_is_told_with_what_is_new(call, firm, shortlist, pks):
    subscribed(firm, shortlist)
    told = {"answers": {"lead_time": 9, "minimum_order": {"amount": 100, "unit": "pieces"}}}
    call.post(f"/v1/partners/{pks['c']}/answers", told)
    answering.sweep()
    (mail,) = sent()
    assert "What it told you was recorded." in mail.body
    assert "(as declared to you)" in mail.body


def test_the_verdict_is_told_before_and_after(call, firm, shortlist, pks):
    subscribed(firm, shortlist)
    for key in ("a", "b"):
        retire_partner(partner=pks[key], by=user_of(f"r{key}", "curate"), reason="closed down")
    answering.sweep()
    (mail,) = sent()
    before, now = re.findall(r"^(?:Before|Now): (.*)$", mail.body, re.M)
    assert before != now


def test_a_long_change_shows_the_first_of_each_kind_and_counts_the_others(
    firm, shortlist, monkeypatch
):
    monkeypatch.setattr(digest_texts, "_SHOWN", 1)
    subscribed(firm, shortlist)
    register_records(records=[maker("own-list", f"new {n}", least=50, days=2) for n in range(3)])
    answering.sweep()
    (mail,) = sent()
    assert "New (3)\n- Maker new" in mail.body
    assert "- and 2 more: see all changes" in mail.body


def test_names_are_text_in_html_and_break_no_header(call, firm, shortlist):
    Brief.objects.update(title="A\r\nBcc: all@other.example\t<b>")
    subscribed(firm, shortlist)
    new_maker('<img src="x">')
    (mail,) = sent()
    assert mail.subject.startswith("A Bcc: all@other.example <b>: ")
    raw = message_from_bytes(mail.message().as_bytes(), policy=policy.default)
    assert raw["Bcc"] is None
    assert raw["To"] == "buyer@nordtuch.example"
    assert "Maker &lt;img src=&quot;x&quot;&gt;" in html_of(mail)
    assert "<img" not in html_of(mail)
    assert 'Maker <img src="x">' in mail.body


def test_links_lead_to_the_changes_the_shortlist_and_the_partners_page(
    call, nobody, firm, shortlist
):
    subscribed(firm, shortlist)
    new_maker()
    (mail,) = sent()
    links = re.findall(r"https://ronghe\.example(\S+)", mail.body)
    assert f"{shortlist}/changes?from=1&to=2" in links
    for link in links:
        caller = call if link.startswith("/v1/") else nobody
        assert caller.get(link).status_code == 200, link


def test_an_archived_shortlist_sends_nothing(call, firm, shortlist):
    subscribed(firm, shortlist)
    new_maker()
    composing.compose_due_digests()
    call("DELETE", shortlist)
    assert sent() == []
    assert not DigestMessage.objects.exists()


def test_one_broken_digest_holds_up_no_other(firm, shortlist, monkeypatch):
    subscribed(firm, shortlist)
    subscribed(firm, shortlist, email="second@nordtuch.example")
    new_maker()
    whole = composing.digest_texts

    def broken(subscription, found):
        if subscription.member.email.startswith("buyer"):
            raise RuntimeError("broken")
        return whole(subscription, found)

    monkeypatch.setattr(composing, "digest_texts", broken)
    (mail,) = sent()
    assert mail.to == ["second@nordtuch.example"]
    monkeypatch.setattr(composing, "digest_texts", whole)
    # Those that fail step back, or enough of them would be first in every round.
    assert sent() == []
    make_due()
    (mail,) = sent()
    assert mail.to == ["buyer@nordtuch.example"]
