"""What is left of the inputs of a stored answer, and how much of it they are enough for."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from functools import partial
from typing import Any

from matcher import loaded
from matcher.briefs.interpret import interpret_brief
from matcher.briefs.interpreted import dependencies_of
from matcher.errors import BriefRefused
from matcher.index.partner_index import stored_base
from matcher.index.segment import Segment
from matcher.loaded import Basis, current_basis
from matcher.models import Revision, Shortlist
from matcher.reference.reference_data import ListsInForce, ReferenceData
from matcher.scoring import MODEL
from matcher.scoring.coverage import count_coverage
from matcher.shortlists.brief_changes import asked_in
from matcher.shortlists.compute_answer import Inputs
from matcher.shortlists.staleness import partners_changed
from matcher.statements.load_statements import load_statements
from priorities.editions.load_editions import lists_as_of

# All of the answer, or only who was listed with how many points: columns are kept in a file after
# the records have changed.
WHOLE, POINTS = "whole", "points"


class NotReplayable(Exception):
    """The inputs are not enough. `code` names what is missing."""

    def __init__(self, code: str) -> None:
        self.code = code
        super().__init__(code)


@dataclass(frozen=True)
class ReplayInputs:
    """The brief and the inputs as they were. `extent`: what can be computed from them."""

    asked: Mapping[str, Any]
    inputs: Inputs
    extent: str


def replay_inputs(shortlist: Shortlist, revision: Revision) -> ReplayInputs:
    """The inputs of the revision. Raises `NotReplayable` rather than take others for them."""
    asked = asked_in(revision, shortlist.brief)
    if asked is None:
        raise NotReplayable("brief_not_kept")
    if revision.model != MODEL:
        raise NotReplayable("other_model")
    was, now = Basis.of(revision), current_basis()
    # Places and sectors are kept as they are now alone.
    if partners_changed((), after=was.partners):
        raise NotReplayable("places_changed")
    statements = load_statements(shortlist.brief.firm_id, revision.statements)
    lists = ListsInForce(lists_as_of(was.policy), was.as_of)
    reference = replace(loaded.reference_data(now), lists=lists)
    datasets = _datasets(asked, reference)
    if not partners_changed(datasets, after=was.partners):
        _, segments = loaded.load(now)
        coverage = partial(loaded.coverage, now)
        inputs = Inputs(was, reference, loaded.names(now), segments, coverage, statements)
        return ReplayInputs(asked, inputs, WHOLE)
    # What partners told the firm joins their records, and these are kept as they are now alone.
    base = None if statements.told else stored_base(reference, was.partners)
    if base is None or partners_changed(datasets, after=base.number, through=was.partners):
        raise NotReplayable("partners_changed")
    segments = (Segment(base.columns),)
    coverage = partial(count_coverage, reference, segments)
    inputs = Inputs(was, reference, loaded.names(now), segments, coverage, statements)
    return ReplayInputs(asked, inputs, POINTS)


def _datasets(asked: Mapping[str, Any], reference: ReferenceData) -> tuple[str, ...]:
    """The datasets that the brief depends on. Raises `NotReplayable` for one that is no longer
    understood.
    """
    try:
        brief = interpret_brief(asked, reference, loaded.names())
    except BriefRefused as refused:
        raise NotReplayable("brief_refused") from refused
    return dependencies_of(brief).datasets
