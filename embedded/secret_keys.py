"""Random secrets for development, kept in the state folder from run to run."""

import base64
import os
import secrets

from embedded.state import State, load_or_create_secret

# The environment variable of a secret, and the name of its file.
_SECRET_FILES = {"SECRET_KEY": "django", "ENCRYPTION_KEYS": "encryption"}  # names of files  # nosec B105


def create_secret_keys(state: State) -> None:
    """Create the missing secrets. Only the keeper may call this: it holds the lock."""
    load_or_create_secret(
        state.secret(_SECRET_FILES["SECRET_KEY"]), lambda: secrets.token_urlsafe(48)
    )
    load_or_create_secret(
        state.secret(_SECRET_FILES["ENCRYPTION_KEYS"]),
        lambda: base64.urlsafe_b64encode(os.urandom(32)).decode(),
    )


def secret_keys(state: State) -> dict[str, str]:
    """The secrets by the name of their environment variable."""
    return {variable: state.secret(name).read_text() for variable, name in _SECRET_FILES.items()}
