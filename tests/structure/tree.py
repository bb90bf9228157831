"""The project's own modules, read as text: what they import, define and comment."""

import ast
import subprocess
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
APPS = ("api", "pages", "matcher", "priorities", "partners", "webhooks", "firms", "core")
PACKAGES = (*APPS, "config", "demonstration", "embedded")


@dataclass(frozen=True)
class Module:
    """A tracked module: its dotted name, its path in the repository and its text."""

    name: str
    path: Path
    text: str

    @property
    def app(self) -> str:
        return self.name.split(".")[0]

    @property
    def tree(self) -> ast.Module:
        return ast.parse(self.text)


@cache
def modules() -> dict[str, Module]:
    """The modules of the packages, without migrations, by their dotted names."""
    listed = subprocess.run(
        ["git", "ls-files", "--cached", "--others", "--exclude-standard", *PACKAGES],
        cwd=ROOT,
        check=True,
        capture_output=True,
        text=True,
    ).stdout.split()
    found = {}
    for name in listed:
        path = Path(name)
        if path.suffix == ".py" and "migrations" not in path.parts and (ROOT / path).exists():
            dotted = ".".join(path.with_suffix("").parts).removesuffix(".__init__")
            found[dotted] = Module(dotted, path, (ROOT / path).read_text("utf-8"))
    return found


def imports(module: Module) -> Iterator[str]:
    """The project's modules that the module imports, wherever in it the import stands."""
    known = modules()
    for node in ast.walk(module.tree):
        if isinstance(node, ast.ImportFrom) and node.module:
            for alias in node.names:
                inner = f"{node.module}.{alias.name}"
                if inner in known:
                    yield inner
                elif node.module in known:
                    yield node.module
        elif isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names if alias.name in known)
