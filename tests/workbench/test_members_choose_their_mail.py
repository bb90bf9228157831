"""A member chooses on the page of a shortlist whether and when to hear of it by mail."""

import pytest

from firms.models import Member
from matcher.models import DigestSubscription


@pytest.fixture(autouse=True)
def mail(settings):
    settings.SENDS_MAIL, settings.PUBLIC_URL = True, "https://ronghe.example"


def address(world):
    return f"/shortlists/{world.shortlist}/digest"


def test_a_member_subscribes_changes_and_ends(analyst, world):
    page = analyst.press(address(world), rhythm="weekly", language="zh-Hans", hour=7, weekday=2)
    row = DigestSubscription.objects.get()
    assert row.member == Member.objects.get(role="analyst")
    assert (row.rhythm, row.language, row.hour, row.weekday) == ("weekly", "zh-Hans", 7, 2)
    assert '<option value="weekly" selected>' in page
    analyst.press(address(world), rhythm="at_once", language="en")
    assert DigestSubscription.objects.get().rhythm == "at_once"
    page = analyst.press(address(world), rhythm="off")
    assert not DigestSubscription.objects.exists()
    assert '<option value="off" selected>' in page


def test_each_member_has_its_own(analyst, owner, world):
    owner.press(address(world), rhythm="daily")
    analyst.press(address(world), rhythm="off")
    assert DigestSubscription.objects.get().member.role == "owner"
    assert '<option value="off" selected>' in analyst.look(f"/shortlists/{world.shortlist}")


@pytest.mark.parametrize("given", [{"rhythm": "hourly"}, {"rhythm": "daily", "hour": 24}, {}])
def test_what_no_form_offers_is_refused(analyst, world, given):
    analyst.press(address(world), **given)
    assert analyst.status == 400
    assert not DigestSubscription.objects.exists()


def test_a_viewer_and_another_firm_change_nothing(viewer, rival, world):
    for visitor, status in ((viewer, 403), (rival, 404)):
        visitor.press(address(world), rhythm="daily")
        assert visitor.status == status
    assert not DigestSubscription.objects.exists()


def test_without_a_mail_server_the_page_says_so(analyst, chinese, world, settings):
    settings.SENDS_MAIL = False
    assert "This installation sends no mail" in analyst.look(f"/shortlists/{world.shortlist}")
    assert "本系统未配置邮件" in chinese.look(f"/shortlists/{world.shortlist}")
    analyst.press(address(world), rhythm="daily")
    assert analyst.status == 409
