"""A real PostgreSQL and a real Valkey on this machine, without installing a server.

Nothing here knows Django: it runs before the settings exist.
"""

from config.embedded.client import Servers, attach, detach
from config.embedded.environment import ensure_environment
from config.embedded.errors import EmbeddedError
from config.embedded.postgres import INITDB_LOCALE
from config.embedded.state import state_folder

__all__ = [
    "INITDB_LOCALE",
    "EmbeddedError",
    "Servers",
    "attach",
    "detach",
    "ensure_environment",
    "state_folder",
]
