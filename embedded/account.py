"""The account that the servers run under: PostgreSQL refuses to run as root."""

import os
import pwd
import stat
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from embedded.errors import EmbeddedError


@dataclass(frozen=True)
class Account:
    """The account of the servers: `uid_gid` to change to, or None for the current account."""

    uid_gid: tuple[int, int] | None

    def popen_arguments(self) -> dict[str, Any]:
        """The arguments of ``Popen`` that run a child under this account."""
        if self.uid_gid is None:
            return {}
        user, group = self.uid_gid
        return {"user": user, "group": group, "extra_groups": []}

    def assign(self, path: Path, mode: int) -> None:
        """Make this account the owner of ``path`` and set its mode."""
        if self.uid_gid is not None:
            os.chown(path, *self.uid_gid)
        path.chmod(mode)

    def can_reach(self, path: Path) -> bool:
        """Whether this account can enter the folders above ``path`` and run it if it is a file."""
        if self.uid_gid is None:
            return True
        here = path.resolve()
        ways = here.parents if here.is_file() else (here, *here.parents)
        open_way = all(way.stat().st_mode & stat.S_IXOTH for way in ways)
        runnable = stat.S_IROTH | stat.S_IXOTH
        return open_way and (here.is_dir() or here.stat().st_mode & runnable == runnable)


def server_account() -> Account:
    """The current account, or ``nobody`` when that is root.

    Raises EmbeddedError when it is root on a system without a user ``nobody``.
    """
    if os.geteuid() != 0:
        return Account(uid_gid=None)
    try:
        nobody = pwd.getpwnam("nobody")
    except KeyError:
        raise EmbeddedError(
            "PostgreSQL does not run as root and this system has no user 'nobody' to run it as."
            " Run as an ordinary user, or give DATABASE_URL and REDIS_URL."
        ) from None
    return Account(uid_gid=(nobody.pw_uid, nobody.pw_gid))
