"""What a word means that no list holds as a whole: its material, its industry, its whole.

`heads.csv` sorts general head nouns ("box", "pipe", "machine"); `materials.csv` says for each
material which group makes it into a box, a pipe, a piece of furniture.
"""

from __future__ import annotations

import csv
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from partners.lexicon.normal import chinese_key, english_key, is_chinese

# Machines by the division (or group) of what they make.
_MACHINES = {
    "C13": "C353", "C14": "C353", "C15": "C353", "C16": "C353", "C17": "C355", "C18": "C355",
    "C19": "C355", "C20": "C352", "C21": "C352", "C22": "C354", "C23": "C354", "C26": "C352",
    "C27": "C354", "C28": "C352", "C29": "C352", "C30": "C352", "C31": "C351", "C32": "C351",
    "C33": "C342", "C38": "C356", "C39": "C356", "C241": "C354", "C268": "C354", "C25": "C352",
    "C42": "C359",
}  # fmt: skip
_SELF = {"C21", "C24", "C29", "C30", "C33", "C34", "C35", "C37", "C38", "C40"}  # their own parts
_PARTS = {"C36": "C367", "C385": "C385", "C387": "C387", "C39": "C398"}


@dataclass
class Rules:
    """`heads`: a general head noun to its form; `materials`: a material to its group by form."""

    heads: dict[str, str] = field(default_factory=dict)
    materials: dict[str, dict[str, str]] = field(default_factory=dict)

    @classmethod
    def load(cls, folder: Path) -> Rules:
        """The rules of a folder such as `seeds/lexicon`."""
        rules = cls()
        for row in _rows(folder / "heads.csv"):
            for word in row["words"].split("|"):
                rules.heads[_key(word)] = row["form"]
        for row in _rows(folder / "materials.csv"):
            for word in row["words"].split("|"):
                rules.materials[_key(word)] = row
        return rules

    def by_material(self, modifiers: Sequence[str], form: str) -> tuple[str, str] | None:
        """The group that makes a form of the material among the modifiers, and the material.

        The material that stands nearest to the head noun decides.
        """
        for word in reversed(modifiers):
            row = self.materials.get(word)
            if row and row.get(form):
                return row[form], word
        return None


def _key(word: str) -> str:
    return chinese_key(word) if is_chinese(word) else english_key(word)


def _rows(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def machine_for(code: str) -> str | None:
    """The group whose machines make what a group makes; that of agriculture has none."""
    return _MACHINES.get(code) or _MACHINES.get(code[:3])


def parts_of(code: str) -> str | None:
    """The group that makes parts of what a group makes: mostly the same group."""
    if not code.startswith("C") or len(code) < 3:
        return None
    found = _PARTS.get(code) or _PARTS.get(code[:3])
    if found:
        return found
    return code if code[:3] in _SELF and len(code) == 4 else None


INDUSTRY: dict[str, Callable[[str], str | None]] = {"machine": machine_for, "part": parts_of}
