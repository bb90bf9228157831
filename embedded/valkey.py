"""The embedded Valkey."""

import signal
import socket
from pathlib import Path

from embedded.account import Account
from embedded.binaries import Binaries
from embedded.errors import os_failure
from embedded.server import Server
from embedded.state import State


class Valkey(Server):
    """The broker and cache. It persists its data, as tasks wait in it over a restart."""

    name = "Valkey"
    # On SIGTERM it syncs its append-only file and exits.
    stop_signals = ((signal.SIGTERM, 10.0),)

    def __init__(self, state: State, binaries: Binaries, account: Account, password: str) -> None:
        super().__init__(state.folder / "valkey", state.log("valkey"), account)
        self._program = binaries.valkey
        self._password = password

    @property
    def url(self) -> str:
        """The URL of the server."""
        return f"redis://:{self._password}@127.0.0.1:{self.port}/0"

    @property
    def pid_file(self) -> Path:
        """The file in which the server records its process ID."""
        return self.folder / "valkey.pid"

    def start(self, port: int) -> None:
        """Write the configuration for this port and start the server."""
        try:
            if not self.folder.exists():
                self.folder.mkdir()
                self.account.assign(self.folder, 0o700)
            self._configure(port)
        except OSError as error:
            raise os_failure("The Valkey data cannot be made", error) from error
        super().start(port)

    def command(self) -> list[str]:
        """The command that runs the server in the foreground.

        The password is in the configuration file, not in the process list.
        """
        return [str(self._program), str(self._configuration)]

    def is_ready(self) -> bool:
        """Whether the server answers an authenticated PING."""
        asked = f"AUTH {self._password}\r\nPING\r\n".encode()
        try:
            with socket.create_connection(("127.0.0.1", self.port), timeout=1) as connection:
                connection.sendall(asked)
                with connection.makefile("rb") as answers:
                    return [answers.readline(), answers.readline()] == [b"+OK\r\n", b"+PONG\r\n"]
        except OSError:
            return False

    @property
    def _configuration(self) -> Path:
        return self.folder / "valkey.conf"

    def _configure(self, port: int) -> None:
        settings = (
            "bind 127.0.0.1",
            f"port {port}",
            "protected-mode yes",
            f"requirepass {self._password}",
            f"dir {_quote(self.folder)}",
            f"pidfile {_quote(self.pid_file)}",
            "appendonly yes",
            'save ""',
            # A later keeper recognises the process by its command line.
            "set-proc-title no",
        )
        path = self._configuration
        path.touch(0o600)
        self.account.assign(path, 0o600)
        path.write_text("\n".join(settings) + "\n")


def _quote(path: Path) -> str:
    escaped = str(path).replace("\\", "\\\\").replace('"', '\\"')
    return f'"{escaped}"'
