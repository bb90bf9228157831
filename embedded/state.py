"""The state folder: the data of the embedded servers between runs, and the locks."""

import hashlib
import os
import tempfile
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO

from embedded.account import server_account
from embedded.errors import EmbeddedError, os_failure

CHECKOUT = Path(__file__).resolve().parents[1]
_SYSTEM_STATE = Path("/var/lib/ronghe")


def state_folder() -> Path:
    """The state folder of this checkout and user; ``RONGHE_STATE`` overrides it."""
    if given := os.environ.get("RONGHE_STATE"):
        return Path(given).absolute()
    if os.geteuid() != 0:
        return CHECKOUT / ".state"
    # Root's servers run as `nobody`, which cannot enter a checkout below a private home.
    checkout = hashlib.sha256(os.fsencode(CHECKOUT)).hexdigest()[:12]
    if _can_be_created(_SYSTEM_STATE):
        return _SYSTEM_STATE / checkout
    return Path(tempfile.gettempdir()) / f"ronghe-{checkout}"


@dataclass(frozen=True)
class State:
    """The paths inside a state folder."""

    folder: Path

    @property
    def clients_lock(self) -> Path:
        """Locked shared by each client during its life, and exclusively to stop the servers."""
        return self.folder / "clients.lock"

    @property
    def index(self) -> Path:
        """Folder of the column files that all processes map; they are rebuilt from the database."""
        return self.folder / "snapshots"

    @property
    def keeper_lock(self) -> Path:
        """Locked exclusively by the keeper during its life."""
        return self.folder / "keeper.lock"

    @property
    def servers(self) -> Path:
        """File of the servers' addresses; it exists only while they are ready."""
        return self.folder / "servers.json"

    @property
    def ports(self) -> Path:
        """File of the last run's ports, which are reused so that old clients can reconnect."""
        return self.folder / "ports.json"

    @property
    def binaries(self) -> Path:
        """Copies of the servers' programs, for an account that cannot reach the originals."""
        return self.folder / "binaries"

    def log(self, name: str) -> Path:
        """The log of the keeper or of a server."""
        return self.folder / f"{name}.log"

    def secret(self, name: str) -> Path:
        """The file that keeps a secret."""
        return self.folder / f"{name}.secret"


def prepare_state_folder(folder: Path) -> State:
    """Create the state folder when it is missing, and check that it can be used.

    Raises EmbeddedError when it cannot be written, belongs to another user, or cannot be reached
    by the account that the servers run under.
    """
    account = server_account()
    action = f"The state folder {folder} cannot be written"
    try:
        _create_folders(folder, mode=0o711 if account.uid_gid else 0o700)
        owner = folder.stat().st_uid
        if owner == os.geteuid():
            os.close(os.open(folder / "clients.lock", os.O_RDWR | os.O_CREAT, 0o600))
    except OSError as error:
        raise os_failure(action, error) from error
    if owner != os.geteuid():
        raise EmbeddedError(
            f"The state folder {folder} belongs to another user (ID {owner})."
            " Name a folder of your own in RONGHE_STATE."
        )
    if not account.can_reach(folder):
        raise EmbeddedError(
            f"The state folder {folder} lies below a private folder. Root's servers run as"
            " 'nobody', who cannot enter it. Name another folder in RONGHE_STATE, or unset it."
        )
    return State(folder)


def load_or_create_secret(path: Path, make: Callable[[], str]) -> str:
    """Return the secret in ``path``; create it when missing. Only the keeper may call this."""
    if not path.exists():
        write_atomically(path, make())
    return path.read_text()


def write_atomically(path: Path, text: str) -> None:
    """Write a private file so that a reader finds the whole text or no file."""
    unfinished = path.with_name(f"{path.name}.new")
    unfinished.unlink(missing_ok=True)
    with open(os.open(unfinished, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w") as file:
        file.write(text)
        file.flush()
        os.fsync(file.fileno())
    unfinished.replace(path)


def open_log(path: Path) -> BinaryIO:
    """Open a log for appending. It is private: a server's log can quote its input."""
    return open(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_APPEND, 0o600), "ab")


def _can_be_created(folder: Path) -> bool:
    existing = next(way for way in (folder, *folder.parents) if way.exists())
    return os.access(existing, os.W_OK | os.X_OK)


def _create_folders(folder: Path, *, mode: int) -> None:
    missing = [way for way in (folder, *folder.parents) if not way.exists()]
    for way in reversed(missing):
        way.mkdir(exist_ok=True)
        # Set without regard to the umask: `nobody` must be able to enter, and others must not list.
        way.chmod(mode)
