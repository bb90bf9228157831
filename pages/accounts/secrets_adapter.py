"""The secrets of authenticators, encrypted as all secrets are."""

from collections.abc import Callable
from typing import Any

from allauth.mfa.adapter import DefaultMFAAdapter

from core import encryption


class EncryptedSecrets(DefaultMFAAdapter):  # type: ignore[misc]  # allauth has no types
    def encrypt(self, text: str) -> str:
        """Return the ciphertext of a secret, for storage."""
        return encryption.encrypt(text).decode()

    def decrypt(self, encrypted_text: str) -> str:
        """Return the secret. Raises `Unreadable`."""
        return encryption.decrypt(encrypted_text.encode())


def rewrite_secrets(data: dict[str, Any], rewrite: Callable[[bytes], bytes]) -> dict[str, Any]:
    """Return the data of an authenticator with each ciphertext in it passed through the function.

    A passkey has none: its public key is no secret.
    """

    def text(ciphertext: str) -> str:
        return rewrite(ciphertext.encode()).decode()

    found = dict(data)
    for name in ("secret", "seed"):
        if name in found:
            found[name] = text(found[name])
    if "migrated_codes" in found:
        found["migrated_codes"] = [text(code) for code in found["migrated_codes"]]
    return found
