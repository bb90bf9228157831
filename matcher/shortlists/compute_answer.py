"""Compute the answer to a brief on a basis: the same for what is stored and what is only shown."""

import hashlib
import json
from collections.abc import Callable, Mapping, Sequence
from dataclasses import asdict, dataclass, replace
from functools import cached_property, partial
from typing import Any

import structlog

from core.transactions import repeatable_read
from matcher import loaded
from matcher.briefs.interpret import interpret_brief
from matcher.briefs.interpreted import Dependencies, InterpretedBrief, dependencies_of
from matcher.index.segment import Segment
from matcher.loaded import Basis, current_basis
from matcher.reference.reference_data import ReferenceData
from matcher.scoring import ranking
from matcher.scoring.compiled_brief import CompiledBrief
from matcher.scoring.coverage import Coverage
from matcher.scoring.ranking import Ranking
from matcher.scoring.relation import Relation
from matcher.scoring.team import smallest_team
from matcher.shortlists.by_service import ServiceList, rank_by_service
from matcher.shortlists.near_misses import has_hard_wishes, search_wider
from matcher.shortlists.verdict import questions_for_all, verdict_of
from matcher.statements.load_statements import NOTHING_SAID, FirmStatements, load_statements
from matcher.statements.partners_for import load_once, partners_for
from partners.name_resolvers import NameResolvers

log = structlog.get_logger(__name__)
# What arbitrary numbers in place of positions, ids and lengths come to.
_OF_BROKEN_COLUMNS = (LookupError, ValueError, ArithmeticError, MemoryError)


@dataclass(frozen=True)
class AnsweredEntry:
    """One ranked partner: its points and the stored explanation (`RankedEntry.as_json`)."""

    rank: int
    partner: int
    points: int
    detail: Mapping[str, Any]


@dataclass(frozen=True)
class ComputedAnswer:
    """The content of a shortlist, before partners are named and reasons put into words; with the
    dependencies of its brief. `statements`: the number of the last statement of the firm that it
    takes into account. `verdict`: `Verdict.as_json`; `beside`: `near_misses`, `by_service`,
    `team` and `ask_all`. `assumed`: the reasons of what `understood` says in English under this
    name.
    """

    basis: Basis
    statements: int
    dependencies: Dependencies
    understood: Mapping[str, Any]
    assumed: Sequence[Mapping[str, Any]]
    weights: Mapping[str, int]
    excluded: Mapping[str, Any]
    entries: tuple[AnsweredEntry, ...]
    verdict: Mapping[str, Any]
    beside: Mapping[str, Any]

    @property
    def digest(self) -> str:
        """SHA-256 of the content, whatever it was computed from. The counts of `excluded`
        are no part of it: one more partner that fits nothing makes no different answer.
        """
        entries = [[e.rank, e.partner, e.points, e.detail] for e in self.entries]
        # Sorted keys: details read back from JSONB come in another order.
        content = [entries, self.understood, self.weights, self.verdict, self.beside]
        text = json.dumps(content, sort_keys=True)
        return hashlib.sha256(text.encode()).hexdigest()


@dataclass(frozen=True)
class Inputs:
    """All that an answer is computed from besides the brief and the records of those listed, which
    are read when they are. `coverage` counts the partners of datasets; `statements` is what the
    firm that asks has said of partners.
    """

    basis: Basis
    reference: ReferenceData
    names: NameResolvers
    segments: tuple[Segment, ...]
    coverage: Callable[[frozenset[str]], Coverage]
    statements: FirmStatements = NOTHING_SAID

    @cached_property
    def partners(self) -> tuple[Sequence[Segment], ranking.LoadCandidates]:
        """The partners as the firm sees them, and what loads their records: once for all briefs
        that are answered from these inputs.
        """
        segments, load = partners_for(self.statements, self.reference, self.segments)
        return segments, load_once(load)


def current_inputs(basis: Basis, statements: FirmStatements = NOTHING_SAID) -> Inputs:
    """The inputs of this transaction's basis."""
    reference, segments = loaded.load(basis)
    coverage = partial(loaded.coverage, basis)
    return Inputs(basis, reference, loaded.names(basis), segments, coverage, statements)


