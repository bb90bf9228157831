"""Commands get from the embedded servers what their environment lacks."""

import base64
import json
import os

CODE = """
import json, os
from embedded import ensure_environment
ensure_environment(os.environ)
print(json.dumps(dict(os.environ)))
"""
GIVEN = {"DATABASE_URL": "postgresql://there/db", "REDIS_URL": "redis://there/0"}


def test_nothing_is_started_when_both_addresses_are_given(run_python, state):
    seen = json.loads(run_python(CODE, **GIVEN))
    assert {name: seen[name] for name in GIVEN} == GIVEN
    assert "SECRET_KEY" not in seen
    assert not state.exists()


def test_only_the_missing_address_is_given(run_python, client):
    seen = json.loads(run_python(CODE, DATABASE_URL=GIVEN["DATABASE_URL"]))
    assert seen["DATABASE_URL"] == GIVEN["DATABASE_URL"]
    assert seen["REDIS_URL"] == client.redis_url


def test_development_secrets_are_given_and_stay_the_same(run_python, client, state):
    first, second = (json.loads(run_python(CODE)) for _ in range(2))
    assert first["RONGHE_MODE"] == "development"
    assert len(first["SECRET_KEY"]) >= 50
    assert len(base64.urlsafe_b64decode(first["ENCRYPTION_KEYS"])) == 32
    assert (first["SECRET_KEY"], first["ENCRYPTION_KEYS"]) == (
        second["SECRET_KEY"],
        second["ENCRYPTION_KEYS"],
    )
    secrets = [path for path in state.iterdir() if path.is_file()]
    assert {path.stat().st_mode & 0o077 for path in secrets} == {0}


def test_given_secrets_are_left_alone(run_python, client):
    seen = json.loads(run_python(CODE, SECRET_KEY="theirs", RONGHE_MODE="production"))
    assert (seen["SECRET_KEY"], seen["RONGHE_MODE"]) == ("theirs", "production")


def test_an_ordinary_user_keeps_the_state_in_the_checkout(monkeypatch):
    from embedded import state_folder
    from embedded.state import CHECKOUT

    monkeypatch.delenv("RONGHE_STATE", raising=False)
    monkeypatch.setattr(os, "geteuid", lambda: 1000)
    assert state_folder() == CHECKOUT / ".state"


def test_root_keeps_the_state_outside_the_checkout(monkeypatch):
    from embedded import state_folder
    from embedded.state import CHECKOUT

    monkeypatch.delenv("RONGHE_STATE", raising=False)
    monkeypatch.setattr(os, "geteuid", lambda: 0)
    assert not state_folder().is_relative_to(CHECKOUT)
