"""The settings' environment is refused with every fault at once."""

import pytest

from config import environment

NAMES = [
    "RENEW_MATCHES",
    "RONGHE_MODE",
    "SECRET_KEY",
    "SECRET_KEY_FALLBACKS",
    "ENCRYPTION_KEYS",
    "DATABASE_URL",
    "DATABASE_PREPARES",
    "REDIS_URL",
    "ALLOWED_HOSTS",
    "LOG_FORMAT",
    "LOG_LEVEL",
    "BEHIND_PROXY",
    "TRUSTED_ORIGINS",
    "WEBHOOK_KEPT_DAYS",
    "RATE_LIMIT",
    "EMAIL_URL",
    "MAIL_FROM",
    "PUBLIC_URL",
]
GOOD = {
    "SECRET_KEY": "s" * 50,
    "ENCRYPTION_KEYS": "A" * 43 + "=",
    "DATABASE_URL": "postgresql://u:p@db:5432/x",
    "REDIS_URL": "redis://broker:6379/0",
    "ALLOWED_HOSTS": "ronghe.example",
}


@pytest.fixture
def given(monkeypatch):
    def give(**variables: str) -> None:
        for name in NAMES:
            monkeypatch.delenv(name, raising=False)
        for name, value in variables.items():
            monkeypatch.setenv(name, value)

    return give


def test_an_empty_environment_names_all_that_is_missing(given):
    given()
    with pytest.raises(environment.EnvironmentFault) as refused:
        environment.load_environment()
    for name in GOOD:
        assert f"{name}: missing" in str(refused.value)


def test_production_is_what_is_run_unless_told_otherwise(given):
    given(**GOOD)
    assert environment.load_environment().production


@pytest.mark.parametrize(
    ("name", "value", "said"),
    [
        ("SECRET_KEY", "short", "5 characters"),
        ("SECRET_KEY_FALLBACKS", f"{'o' * 50},old", "3 characters"),
        ("ENCRYPTION_KEYS", "bm90IDMyIGJ5dGVz", "holds 12 bytes"),
        ("ENCRYPTION_KEYS", "???", "not base64url"),
        ("DATABASE_URL", "sqlite:///x", "only postgresql://"),
        ("REDIS_URL", "memory://", "only redis://"),
        ("LOG_LEVEL", "LOUD", "not one of"),
        ("BEHIND_PROXY", "perhaps", "write true or false"),
        ("RENEW_MATCHES", "perhaps", "write true or false"),
        ("WEBHOOK_KEPT_DAYS", "-1", "not a whole number"),
        ("WEBHOOK_KEPT_DAYS", "90d", "not a whole number"),
        ("RATE_LIMIT", "600", "write 600/minute"),
        ("RATE_LIMIT", "0/minute", "write 600/minute"),
        ("RATE_LIMIT", "600/min", "write 600/minute"),
        ("RONGHE_MODE", "test", "not one of production, development"),
    ],
)
def test_a_wrong_value_is_named(given, name, value, said):
    given(**GOOD | {name: value})
    with pytest.raises(environment.EnvironmentFault, match=name) as refused:
        environment.load_environment()
    assert said in str(refused.value)


def test_mail_is_sent_from_somebody(given):
    given(**GOOD | {"EMAIL_URL": "smtp://mail:25"})
    with pytest.raises(environment.EnvironmentFault, match="MAIL_FROM: missing"):
        environment.load_environment()
    given(**GOOD | {"EMAIL_URL": "smtp://mail:25", "MAIL_FROM": "ronghe@ronghe.example"})
    assert environment.load_environment().mail_from == "ronghe@ronghe.example"


def test_no_fault_repeats_a_secret(given):
    given(**GOOD | {"ENCRYPTION_KEYS": "c2VjcmV0LXNlY3JldA==", "SECRET_KEY": "hunter2"})
    with pytest.raises(environment.EnvironmentFault) as refused:
        environment.load_environment()
    assert "c2VjcmV0" not in str(refused.value)
    assert "hunter2" not in str(refused.value)


def test_earlier_secret_keys_are_read_in_order_and_none_is_the_default(given):
    given(**GOOD)
    assert environment.load_environment().secret_key_fallbacks == ()
    given(**GOOD | {"SECRET_KEY_FALLBACKS": f"{'a' * 50}, {'b' * 50}"})
    assert environment.load_environment().secret_key_fallbacks == ("a" * 50, "b" * 50)
