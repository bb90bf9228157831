"""`policy`: does the place that matters put this first?

For those who make, the maker's place and support or strength for its sector. For those who
serve, the client's place and any signal for the service. The strongest single applicable
priority counts, never a sum; only a government's own words count; policy only adds.
"""

import re
from collections.abc import Iterable, Iterator
from functools import partial

from matcher.scoring.candidate import Offer
from matcher.scoring.fit import fitting_offers
from matcher.scoring.ground import EditionRow, Ground, PriorityRow
from matcher.scoring.part import TOP, UNKNOWN, Judgement, Part, Reason, unknown
from matcher.scoring.wanted import Wanted
from partners.atlas import PlaceRow

# How far a stage lifts a priority above neutral, of 255. A pledge is not a deed.
STRENGTH = {"pledged": 102, "launched": 153, "under way": 204, "delivered": 255, "lapsed": 0}
MAKER_SIGNALS = frozenset({"support", "strength"})
CLIENT_SIGNALS = frozenset({"support", "strength", "shortage"})
_LINK = re.compile(r"https?://[^\s;()，；]+")
_CONTEXT_ROWS = 4


def parts(ground: Ground, wanted: Wanted) -> list[Part]:
    """Nothing for a service whose client's place is not said: no place matters then."""
    if wanted.seeking == "manufacturer":
        return [Part("policy", "priority", "seat", TOP, lambda seat: _maker(ground, wanted, *seat))]
    if wanted.client_place:
        judge = partial(_client, ground, wanted, ground.atlas.places[wanted.client_place])
        return [Part("policy", "priority", "offers", TOP, judge)]
    return []


def in_force(priority: PriorityRow, ground: Ground) -> bool:
    """Does it hold on the day? An ended or lapsed one counts nothing."""
    started = priority.effective_from <= ground.on
    ended = priority.effective_to is not None and priority.effective_to < ground.on
    return started and not ended and priority.stage != "lapsed"


def lift(priority: PriorityRow) -> int:
    """0..255 above neutral: by stage, and by rank only where the document ranks: the first
    counts whole, each further place a tenth less, no less than half.
    """
    lifted = STRENGTH[priority.stage]
    if priority.rank > 1:
        lifted = lifted * max(5, 11 - priority.rank) // 10
    return lifted


def value_of(priority: PriorityRow) -> int:
    """The component's value when this priority applies: neutral plus its lift."""
    return UNKNOWN + (TOP - UNKNOWN) * lift(priority) // TOP


def _maker(
    ground: Ground, wanted: Wanted, place: str | None, offers: tuple[Offer, ...]
) -> Judgement:
    if place is None:
        return unknown(ground.reason("ask.place"), ground.reason("policy.no_place"))
    codes = [offer.sector for offer in fitting_offers(ground, wanted, offers)]
    return _judge(ground, ground.atlas.places[place], codes, MAKER_SIGNALS)


def _client(
    ground: Ground, wanted: Wanted, client: PlaceRow, offers: tuple[Offer, ...]
) -> Judgement:
    codes = [offer.sector for offer in fitting_offers(ground, wanted, offers)]
    return _judge(ground, client, codes, CLIENT_SIGNALS)


def _judge(ground: Ground, place: PlaceRow, codes: list[str], signals: frozenset[str]) -> Judgement:
    """Neutral where nothing is named in an excerpt or no list is held; 0 only where a complete
    list does not name it.
    """
    province = ground.named(place.province)
    edition = ground.editions.get(place.province)
    if edition is None:
        return Judgement(
            UNKNOWN, known=False, reasons=(ground.reason("policy.no_list", province=province),)
        )
    best: tuple[int, PriorityRow, str] | None = None
    for priority, target in _applicable(ground, edition, place, codes):
        counts = priority.speaker == "government" and priority.signal in signals
        if counts and (best is None or value_of(priority) > best[0]):
            best = (value_of(priority), priority, target)
    if best is not None:
        reason = Reason("policy.named", _cite(ground, edition, best[1], best[2]))
        return Judgement(best[0], reasons=(reason,))
    code = "policy.not_named_complete" if edition.complete else "policy.not_named"
    return Judgement(
        0 if edition.complete else UNKNOWN,
        known=edition.complete,
        reasons=(ground.reason(code, province=province),),
    )


def _applicable(
    ground: Ground, edition: EditionRow, place: PlaceRow, codes: Iterable[str]
) -> Iterator[tuple[PriorityRow, str]]:
    """The edition's priorities in force for the place with a target that covers one of the
    codes, by key; with that target.
    """
    wanted = list(codes)
    for priority in sorted(edition.priorities, key=lambda row: row.key):
        if not in_force(priority, ground) or not _here(priority, place):
            continue
        for target in priority.targets:
            if any(ground.taxonomy.covers(target, code) for code in wanted):
                yield priority, target
                break


def _here(priority: PriorityRow, place: PlaceRow) -> bool:
    """A city's priority counts in its cities only."""
    return not priority.places or place.code in priority.places


def _cite(
    ground: Ground, edition: EditionRow, priority: PriorityRow, target: str | None
) -> dict[str, object]:
    """The priority as a reason's arguments: what it is, who said it, and where it is read."""
    return {
        "province": ground.named(edition.province),
        "key": priority.key,
        "title": priority.title,
        "speaker": priority.speaker,
        "signal": priority.signal,
        "stage": priority.stage,
        "target": ground.named(target) if target else None,
        "document": priority.document,
        "since": str(priority.effective_from),
        "quote": priority.quote,
        "source": priority.source,
        "links": links(priority.source),
    }


def links(source: str) -> list[str]:
    """The addresses in a source text, in its order."""
    return _LINK.findall(source)


def context(
    ground: Ground, wanted: Wanted, place: str | None, offers: tuple[Offer, ...]
) -> list[Reason]:
    """What stands beside an entry and scores nothing: what companies, scholars, newspapers and
    statistics say of its field, and the government's words on law and business climate.
    """
    where = place if wanted.seeking == "manufacturer" else wanted.client_place
    if where is None:
        return []
    row = ground.atlas.places[where]
    edition = ground.editions.get(row.province)
    if edition is None:
        return []
    codes = [offer.sector for offer in fitting_offers(ground, wanted, offers)]
    named = [
        Reason("context.priority", _cite(ground, edition, priority, target))
        for priority, target in _applicable(ground, edition, row, codes)
        if priority.speaker != "government" or priority.signal == "context"
    ]
    general = [
        Reason("context.priority", _cite(ground, edition, priority, None))
        for priority in sorted(edition.priorities, key=lambda one: one.key)
        if not priority.targets
        and priority.signal == "context"
        and in_force(priority, ground)
        and _here(priority, row)
    ]
    return (named + general)[:_CONTEXT_ROWS]