def answer_from(asked: Mapping[str, Any], inputs: Inputs) -> ComputedAnswer:
    """The answer to a brief from these inputs. Raises `BriefRefused`.

    Where the columns do not agree with the records, or cannot even be read, their file was changed
    after it was mapped: the partners are rebuilt from the database, once. Raises `Disagreement`
    where that does not help.
    """
    brief = interpret_brief(asked, inputs.reference, inputs.names)
    try:
        return _answer_from(brief, asked, inputs)
    except (ranking.Disagreement, *_OF_BROKEN_COLUMNS) as fault:
        segments = loaded.rebuild(inputs.segments)
        if segments is None:
            raise
        log.error("columns do not agree with the records", fault=repr(fault))
    return _answer_from(brief, asked, replace(inputs, segments=segments))


def _answer_from(
    brief: InterpretedBrief, asked: Mapping[str, Any], inputs: Inputs
) -> ComputedAnswer:
    # Of the shared partners: what stands around a partner is the same for every firm.
    coverage = inputs.coverage(brief.wanted.datasets)
    segments, load = inputs.partners
    compiled = brief.without_rejected(inputs.statements.rejected)
    ranked = ranking.rank(compiled, segments, load, coverage)
    wider = None
    if has_hard_wishes(brief.wanted) and not ranked.counts.by_relation.get(Relation.EXACT):
        wider = search_wider(compiled, segments, load, coverage)
    for_all = questions_for_all(ranked.entries)
    return ComputedAnswer(
        basis=inputs.basis,
        statements=inputs.statements.number,
        dependencies=dependencies_of(brief, anywhere=wider is not None),
        understood=brief.as_json(),
        assumed=[reason.as_json() for reason in brief.assumed],
        weights=ranked.weights,
        excluded=_excluded(ranked),
        entries=tuple(
            AnsweredEntry(entry.rank, entry.partner, entry.points, entry.as_json(for_all))
            for entry in ranked.entries
        ),
        verdict=verdict_of(compiled, ranked, wider).as_json(),
        beside={
            "near_misses": [miss.as_json() for miss in wider.near_misses] if wider else [],
            **_by_service(compiled, segments, load, coverage),
            "ask_all": [asdict(reason) for reason in for_all],
        },
    )


def _by_service(
    compiled: CompiledBrief,
    segments: Sequence[Segment],
    load: ranking.LoadCandidates,
    coverage: Coverage,
) -> dict[str, Any]:
    """Of a brief of several services the list of each, and the team that covers them."""
    named = compiled.reference.named
    lists = rank_by_service(compiled, segments, load, coverage)
    team = smallest_team(compiled, segments, coverage) if lists else ()
    return {
        "by_service": [_service_list(compiled.reference, one) for one in lists],
        "team": [
            {"partner": one.partner, "services": [named(code) for code in one.services]}
            for one in team
        ],
    }


def _service_list(reference: ReferenceData, one: ServiceList) -> dict[str, Any]:
    return {
        "service": reference.named(one.service),
        "verdict": verdict_of(one.compiled, one.ranked).as_json(),
        "entries": one.as_json(),
    }


def _excluded(ranked: Ranking) -> dict[str, Any]:
    counts = ranked.counts
    return {
        "by_request": counts.by_request,
        "no_fit": counts.no_fit,
        "rejected": counts.rejected,
        "by_wish": counts.by_wish,
        "by_unknown": counts.by_unknown,
        "considered": counts.considered,
        "below_limit": counts.eligible - len(ranked.entries),
    }


def answer_at_once(asked: Mapping[str, Any], firm: int | None = None) -> ComputedAnswer:
    """Answer a brief and store nothing; for the firm of this id, or for nobody who has said
    anything. Raises `BriefRefused`.
    """
    with repeatable_read():
        statements = NOTHING_SAID if firm is None else load_statements(firm)
        return answer_from(asked, current_inputs(current_basis(), statements))
