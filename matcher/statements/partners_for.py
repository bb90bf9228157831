"""The partners as one firm sees them: as all do, with what some of them told the firm."""

from collections.abc import Mapping, Sequence

from matcher.index.candidate import Candidate
from matcher.index.loading.load_candidates import load_candidates
from matcher.index.overlay import overlay_candidates
from matcher.index.segment import Segment
from matcher.reference.reference_data import ReferenceData
from matcher.scoring.ranking import LoadCandidates
from matcher.statements.declared import declare
from matcher.statements.load_statements import FirmStatements


def partners_for(
    statements: FirmStatements, reference: ReferenceData, segments: Sequence[Segment]
) -> tuple[Sequence[Segment], LoadCandidates]:
    """The segments, and what loads the records that explain what is listed of them. Both rest on
    the same facts, so that the columns and the record of a partner come to the same points.
    """
    if not statements.told:
        return segments, load_candidates
    # Retired partners are not loaded, and so not ranked.
    own = {
        pk: declare(record, statements.told[pk])
        for pk, record in load_candidates(list(statements.told)).items()
    }

    def load(ids: Sequence[int]) -> Mapping[int, Candidate]:
        others = [pk for pk in ids if pk not in own]
        return {**load_candidates(others), **{pk: own[pk] for pk in ids if pk in own}}

    return overlay_candidates(reference, segments, list(own.values())), load


def load_once(load: LoadCandidates) -> LoadCandidates:
    """The same, but a record that was loaded is not read again: within one snapshot it stays."""
    known: dict[int, Candidate] = {}

    def load_unknown(ids: Sequence[int]) -> Mapping[int, Candidate]:
        known.update(load([pk for pk in ids if pk not in known]))
        return {pk: known[pk] for pk in ids if pk in known}

    return load_unknown
