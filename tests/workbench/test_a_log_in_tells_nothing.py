"""A log-in tells a stranger neither who has an account nor leads to where a stranger says."""

from urllib.parse import urlencode

import pytest
from django.contrib.auth.hashers import PBKDF2PasswordHasher
from django.contrib.auth.models import User

from tests.workbench.conftest import PASSWORD, Visitor, enter

pytestmark = pytest.mark.django_db
ADA = "ada@nordtuch.example"
ELSEWHERE = [
    "//evil.example",
    "https://evil.example",
    "https:///evil.example",
    "https:evil.example",
    "/\\evil.example",
    "\\\\evil.example",
    "\t//evil.example",
    "/\t/evil.example",
    "///evil.example",
    "//testserver@evil.example",
    "javascript:alert(1)",
]


@pytest.fixture
def work(monkeypatch):
    """How many passwords are computed for a refused log-in: that takes nearly all of its time."""

    def count(name):
        done = []
        encode = PBKDF2PasswordHasher.encode
        with monkeypatch.context() as patched:
            patched.setattr(
                PBKDF2PasswordHasher,
                "encode",
                lambda *given, **named: done.append(1) or encode(*given, **named),
            )
            visitor = Visitor()
            visitor.client.defaults["REMOTE_ADDR"] = f"198.51.100.{len(name)}"
            visitor.press("/accounts/login", login=name, password="not this one")
        assert "not correct" in visitor.page
        return len(done)

    return count


def test_a_refusal_takes_the_same_work_whoever_is_named(firm, work):
    enter(firm, ADA, password=PASSWORD)
    enter(firm, "no-password@nordtuch.example")
    User.objects.create_user("wei", "wei@ronghe.example", PASSWORD, is_staff=True)
    User.objects.create_user("gone", "gone@ronghe.example", PASSWORD, is_active=False)
    names = [ADA, ADA.upper(), "no-password@nordtuch.example", "wei", "wei@ronghe.example"]
    names += ["gone", "gone@ronghe.example", "nobody", "nobody@ronghe.example"]
    assert {name: work(name) for name in names} == dict.fromkeys(names, 1)


def test_an_address_and_a_name_still_let_in(firm):
    enter(firm, ADA, password=PASSWORD)
    User.objects.create_user("wei", "wei@ronghe.example", PASSWORD)
    for name in (ADA, ADA.upper(), "wei", "Wei", "WEI@ronghe.example"):
        visitor = Visitor()
        visitor.press("/accounts/login", login=name, password=PASSWORD, follow=False)
        assert visitor.status == 302, name


@pytest.mark.parametrize("elsewhere", ELSEWHERE)
def test_nothing_leads_to_another_site(firm, elsewhere):
    enter(firm, ADA, password=PASSWORD)
    client, query = Visitor().client, urlencode({"next": elsewhere})
    answers = [
        client.post("/accounts/login", {"login": ADA, "password": PASSWORD, "next": elsewhere}),
        client.get(f"/accounts/login?{query}"),
        client.post(f"/accounts/again?{query}", {"password": PASSWORD}),
        client.post("/choose/language", {"language": "en", "next": elsewhere}),
        client.post("/choose/theme", {"theme": "dark", "next": elsewhere}),
        client.post(f"/accounts/logout?{query}", {"next": elsewhere}),
    ]
    for answer in answers:
        assert answer.status_code in (302, 303), answer.request["PATH_INFO"]
        assert answer["Location"].startswith("/")
        assert not answer["Location"].startswith(("//", "/\\"))
