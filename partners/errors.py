"""What can be wrong with a name, a record or a file. `str()` is a sentence for people."""

from __future__ import annotations

import difflib
from collections.abc import Iterable, Sequence

_SHOWN = 60


def quoted(text: str) -> str:
    """The text in quotation marks, shortened."""
    return f'"{text[:_SHOWN]}…"' if len(text) > _SHOWN else f'"{text}"'


def nearest(word: str, right: Iterable[str]) -> str:
    """ "; the nearest is …" where one of the right words is near, else nothing."""
    near = difflib.get_close_matches(word, sorted(right), n=1)
    return f"; the nearest is {near[0]}" if near else ""


def listed(words: Sequence[str]) -> str:
    """a; a or b; a, b or c"""
    return " or ".join([", ".join(words[:-1]), words[-1]] if len(words) > 1 else words)


class PartnersError(Exception):
    """Something given to us cannot be used. `code` is its stable name."""

    code = "partners-error"


class NameFault(PartnersError):
    """A text does not name exactly one thing of the kind asked for. `nearest` are names that
    exist, best first: of an ambiguous name its candidates.
    """

    nearest: Sequence[str] = ()


class UnknownName(NameFault):
    """Nothing is called so. `nearest` is searched for when it or the sentence is first read."""

    code = "unknown-name"

    def __init__(self, text: str, nearest: Sequence[str] = (), *, what: str = "name") -> None:
        self.text, self.nearest, self.what = text, nearest, what
        super().__init__(f"{quoted(text)} is not a known {what}")

    def __str__(self) -> str:
        hint = f"; the nearest is {listed(self.nearest)}" if self.nearest else ""
        return f"{super().__str__()}{hint}"


class AmbiguousName(NameFault):
    """Several things are called so. `candidates` tell them apart, by code."""

    code = "ambiguous-name"

    def __init__(self, text: str, candidates: tuple[str, ...], *, what: str = "name") -> None:
        self.text, self.candidates, self.what = text, candidates, what
        self.nearest = candidates
        super().__init__(
            f"{quoted(text)} is the name of more than one {what}: {', '.join(candidates)};"
            " give the code or say which"
        )


class WrongKind(NameFault):
    """The name is known, but it names another kind of thing. `advice` says where it belongs."""

    code = "wrong-kind"

    def __init__(self, text: str, found: str, advice: str) -> None:
        self.text, self.found, self.advice = text, found, advice
        super().__init__(f"{found} {advice}")


class RecordFault(PartnersError):
    """A partner's record cannot be kept: which record, which field, which value, and why."""

    code = "record-fault"

    def __init__(self, record: str, field: str, value: object, why: str) -> None:
        self.record, self.field, self.value, self.why = record, field, value, why
        super().__init__(f"{record}, {field}: {quoted(str(value))} {why}")


class FileFault(PartnersError):
    """A file cannot be read: which file, row (the header is row 1) and column ("": all)."""

    code = "file-fault"

    def __init__(self, file: str, row: int, column: str, why: str) -> None:
        self.file, self.row, self.column, self.why = file, row, column, why
        where = f", column {column}" if column else ""
        super().__init__(f"{file}, row {row}{where}: {why}")


class PartnerRefused(PartnersError):
    """A partner cannot be retired or merged so; nothing was changed. `pointer` leads to what is
    wrong with the request, `nearest` are right values.
    """

    def __init__(self, why: str, *, pointer: str = "", nearest: tuple[str, ...] = ()) -> None:
        self.pointer, self.nearest = pointer, nearest
        super().__init__(why)


class UnknownPartner(PartnerRefused):
    """No partner has the id."""

    code = "not-found"


class AlreadyRetired(PartnerRefused):
    """It is ranked no more, or was merged into another."""

    code = "partner-retired"


class MergeRefused(PartnerRefused):
    """The two cannot be one."""

    code = "merge-refused"


class ReasonRefused(PartnerRefused):
    """Nobody is retired without a reason that can be told."""

    code = "partner-not-understood"


class NotACurator(PartnerRefused):
    """The user lacks the permission for this verb."""

    code = "not-a-curator"
