"""Every answer below /admin/ has the desk's own content policy; pages keep their strict one."""

import pytest

from tests.priorities.curators import staff

pytestmark = pytest.mark.django_db


def policy(client, path: str) -> dict[str, set[str]]:
    header = client.get(path).headers["Content-Security-Policy"]
    parts = (part.split() for part in header.split(";") if part.strip())
    return {words[0]: set(words[1:]) for words in parts}


@pytest.mark.parametrize("path", ["/admin/", "/admin/partners/partner/", "/admin/nowhere/"])
def test_the_desk_runs_only_its_own_scripts_and_sends_only_to_itself(client, path):
    client.force_login(staff("editor", "Editors"))
    found = policy(client, path)
    assert found["default-src"] == {"'self'"}
    # Never a script that stands in a page: what a firm wrote could be one.
    assert found["script-src"] == {"'self'", "'unsafe-eval'"}
    for name in ("object-src", "base-uri", "frame-ancestors"):
        assert found[name] == {"'none'"}
    assert found["form-action"] == {"'self'"}
    everywhere = set().union(*found.values())
    assert everywhere == {"'self'", "'none'", "'unsafe-eval'", "'unsafe-inline'", "data:"}


def test_pages_keep_their_own(client):
    found = policy(client, "/accounts/login")
    assert found["default-src"] == {"'none'"}
    assert found["script-src"] == found["style-src"] == {"'self'"}
