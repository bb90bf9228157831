"""`manage.py rotate_encryption` encrypts what is stored with the newest key; then the old key can
be taken out.
"""

from io import StringIO

import pytest
from allauth.mfa.models import Authenticator
from allauth.mfa.recovery_codes.internal.auth import RecoveryCodes
from allauth.mfa.totp.internal.auth import TOTP
from cryptography.fernet import Fernet
from django.contrib.auth.models import User
from django.core.management import CommandError, call_command

from core import encryption
from core.encryption import key_rotation
from core.encryption.stored_secrets import declared_columns
from firms.models import Firm, IdempotencyRecord
from tests.structure.tree import modules
from webhooks.endpoints import registration
from webhooks.models import EndpointSecret

pytestmark = pytest.mark.django_db
OLD, NEW = (Fernet.generate_key().decode() for _ in range(2))
ANSWER = '[201, {}, "{}"]'
TOTP_SECRET = "JBSWY3DPEHPK3PXP"


@pytest.fixture
def stored(settings) -> list[str]:
    """One of each secret, under the old key; the texts of the webhook secrets. The new key is first
    afterwards.
    """
    settings.ENCRYPTION_KEYS = (OLD,)
    firm = Firm.objects.create(name="Nordtuch GmbH")
    texts = [
        registration.create_endpoint(
            firm=firm, spec=registration.EndpointSpec(url=f"https://hooks.nordtuch.example/{n}")
        )[1]
        for n in range(3)
    ]
    IdempotencyRecord.objects.create(
        firm=firm, key="order-117", request=b"x" * 32, answer=encryption.encrypt(ANSWER)
    )
    user = User.objects.create_user("editor")
    TOTP.activate(user, TOTP_SECRET)
    RecoveryCodes.activate(user)
    Authenticator.objects.create(user=user, type="webauthn", data={"name": "a key of steel"})
    settings.ENCRYPTION_KEYS = (NEW, OLD)
    return texts


def run(*words: str) -> str:
    out = StringIO()
    call_command("rotate_encryption", *words, stdout=out)
    return out.getvalue()


def test_the_old_key_can_be_taken_out_afterwards(stored, settings):
    codes = RecoveryCodes(Authenticator.objects.get(type="recovery_codes")).generate_codes()
    said = run()
    assert "webhook secrets: 3 encrypted with the first key" in said
    assert "stored responses: 1 encrypted" in said
    assert "second factors: 2 encrypted" in said
    settings.ENCRYPTION_KEYS = (NEW,)
    secrets = EndpointSecret.objects.order_by("pk").values_list("ciphertext", flat=True)
    assert [encryption.decrypt(bytes(one)) for one in secrets] == stored
    assert encryption.decrypt(bytes(IdempotencyRecord.objects.get().answer)) == ANSWER
    totp = Authenticator.objects.get(type="totp")
    assert encryption.decrypt(totp.data["secret"].encode()) == TOTP_SECRET
    kept = Authenticator.objects.get(type="recovery_codes")
    assert RecoveryCodes(kept).generate_codes() == codes
    assert Authenticator.objects.get(type="webauthn").data == {"name": "a key of steel"}
    assert "The first key reads everything" in run("--check")


def test_check_tells_how_many_need_an_older_key_and_changes_nothing(stored):
    before = list(EndpointSecret.objects.order_by("pk").values_list("ciphertext", flat=True))
    with pytest.raises(CommandError, match="6 need an older key: keep it"):
        run("--check")
    after = EndpointSecret.objects.order_by("pk").values_list("ciphertext", flat=True)
    assert list(map(bytes, after)) == list(map(bytes, before))


def test_what_a_killed_run_left_is_done_by_the_next(stored, monkeypatch):
    monkeypatch.setattr(key_rotation, "_BATCH_SIZE", 1)
    real, calls = encryption.reencrypt, []

    def killed_at_the_fourth(ciphertext):
        calls.append(ciphertext)
        if len(calls) == 4:
            raise KeyboardInterrupt
        return real(ciphertext)

    monkeypatch.setattr(encryption, "reencrypt", killed_at_the_fourth)
    with pytest.raises(KeyboardInterrupt):
        run()
    monkeypatch.setattr(encryption, "reencrypt", real)
    counts = [key_rotation.rotate(one).replaced for one in declared_columns()]
    assert sum(counts) == 6 - 3
    assert "The first key reads everything" in run("--check")


def test_a_secret_that_changes_meanwhile_is_not_overwritten(stored, monkeypatch):
    real, newer = encryption.reencrypt, []

    def changed_meanwhile(ciphertext):
        secret = EndpointSecret.objects.filter(ciphertext=ciphertext).first()
        if secret is not None and not newer:
            newer.append(secret.pk)
            written = Fernet(OLD).encrypt(b"whsec_newer")
            EndpointSecret.objects.filter(pk=secret.pk).update(ciphertext=written)
        return real(ciphertext)

    monkeypatch.setattr(encryption, "reencrypt", changed_meanwhile)
    with pytest.raises(CommandError, match="1 need an older key"):
        run()
    assert (
        encryption.decrypt(bytes(EndpointSecret.objects.get(pk=newer[0]).ciphertext))
        == "whsec_newer"
    )
    assert "The first key reads everything" in run()


def test_a_secret_of_a_lost_key_stays_and_is_told(stored, settings):
    settings.ENCRYPTION_KEYS = (NEW,)
    with pytest.raises(CommandError, match="6 are read by none of ENCRYPTION_KEYS"):
        run()
    settings.ENCRYPTION_KEYS = (NEW, OLD)
    assert "The first key reads everything" in run()


def test_every_module_that_encrypts_stores_where_the_rotation_looks():
    # Declare the column of a new one in the `ready` of its app, then name the module here.
    encrypting = {name for name, one in modules().items() if "encryption.encrypt(" in one.text}
    assert encrypting == {
        "api.requests.idempotency",
        "pages.accounts.secrets_adapter",
        "webhooks.endpoints.registration",
    }
    assert [one.name for one in declared_columns()] == [
        "second factors", "stored responses", "webhook secrets",
    ]  # fmt: skip
