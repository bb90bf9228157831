"""The settings' environment is refused with every fault at once."""

import base64
import secrets

import pytest
from cryptography.fernet import Fernet

from config import environment

NAMES = [
    "RENEW_MATCHES",
    "WEBHOOK_ALLOW_LOOPBACK",
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
    "SHORTLIST_KEPT_DAYS",
    "RATE_LIMIT",
    "EMAIL_URL",
    "MAIL_FROM",
    "PUBLIC_URL",
]
SECRET = "".join(chr(33 + n * 7 % 89) for n in range(50)).replace(",", ".")
GOOD = {
    "SECRET_KEY": SECRET,
    "ENCRYPTION_KEYS": Fernet.generate_key().decode(),
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
        ("SECRET_KEY_FALLBACKS", f"{SECRET},old", "3 characters"),
        ("ENCRYPTION_KEYS", "bm90IDMyIGJ5dGVz", "holds 12 bytes"),
        ("ENCRYPTION_KEYS", "???", "not base64url"),
        ("DATABASE_URL", "sqlite:///x", "only postgresql://"),
        ("REDIS_URL", "memory://", "only redis://"),
        ("LOG_LEVEL", "LOUD", "not one of"),
        ("BEHIND_PROXY", "perhaps", "write true or false"),
        ("RENEW_MATCHES", "perhaps", "write true or false"),
        ("WEBHOOK_KEPT_DAYS", "-1", "not a whole number"),
        ("WEBHOOK_KEPT_DAYS", "90d", "not a whole number"),
        ("SHORTLIST_KEPT_DAYS", "a year", "not a whole number"),
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
    given(**GOOD | {"SECRET_KEY_FALLBACKS": f"{SECRET}, {SECRET[::-1]}"})
    assert environment.load_environment().secret_key_fallbacks == (SECRET, SECRET[::-1])


def key_of(content: bytes) -> str:
    return base64.urlsafe_b64encode(content).decode()


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("SECRET_KEY", "a" * 60),
        ("SECRET_KEY", "ronghe" * 10),
        ("SECRET_KEY", "django-insecure-" + SECRET),
        ("SECRET_KEY_FALLBACKS", "b" * 60),
        ("ENCRYPTION_KEYS", key_of(bytes(32))),
        ("ENCRYPTION_KEYS", key_of(b"abcd" * 8)),
        ("ENCRYPTION_KEYS", key_of(b"the operator's own long password")),
        ("ENCRYPTION_KEYS", "cw_0x689RpI-jtRR7oE8h_eQsKImvJapLeSbXpwF4e4="),
        ("ALLOWED_HOSTS", "*"),
        ("ALLOWED_HOSTS", "ronghe.example,*"),
        ("WEBHOOK_ALLOW_LOOPBACK", "true"),
    ],
)
def test_production_refuses_what_lets_others_in_and_development_does_not(given, name, value):
    given(**GOOD | {name: value})
    with pytest.raises(environment.EnvironmentFault, match=name) as refused:
        environment.load_environment()
    assert str(refused.value).count("\n") == 1
    if name != "ALLOWED_HOSTS":
        assert value not in str(refused.value) or value == "true"
    given(**GOOD | {name: value, "RONGHE_MODE": "development"})
    assert not environment.load_environment().production


def test_a_guessable_key_behind_the_first_is_read_until_it_is_rotated_away(given):
    given(**GOOD | {"ENCRYPTION_KEYS": f"{GOOD['ENCRYPTION_KEYS']},{key_of(bytes(32))}"})
    assert len(environment.load_environment().encryption_keys) == 2


@pytest.mark.parametrize("make", [secrets.token_urlsafe, secrets.token_hex])
def test_random_keys_are_taken(given, make):
    for _ in range(200):
        given(**GOOD | {"SECRET_KEY": make(40), "ENCRYPTION_KEYS": Fernet.generate_key().decode()})
        environment.load_environment()
