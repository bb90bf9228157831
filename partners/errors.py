"""Errors in names, records and files. `str()` of each is a message for API users and curators."""

from __future__ import annotations

import difflib
from collections.abc import Iterable, Sequence

from core.languages.messages import Message

_MAX_QUOTED = 60


def quoted(text: str) -> str:
    """The text in quotation marks, cut to 60 characters."""
    return f'"{text[:_MAX_QUOTED]}…"' if len(text) > _MAX_QUOTED else f'"{text}"'


def nearest_hint(word: str, right: Iterable[str]) -> str:
    """The clause "; the nearest is …" where a right word is like the word, else an empty text."""
    near = difflib.get_close_matches(word, sorted(right), n=1)
    return Message("; the nearest is {nearest}", nearest=near[0]) if near else ""


def nearest_words(word: str, right: Iterable[str]) -> tuple[str, ...]:
    """The right words that are like the word, the best first, at most three."""
    return tuple(difflib.get_close_matches(word[:_MAX_QUOTED], sorted(right), n=3))


def format_choices(words: Sequence[str]) -> str:
    """The words as a list in a sentence: "a", "a or b", "a, b or c"."""
    if len(words) < 2:
        return "".join(words)
    return Message("{words} or {last}", words=", ".join(words[:-1]), last=words[-1])


class PartnersError(Exception):
    """Base class: an input cannot be used. `code` is the error's stable name in the API."""

    code = "partners-error"


class NameFault(PartnersError):
    """A text does not name exactly one row of the expected kind.

    `nearest` are existing names, best first; of an ambiguous name, its candidates.
    """

    nearest: Sequence[str] = ()


class UnknownName(NameFault):
    """No row has this name. `nearest` may be lazy: reading it or the message runs the search."""

    code = "unknown-name"

    def __init__(self, text: str, nearest: Sequence[str] = (), *, what: str = "name") -> None:
        self.text, self.nearest, self.what = text, nearest, what
        super().__init__(text)

    def __str__(self) -> str:
        near = format_choices(self.nearest)
        return Message(
            "{text} is not a known {what}{hint}",
            text=quoted(self.text),
            what=Message(self.what) if type(self.what) is str else self.what,
            hint=Message("; the nearest is {nearest}", nearest=near) if near else "",
        )


class AmbiguousName(NameFault):
    """Several rows have this name. `candidates` distinguish them by their codes."""

    code = "ambiguous-name"

    def __init__(self, text: str, candidates: tuple[str, ...], *, what: str = "name") -> None:
        self.text, self.candidates, self.what = text, candidates, what
        self.nearest = candidates
        super().__init__(
            Message(
                "{text} is the name of more than one {what}: {candidates}; give the code of the "
                "one that is meant",
                text=quoted(text),
                what=Message(what),
                candidates=", ".join(candidates),
            )
        )


class WrongKind(NameFault):
    """The name belongs to a row of another kind. `advice` names the field to put it in."""

    code = "wrong-kind"

    def __init__(self, text: str, found: str, advice: str) -> None:
        self.text, self.found, self.advice = text, found, advice
        super().__init__(Message("{found} {advice}", found=found, advice=Message(advice)))


class RecordFault(PartnersError):
    """A partner's record is refused: the record, the field, its value and the reason."""

    code = "record-fault"

    def __init__(self, record: str, field: str, value: object, reason: str) -> None:
        self.record, self.field, self.value, self.reason = record, field, value, reason
        super().__init__(f"{record}, {field}: {quoted(str(value))} {reason}")


class FileFault(PartnersError):
    """A file is refused: its name, the row (the header is row 1), the column ("": the whole row)
    and the reason. `nearest` are right values.
    """

    code = "import-not-understood"

    def __init__(
        self, file: str, row: int, column: str, reason: str, nearest: Sequence[str] = ()
    ) -> None:
        self.file, self.row, self.column, self.reason = file, row, column, reason
        self.nearest = tuple(nearest)
        where = {"file": file, "row": row, "reason": _as_message(reason)}
        if column:
            told = Message("{file}, row {row}, column {column}: {reason}", column=column, **where)
        else:
            told = Message("{file}, row {row}: {reason}", **where)
        super().__init__(told)


def _as_message(reason: str) -> str:
    """The reason as a message, so that it is translated within another one. What has braces was
    put together by a command, which tells it as it is.
    """
    return reason if isinstance(reason, Message) or "{" in reason else Message(reason)


class SearchTimedOut(PartnersError):
    """A search took longer than `seconds`, and was given up."""

    code = "search-timed-out"

    def __init__(self, seconds: float) -> None:
        super().__init__(
            Message(
                "the search was given up after {seconds} seconds: add letters or a filter",
                seconds=seconds,
            )
        )


class ImportRefused(PartnersError):
    """An import cannot be cancelled, resumed or undone; nothing was changed."""

    code = "import-refused"


class PartnerRefused(PartnersError):
    """A partner or a correction of it cannot be changed so; nothing was changed.

    `pointer` is the JSON pointer of the wrong value in the request, `nearest` are right values.
    """

    def __init__(self, reason: str, *, pointer: str = "", nearest: tuple[str, ...] = ()) -> None:
        self.pointer, self.nearest = pointer, nearest
        super().__init__(reason)


class UnknownPartner(PartnerRefused):
    """No partner has this id."""

    code = "not-found"


class AlreadyRetired(PartnerRefused):
    """The partner is retired, or merged into another."""

    code = "partner-retired"


class NotRetired(PartnerRefused):
    """The partner is not retired, or not merged, so that this cannot be undone."""

    code = "partner-not-retired"


class MergeRefused(PartnerRefused):
    """The two partners cannot be merged."""

    code = "merge-refused"


class ReasonRefused(PartnerRefused):
    """The reason is empty or too long to be published."""

    code = "partner-not-understood"


class PartnerKnown(PartnerRefused):
    """A partner with the same identifier exists; `nearest` is its id."""

    code = "partner-known"


class SuggestionRefused(PartnerRefused):
    """The suggestion was decided before, or the firm has too many that wait."""

    code = "suggestion-refused"


class NotACurator(PartnerRefused):
    """The user lacks the permission to change partners."""

    code = "not-a-curator"
