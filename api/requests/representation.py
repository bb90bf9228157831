"""What a caller wants to see of the entries of an answer: `include`, `fields` and the language."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from drf_spectacular.utils import OpenApiParameter
from rest_framework.request import Request

from api.problems.refusals import ErrorDetail, QueryRefused
from api.view import language_of
from core.languages.messages import Message
from matcher.reference.reasons import DECLARED_TO_YOU
from partners.names.nearest import nearest_names

ARGS, ALIASES, AROUND, CONTEXT, MISSING = "args", "aliases", "around", "context", "missing"
DECISION = "decision"
INCLUDED: Mapping[str, str] = {
    ARGS: "what programs compare: of each reason and question its code and the facts that its "
    "sentence names, of each component its weight and value, every partner that it is tied with, "
    "every reason, and the parts of the verdict",
    ALIASES: "every further name of the partner; without it a few, and how many more there are",
    AROUND: "the three strongest needs of each maker, and the provider that serves each best, "
    "computed now",
    CONTEXT: "background statements, which have no effect on the score",
    MISSING: "the facts of the partner that no record states, and how many points each could add",
}
# What an entry always has: its place in the list, and whom it is about.
_ALWAYS = ("rank", "partner")
ENTRY_FIELDS = (
    *_ALWAYS,
    "relation",
    "tied_with",
    "more_tied",
    "tie_break",
    "score",
    "points",
    "known",
    "components",
    "ask_next",
    "more_reasons",
    DECLARED_TO_YOU,
    DECISION,
    AROUND,
    CONTEXT,
    MISSING,
)
INCLUDE = OpenApiParameter(
    "include",
    str,
    description="What else to show of each entry, separated by commas. "
    + "; ".join(f"`{name}`: {text}" for name, text in INCLUDED.items())
    + ".",
)
FIELDS = OpenApiParameter(
    "fields",
    str,
    description="Show only these fields of each entry besides `rank` and `partner`, separated by "
    f"commas, of: {', '.join(ENTRY_FIELDS)}. A field that `include` adds need not be named there.",
)
PARAMETERS = (INCLUDE, FIELDS)


@dataclass(frozen=True)
class Representation:
    """`include`: of `INCLUDED`; `fields`: the fields of an entry, None for all; `all_reasons`: an
    entry is not shortened, because its reader cannot ask for the rest.
    """

    language: str
    include: frozenset[str] = frozenset()
    fields: frozenset[str] | None = None
    all_reasons: bool = False

    @classmethod
    def of(cls, request: Request) -> Representation:
        """The representation that the request asks for. Raises `QueryRefused`."""
        include = set(parse_list(request, "include", tuple(INCLUDED)) or ())
        named = parse_list(request, "fields", ENTRY_FIELDS)
        if named is None:
            return cls(language_of(request), frozenset(include))
        # A field that is named is asked for, and so is what `include` adds.
        fields = frozenset({*_ALWAYS, *named, *(include - {ARGS, ALIASES})})
        return cls(language_of(request), frozenset(include | (fields & set(INCLUDED))), fields)

    @property
    def tag(self) -> str:
        """A word for an ETag: two representations of one state differ in it; '' for the usual."""
        if not self.include and self.fields is None:
            return ""
        chosen = [sorted(self.include), None if self.fields is None else sorted(self.fields)]
        return hashlib.sha256(repr(chosen).encode()).hexdigest()[:8]

    def shows(self, field: str) -> bool:
        """Is the field of an entry shown?"""
        return self.fields is None or field in self.fields

    def select(self, entry: Mapping[str, Any]) -> dict[str, Any]:
        """The fields of an entry that are shown."""
        if self.fields is None:
            return dict(entry)
        return {name: value for name, value in entry.items() if name in self.fields}


def parse_list(request: Request, name: str, known: Sequence[str]) -> list[str] | None:
    """The values of a parameter that are separated by commas; None if it is absent. Raises
    `QueryRefused` that names the nearest of the known values.
    """
    text = request.query_params.get(name)
    if text is None:
        return None
    values = list(dict.fromkeys(one.strip() for one in text.split(",")))
    if faults := list(_faults(name, values, known)):
        raise QueryRefused(faults)
    return values


def _faults(name: str, values: Sequence[str], known: Sequence[str]) -> Iterable[ErrorDetail]:
    # A few are told: whoever sends hundreds has not read the list.
    for value in [one for one in values if one not in known][:5]:
        detail = Message(
            "{value!r} is not one of {known}", value=value[:60], known=", ".join(known)
        )
        near = nearest_names(value[:60], known, otherwise=known)
        yield ErrorDetail(detail, near, parameter=name)
