"""Complete the environment of a command before the settings load."""

from collections.abc import MutableMapping

from embedded.client import attach
from embedded.secret_keys import secret_keys
from embedded.state import State, state_folder

# The variable that lists the addresses set by this module. A child process that inherits such an
# address must attach too, or the servers stop with its parent; so must a process after an exec.
_INHERITED = "RONGHE_EMBEDDED"


def ensure_environment(environ: MutableMapping[str, str]) -> None:
    """Add missing server addresses to ``environ``; start the embedded servers when needed.

    Nothing is started when DATABASE_URL and REDIS_URL are both set. Otherwise development secrets
    and the development mode are set too, where absent. Raises EmbeddedError when the servers are
    needed and cannot run.
    """
    inherited = environ.get(_INHERITED, "").split()
    lacking = [
        name
        for name in ("DATABASE_URL", "REDIS_URL")
        if not environ.get(name) or environ[name] in inherited
    ]
    if not lacking:
        return
    folder = state_folder()
    servers = attach(folder)
    addresses = {"DATABASE_URL": servers.database_url, "REDIS_URL": servers.redis_url}
    supplied = {name: addresses[name] for name in lacking}
    environ.update(supplied, **{_INHERITED: " ".join(supplied.values())})
    for name, secret in secret_keys(State(folder)).items():
        _set_default(environ, name, secret)
    _set_default(environ, "RONGHE_MODE", "development")
    _set_default(environ, "INDEX_DIR", str(State(folder).index))


def _set_default(environ: MutableMapping[str, str], name: str, value: str) -> None:
    if not environ.get(name):
        environ[name] = value
