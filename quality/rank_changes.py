"""The moves by which a partner might stand higher without being any better.

A LAW may never help. OPEN ones do and should not: scoring does not yet see through them. What
DECLARED ones gain is legitimate if it is true, and the note says why.
"""

from collections.abc import Callable
from dataclasses import dataclass
from random import Random

from matcher.index.candidate import Candidate
from matcher.scoring.wanted import Wanted
from quality import strategies
from quality.strategies import TODAY

Play = Callable[[Random, Candidate, Wanted], tuple[Candidate, ...]]
LAW, OPEN, DECLARED = "law", "open", "declared"


@dataclass(frozen=True)
class Move:
    """`able`: only who passes it, for the brief, can make the move."""

    name: str
    play: Play
    kind: str
    note: str = ""
    able: Callable[[Candidate, Wanted], bool] = lambda *_: True


def _several(one: Candidate, wanted: Wanted) -> bool:
    return len(one.offers) > 1


def _ended(one: Candidate, wanted: Wanted) -> bool:
    """Has a certificate that was asked for ended?"""
    held = {c.standard for c in one.certificates.held if c.valid_until and c.valid_until < TODAY}
    return not held.isdisjoint(wanted.certifications)


def _in_date(one: Candidate, wanted: Wanted) -> bool:
    """Whether the partner holds every wanted certificate, and each is in date."""
    held = {c.standard for c in one.certificates.held if c.valid_until and c.valid_until >= TODAY}
    return bool(wanted.certifications) and held.issuperset(wanted.certifications)


def _exact(one: Candidate, wanted: Wanted) -> bool:
    return any(offer.sector in wanted.needs for offer in one.offers)


def _beside(one: Candidate, wanted: Wanted) -> bool:
    return not _exact(one, wanted)


def _serves(one: Candidate, wanted: Wanted) -> bool:
    return wanted.verb == "serves"


_LAWS = (
    Move("offerings that nobody asked for", strategies.add_other_offerings, LAW),
    Move("words, codes and clients fifty times over", strategies.repeat_words, LAW),
    Move("evidence twenty times over", strategies.repeat_evidence, LAW),
    Move("certificates twenty times over", strategies.repeat_certificates, LAW),
    Move(
        "the whole class in place of the group asked for",
        strategies.claim_whole_classes,
        LAW,
        able=_exact,
    ),
    Move("the end of a certificate in date left out", strategies.blank_ends, LAW, able=_in_date),
    Move(
        "claims without dates in place of certificates in date",
        strategies.hold_every_certificate,
        LAW,
        able=_in_date,
    ),
    Move(
        "the whole class beside the group asked for", strategies.add_whole_classes, LAW, able=_exact
    ),
)
_OPEN = (
    Move(
        "the whole division beside another group of it",
        strategies.add_whole_classes,
        OPEN,
        "the wider field counts more than the group that is made, though it says less",
        _beside,
    ),
    Move(
        "three shells around that claim everything",
        strategies.set_up_shells,
        OPEN,
        "surroundings count records, and most rest on their own word",
    ),
)
_DECLARED = (
    Move(
        "clients blanked",
        strategies.blank_clients,
        DECLARED,
        "a provider known for other clients alone stands below one of whom none is known",
        _serves,
    ),
    Move(
        "the end of an ended certificate left out",
        strategies.blank_ends,
        DECLARED,
        "unknown is above failing (law 5), a claim without a date a little above unknown",
        _ended,
    ),
    Move(
        "every certificate claimed, without dates",
        strategies.hold_every_certificate,
        DECLARED,
        "a claim without a date counts a little above silence",
    ),
    Move(
        "a fact of the record blanked, as it is",
        strategies.blank_one,
        DECLARED,
        "only a fact that fails: unknown is above failing (law 5)",
    ),
    Move(
        "words and codes blanked",
        strategies.blank_words,
        DECLARED,
        "goods that are not those asked for: as above",
    ),
    Move(
        "lists no longer said to be whole",
        strategies.deny_wholeness,
        DECLARED,
        "what is missing becomes unknown: as above",
    ),
    Move(
        "product words of every trade", strategies.stuff_words, DECLARED, "a declared word counts"
    ),
    Move(
        "every industry named as client",
        strategies.name_every_client,
        DECLARED,
        "a declared client counts, however many there are",
        _serves,
    ),
    Move(
        "every language declared", strategies.speak_everything, DECLARED, "a declared fact counts"
    ),
    Move("every market declared", strategies.sell_everywhere, DECLARED, "a declared fact counts"),
    Move(
        "declared again today", strategies.renew_declaration, DECLARED, "a fresh word is worth more"
    ),
    Move(
        "split into a record for each offering",
        strategies.split_by_offering,
        DECLARED,
        "partners/identity has to find the duplicate records",
        _several,
    ),
    Move(
        "registered twice",
        strategies.register_twice,
        DECLARED,
        "partners/identity has to find the duplicate records",
    ),
)
MOVES = (*_LAWS, *_OPEN, *_DECLARED)
