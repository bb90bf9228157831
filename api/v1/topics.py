"""Provinces and sectors as topics of the event stream."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from api.problems.refusals import ErrorDetail, join_pointer
from api.requests import name_parameters
from core.languages.messages import Message
from matcher import loaded
from matcher.loaded import current_basis
from matcher.topics import topics_of
from partners.errors import NameFault
from partners.reference.atlas import ClusterRow

_KINDS = ("manufacturing", "emerging", "service")


@dataclass(frozen=True)
class TopicFilters:
    """The filters of an endpoint as codes; `details` holds an error for each name that is not
    understood.
    """

    provinces: tuple[str, ...] = ()
    sectors: tuple[str, ...] = ()
    topics: tuple[str, ...] = ()
    details: tuple[ErrorDetail, ...] = ()

    @property
    def codes(self) -> dict[str, Any]:
        """The filters as they are shown to the owner of the endpoint."""
        return {"provinces": list(self.provinces), "sectors": list(self.sectors)}


def resolve_filters(provinces: Sequence[str], sectors: Sequence[str]) -> TopicFilters:
    """Resolve provinces and sectors in any spelling, to their codes and topics."""
    details: list[ErrorDetail] = []
    codes = _provinces(provinces, details) if provinces else ()
    named = _sectors(sectors, details) if sectors else ()
    topics = topics_of(loaded.reference_data(current_basis()).taxonomy, codes, named)
    return TopicFilters(codes, named, topics, tuple(details))


def _provinces(texts: Sequence[str], details: list[ErrorDetail]) -> tuple[str, ...]:
    names = loaded.names().places
    found = []
    for n, text in enumerate(texts):
        pointer = join_pointer("/provinces", n)
        try:
            row = names.resolve(text)
        # Collect all errors: the client can then mend every name in a single round.
        except NameFault as fault:
            details.append(ErrorDetail.from_name_fault(fault, pointer=pointer))
            continue
        if isinstance(row, ClusterRow) or not row.is_province:
            nearest = name_parameters.describe_provinces(row)
            details.append(
                ErrorDetail(
                    Message("{name_en} is not a province", name_en=row.name_en),
                    nearest,
                    pointer=pointer,
                )
            )
        else:
            found.append(row.code)
    return tuple(dict.fromkeys(found))


def _sectors(texts: Sequence[str], details: list[ErrorDetail]) -> tuple[str, ...]:
    """Return the codes of the named sectors."""
    names = loaded.names().sectors
    named: dict[str, None] = {}
    for n, text in enumerate(texts):
        try:
            named[names.resolve(text, _KINDS).code] = None
        except NameFault as fault:
            details.append(ErrorDetail.from_name_fault(fault, pointer=join_pointer("/sectors", n)))
    return tuple(named)
