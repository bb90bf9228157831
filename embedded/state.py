"""The state folder: what the embedded servers keep between runs, and the locks around it."""

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
    """The state folder of this checkout and user; ``RONGHE_STATE`` decides when given."""
    if given := os.environ.get("RONGHE_STATE"):
        return Path(given).absolute()
    if os.geteuid() != 0:
        return CHECKOUT / ".state"
    # Root's servers run as nobody, who cannot enter a checkout below a private home.
    checkout = hashlib.sha256(os.fsencode(CHECKOUT)).hexdigest()[:12]
    if _can_be_created(_SYSTEM_STATE):
        return _SYSTEM_STATE / checkout
    return Path(tempfile.gettempdir()) / f"ronghe-{checkout}"


@dataclass(frozen=True)
class State:
    """The places inside one state folder."""

    folder: Path

    @property
    def clients_lock(self) -> Path:
        """Held shared by each client as long as it lives, and exclusive to stop the servers."""
        return self.folder / "clients.lock"

    @property
    def index(self) -> Path:
        """Files of columns that all processes map; they can be made again from the database."""
        return self.folder / "snapshots"

    @property
    def keeper_lock(self) -> Path:
        """Held by the one keeper as long as it lives."""
        return self.folder / "keeper.lock"

    @property
    def servers(self) -> Path:
        """How to reach the servers; there only while they are ready."""
        return self.folder / "servers.json"

    @property
    def ports(self) -> Path:
        """The ports of the last run, to be had again so that old clients can reconnect."""
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
    """Make the state folder when it is missing.

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
    """The secret in ``path``, made at the first asking. Only the keeper may call this."""
    if not path.exists():
        write_atomically(path, make())
    return path.read_text()


def write_atomically(path: Path, text: str) -> None:
    """Write a private file so that a reader finds all of it or nothing."""
    unfinished = path.with_name(f"{path.name}.new")
    unfinished.unlink(missing_ok=True)
    with open(os.open(unfinished, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w") as file:
        file.write(text)
        file.flush()
        os.fsync(file.fileno())
    unfinished.replace(path)


def open_log(path: Path) -> BinaryIO:
    """A log to add to; private, for a server's log can quote what it is given."""
    return open(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_APPEND, 0o600), "ab")


def _can_be_created(folder: Path) -> bool:
    existing = next(way for way in (folder, *folder.parents) if way.exists())
    return os.access(existing, os.W_OK | os.X_OK)


def _create_folders(folder: Path, *, mode: int) -> None:
    missing = [way for way in (folder, *folder.parents) if not way.exists()]
    for way in reversed(missing):
        way.mkdir(exist_ok=True)
        # Whatever the umask: nobody has to pass through, others may not look.
        way.chmod(mode)
