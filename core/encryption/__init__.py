"""Encrypt secrets for storage with the first of ENCRYPTION_KEYS; decrypt them with any of these."""

from functools import cache

from cryptography.fernet import Fernet, InvalidToken, MultiFernet
from django.conf import settings


class Unreadable(Exception):
    """None of ENCRYPTION_KEYS reads it: it was encrypted with a key that is not among them."""


@cache
def _keys(texts: tuple[str, ...]) -> MultiFernet:
    return MultiFernet([Fernet(text) for text in texts])


def encrypt(secret: str) -> bytes:
    """The ciphertext of a secret, for storage."""
    return _keys(tuple(settings.ENCRYPTION_KEYS)).encrypt(secret.encode())


def decrypt(ciphertext: bytes) -> str:
    """The secret. Raises `Unreadable`."""
    try:
        return _keys(tuple(settings.ENCRYPTION_KEYS)).decrypt(ciphertext).decode()
    except InvalidToken:
        raise Unreadable from None


def is_newest(ciphertext: bytes) -> bool:
    """Tell whether the first of ENCRYPTION_KEYS alone reads it."""
    try:
        _keys(tuple(settings.ENCRYPTION_KEYS[:1])).decrypt(ciphertext)
    except InvalidToken:
        return False
    return True


def reencrypt(ciphertext: bytes) -> bytes:
    """The same secret, encrypted with the first of ENCRYPTION_KEYS. Raises `Unreadable`."""
    try:
        return _keys(tuple(settings.ENCRYPTION_KEYS)).rotate(ciphertext)
    except InvalidToken:
        raise Unreadable from None
