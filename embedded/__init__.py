"""A real PostgreSQL and a real Valkey on this machine, without installing a server.

The package must not import Django: it supplies the environment that the settings are read from.
`docs/decisions/0001-embedded-servers.md` explains why it is our own.
"""

from embedded.client import Servers, attach, detach
from embedded.errors import EmbeddedError
from embedded.postgres import INITDB_LOCALE
from embedded.server_environment import ensure_environment
from embedded.state import state_folder

__all__ = [
    "INITDB_LOCALE",
    "EmbeddedError",
    "Servers",
    "attach",
    "detach",
    "ensure_environment",
    "state_folder",
]
