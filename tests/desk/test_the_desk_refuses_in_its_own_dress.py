"""Who opens the log-in of the desk, an address that is none, or a page of others, is told so at
the desk itself, in the reader's language.
"""

from typing import Any

import pytest
from django.contrib.auth.models import User
from django.test import Client

from tests.priorities.curators import staff
from tests.workbench.conftest import PASSWORD

pytestmark = pytest.mark.django_db
_DESK_STYLE = "priorities/curating.css"


def log_in(client: Client, name: str) -> Any:
    """Open the desk's own log-in, type name and password, and follow: where that leads."""
    form = client.get("/admin/login/", follow=True)
    return client.post(
        form.redirect_chain[-1][0], {"login": name, "password": PASSWORD}, follow=True
    )


def test_the_log_in_opened_directly_leads_a_curator_to_the_desk(client):
    staff("editor", "Editors", password=PASSWORD)
    answer = log_in(client, "editor")
    assert answer.status_code == 200
    assert answer.redirect_chain[-1][0] == "/admin/"
    assert client.get("/admin/login/").headers["Location"] == "/admin/"


@pytest.mark.parametrize(
    ("language", "told"), [("en", "no curator’s"), ("zh-CN,zh;q=0.9", "不是编审账号")]
)
def test_a_member_who_is_no_curator_is_told_so(client, language, told):
    User.objects.create_user("ada", "ada@nordtuch.example", PASSWORD)
    client.defaults["HTTP_ACCEPT_LANGUAGE"] = language
    for answer in (log_in(client, "ada"), client.get("/admin/partners/partner/", follow=True)):
        page = answer.content.decode()
        assert answer.status_code == 403
        assert len(answer.redirect_chain) <= 3
        assert told in page
        assert _DESK_STYLE in page
        assert 'href="/"' in page
        # Nothing of the desk is shown to whom it is not open.
        assert "/admin/partners/" not in page


@pytest.mark.parametrize(
    ("language", "missing", "refused"),
    [("en", "Nothing has this address.", "Your role does not allow this."),
     ("zh-CN,zh;q=0.9", "此地址下没有内容。", "您的角色不允许这样做。")],
)  # fmt: skip
def test_an_unknown_address_and_a_forbidden_page_keep_the_menu(client, language, missing, refused):
    client.force_login(staff("viewer", "Approvers"))
    client.defaults["HTTP_ACCEPT_LANGUAGE"] = language
    for path, status, told in (
        ("nowhere/", 404, missing),
        ("partners/partner/999999999/change/", 404, missing),
        ("partners/importrun/upload/", 403, refused),
        ("auth/user/", 403, refused),
    ):
        answer = client.get(f"/admin/{path}")
        page = answer.content.decode()
        assert answer.status_code == status, path
        assert told in page, path
        assert 'href="/admin/partners/partner/"' in page


def test_elsewhere_a_missing_page_is_told_as_ever(client):
    assert _DESK_STYLE not in client.get("/nowhere").content.decode()
    assert client.get("/v1/nowhere").headers["Content-Type"] == "application/problem+json"


def test_a_curator_without_a_firm_reads_the_status(client):
    client.force_login(staff("operator", "Operators"))
    assert 'href="/status"' in client.get("/admin/").content.decode()
    assert client.get("/status").status_code == 200
    client.force_login(User.objects.create_user("nobody"))
    assert client.get("/status").status_code == 403
