"""The secrets of authenticators, encrypted as all secrets are."""

from allauth.mfa.adapter import DefaultMFAAdapter

from core import encryption


class EncryptedSecrets(DefaultMFAAdapter):  # type: ignore[misc]  # allauth has no types
    def encrypt(self, text: str) -> str:
        """Return the ciphertext of a secret, for storage."""
        return encryption.encrypt(text).decode()

    def decrypt(self, encrypted_text: str) -> str:
        """Return the secret. Raises `Unreadable`."""
        return encryption.decrypt(encrypted_text.encode())
