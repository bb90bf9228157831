"""A real PostgreSQL and a real Valkey on this machine, without installing a server.

Nothing here knows Django: it runs before the settings exist.
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
