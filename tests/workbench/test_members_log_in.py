"""Members log in with a password or with a mailed code; nobody else does, and nobody signs up."""

import re

import pytest
from django.contrib.auth.models import User
from django.core import mail

from firms import members
from firms.models import Firm, Member, Role
from tests.workbench.conftest import PASSWORD, Visitor, enter

pytestmark = pytest.mark.django_db


def test_a_member_logs_in_with_address_and_password(firm, nobody):
    enter(firm, "Ada@nordtuch.example", password=PASSWORD)
    nobody.press("/accounts/login", login="ada@nordtuch.example", password=PASSWORD)
    assert "Nordtuch GmbH" in nobody.page


def test_a_wrong_password_lets_nobody_in(firm, nobody):
    enter(firm, "ada@nordtuch.example", password=PASSWORD)
    nobody.press("/accounts/login", login="ada@nordtuch.example", password="guessed")
    assert "not correct" in nobody.page
    assert "Nordtuch" not in nobody.look("/")


def test_a_new_member_needs_nothing_but_the_mailed_code(firm, nobody):
    members.set_member(firm=firm, email="ada@nordtuch.example", role=Role.ANALYST)
    nobody.press("/accounts/login/code", email="ADA@nordtuch.example")
    (sent,) = mail.outbox
    assert sent.to == ["ada@nordtuch.example"]
    code = re.search(r"^[A-Z0-9]{4}-[A-Z0-9]{4}$", sent.body, re.M)
    assert code, sent.body
    nobody.press("/accounts/login/code/confirm", code=code[0])
    assert "Nordtuch GmbH" in nobody.look("/")
    assert not User.objects.get().has_usable_password()


def test_no_code_is_sent_to_a_stranger_and_the_page_does_not_tell(firm, nobody):
    members.set_member(firm=firm, email="ada@nordtuch.example", role=Role.ANALYST)
    stranger = nobody.press("/accounts/login/code", email="eve@elsewhere.example")
    assert nobody.status == 200
    assert mail.outbox == []
    assert not User.objects.exists()
    other = Visitor()
    other.press("/accounts/login/code", email="ada@nordtuch.example")
    same = stranger.replace("eve@elsewhere", "ada@nordtuch")
    assert re.sub(r'value="[A-Za-z0-9]{64}"', "", same) == re.sub(
        r'value="[A-Za-z0-9]{64}"', "", other.page
    )


@pytest.mark.parametrize("path", ["/accounts/signup", "/accounts/signup/", "/accounts/email/"])
def test_nobody_signs_up_or_changes_the_address(owner, path):
    owner.press(path, email="eve@elsewhere.example", password1=PASSWORD)
    assert owner.status == 404


def test_after_the_log_in_the_page_that_was_asked_for_is_shown(firm, nobody):
    enter(firm, "ada@nordtuch.example", password=PASSWORD)
    nobody.look("/", follow=False)
    assert nobody.answer["Location"] == "/accounts/login?next=/"
    fields = {"login": "ada@nordtuch.example", "password": PASSWORD}
    nobody.press("/accounts/login", next="//elsewhere.example/", follow=False, **fields)
    assert nobody.answer["Location"] == "/"


def test_who_is_removed_is_out_at_once_and_leaves_no_account(firm, owner):
    assert "Nordtuch" in owner.look("/")
    members.remove_member(Member.objects.get())
    assert "Nordtuch" not in owner.look("/")
    assert not User.objects.exists()


def test_a_member_of_two_firms_chooses(firm, owner):
    second = Firm.objects.create(name="Second AG")
    member = Member.objects.get()
    members.set_member(firm=second, email=member.email, role=Role.VIEWER)
    assert "Second AG" in owner.look("/")
    owner.press("/choose/firm", firm=second.pk)
    assert "<summary>Second AG</summary>" in owner.page
    third = Firm.objects.create(name="Third AG")
    owner.press("/choose/firm", firm=third.pk)
    assert owner.status == 404
    assert "<summary>Second AG</summary>" in owner.look("/")


def test_many_wrong_passwords_are_stopped(firm, nobody):
    enter(firm, "ada@nordtuch.example", password=PASSWORD)
    for _ in range(6):
        nobody.press("/accounts/login", login="ada@nordtuch.example", password="guessed")
    assert "Too many failed login attempts" in nobody.page
    nobody.press("/accounts/login", login="ada@nordtuch.example", password=PASSWORD)
    assert "Nordtuch" not in nobody.look("/")


def test_a_curator_logs_in_at_the_same_door_and_comes_to_the_desk(nobody, db):
    User.objects.create_superuser("operator", "o@ronghe.example", PASSWORD)
    nobody.look("/admin/login/", follow=False)
    there = nobody.answer["Location"]
    assert there.startswith("/accounts/login?next=")
    nobody.press("/accounts/login", login="operator", password=PASSWORD, next="/admin/login/")
    assert nobody.answer.redirect_chain[-1] == ("/admin/", 302)
