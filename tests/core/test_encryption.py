"""Secrets are encrypted with the newest key and read with any key that is configured."""

import pytest
from cryptography.fernet import Fernet

from core.encryption import Unreadable, decrypt, encrypt

OLD, NEW = (Fernet.generate_key().decode() for _ in range(2))
SECRET = "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw"


def test_a_stored_secret_shows_nothing_of_the_text(settings):
    settings.ENCRYPTION_KEYS = (NEW,)
    stored = encrypt(SECRET)
    assert SECRET.encode() not in stored
    assert decrypt(stored) == SECRET


def test_equal_secrets_are_stored_differently(settings):
    settings.ENCRYPTION_KEYS = (NEW,)
    assert encrypt(SECRET) != encrypt(SECRET)


def test_an_earlier_key_still_reads_what_it_encrypted(settings):
    settings.ENCRYPTION_KEYS = (OLD,)
    stored = encrypt(SECRET)
    settings.ENCRYPTION_KEYS = (NEW, OLD)
    assert decrypt(stored) == SECRET


def test_the_newest_key_encrypts(settings):
    settings.ENCRYPTION_KEYS = (NEW, OLD)
    stored = encrypt(SECRET)
    settings.ENCRYPTION_KEYS = (NEW,)
    assert decrypt(stored) == SECRET


def test_a_secret_of_a_removed_key_is_unreadable(settings):
    settings.ENCRYPTION_KEYS = (OLD,)
    stored = encrypt(SECRET)
    settings.ENCRYPTION_KEYS = (NEW,)
    with pytest.raises(Unreadable):
        decrypt(stored)


@pytest.mark.parametrize("damaged", [b"", b"not a token"])
def test_bytes_that_are_no_ciphertext_are_unreadable(settings, damaged):
    settings.ENCRYPTION_KEYS = (NEW,)
    with pytest.raises(Unreadable):
        decrypt(damaged)
