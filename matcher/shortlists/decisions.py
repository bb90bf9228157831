"""Decisions of a firm on the partners of its shortlists: made, taken back, read."""

from __future__ import annotations

import datetime as dt
import uuid
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from typing import NamedTuple

from django.db import connection, transaction
from django.db.models import Q

from core.faults import Fault
from core.languages.messages import Message
from core.task_queue import enqueue
from firms.membership.authors import Author
from matcher.errors import DecisionRefused
from matcher.models import Decision, Entry, Revision, Shortlist
from matcher.statements.numbering import take_number
from matcher.statements.same_partner import SamePartner
from matcher.task_names import ANSWER, SWEEP

Kind = Decision.Kind
# What a firm can say; that it takes it back is said in another way.
SAYABLE = tuple(kind.value for kind in Kind if kind is not Kind.TAKEN_BACK)


@dataclass(frozen=True)
class Said:
    """What is said of a partner: the decision, the reason (which a rejection needs) and a note."""

    decision: str
    reason: str = ""
    note: str = ""


def decide(*, shortlist: Shortlist, partner: int, said: Said, by: Author) -> Decision:
    """Say it of a partner that a revision of the shortlist names. Raises `DecisionRefused`."""
    faults = []
    if said.decision == Kind.REJECTED and not said.reason:
        faults.append(Fault("/reason", "is missing: a rejection needs a reason"))
    same = SamePartner.of(partner)
    if not _is_named(shortlist, same.ids):
        faults.append(
            Fault(
                "/partner",
                Message(
                    "no revision of the shortlist names the partner {partner}", partner=partner
                ),
            )
        )
    if faults:
        raise DecisionRefused(faults)
    with transaction.atomic():
        # First: the statements of a firm wait for each other, so that the decision before is known.
        number = take_number(by.firm.pk)
        return _append(shortlist, same, said, number, by)


def take_back(*, shortlist: Shortlist, partner: int, by: Author) -> Decision | None:
    """Take back the decision on a partner that holds in the shortlist; None where none holds."""
    same = SamePartner.of(partner)
    with transaction.atomic():
        if _holding(shortlist, same.ids) is None:
            return None
        return _append(shortlist, same, Said(Kind.TAKEN_BACK), take_number(by.firm.pk), by)


def find_decision(shortlist: Shortlist, partner: int) -> Decision | None:
    """The decision on the partner that holds in the shortlist."""
    return _holding(shortlist, SamePartner.of(partner).ids)


def _append(
    shortlist: Shortlist, same: SamePartner, said: Said, number: int, by: Author
) -> Decision:
    before = _holding(shortlist, same.ids)
    was_rejected = before is not None and before.decision == Kind.REJECTED
    row = Decision.objects.create(
        firm_id=by.firm.pk,
        number=number,
        shortlist=shortlist,
        partner_id=same.whole,
        decision=said.decision,
        reason=said.reason,
        note=said.note,
        moves_answers=was_rejected != (said.decision == Kind.REJECTED),
        by_member=by.member,
        by_key=by.key_prefix,
    )
    if row.moves_answers:
        _answer_again(shortlist)
    return row


def _answer_again(shortlist: Shortlist) -> None:
    """Ask for the answer of this shortlist at once, and of the others that are touched after it. If
    the messages are lost, the sweep of every few seconds finds the same.
    """
    enqueue(ANSWER, str(shortlist.pk))
    enqueue(SWEEP)


def _is_named(shortlist: Shortlist, same: Collection[int]) -> bool:
    """Is the partner an entry of any revision, or does it stand beside the entries?"""
    if Entry.objects.filter(revision__shortlist=shortlist, partner__in=same).exists():
        return True
    beside = Q()
    for one in same:
        beside |= Q(beside__contains={"near_misses": [{"partner": one}]})
        beside |= Q(beside__contains={"team": [{"partner": one}]})
        beside |= Q(beside__contains={"by_service": [{"entries": [{"partner": one}]}]})
    return Revision.objects.filter(beside, shortlist=shortlist).exists()


def _holding(shortlist: Shortlist, same: Collection[int]) -> Decision | None:
    row = (
        Decision.objects.filter(shortlist=shortlist, partner__in=same)
        .select_related("by_member")
        .order_by("-number")
        .first()
    )
    return None if row is None or row.decision == Kind.TAKEN_BACK else row


class ShownDecision(NamedTuple):
    """A decision as it is shown beside an entry. `by`: the address of the member, or the prefix of
    a key that is no member's.
    """

    decision: str
    reason: str
    note: str
    shortlist: uuid.UUID
    by: str
    made_at: dt.datetime


# `asked` are the ids that are shown, each with all ids of the same partner. Of the decisions of
# other shortlists only a rejection counts: that one keeps the partner out of this one as well.
_SHOWN = """
    WITH asked AS (
        SELECT x.id, m.id AS same FROM partners_partner x JOIN partners_partner m
            ON m.id = coalesce(x.merged_into_id, x.id)
            OR m.merged_into_id = coalesce(x.merged_into_id, x.id)
        WHERE x.id = ANY(%s)
    ), newest AS (
        SELECT DISTINCT ON (a.id, d.shortlist_id) a.id AS asked, d.*
        FROM asked a JOIN matcher_decision d ON d.partner_id = a.same AND d.firm_id = %s
        ORDER BY a.id, d.shortlist_id, d.number DESC
    )
    SELECT DISTINCT ON (n.asked) n.asked, n.decision, n.reason, n.note, n.shortlist_id,
        coalesce(m.email, n.by_key), n.made_at
    FROM newest n LEFT JOIN firms_member m ON m.id = n.by_member_id
    WHERE n.decision <> 'taken_back' AND (n.shortlist_id = %s OR n.decision = 'rejected')
    ORDER BY n.asked, n.shortlist_id = %s DESC, n.number DESC
"""


def shown_decisions(shortlist: Shortlist, partners: Collection[int]) -> Mapping[int, ShownDecision]:
    """What is said of each of the partners: in the shortlist, or in another one that they are
    rejected. One query.
    """
    if not partners:
        return {}
    pk = shortlist.pk
    with connection.cursor() as cursor:
        cursor.execute(_SHOWN, [list(partners), shortlist.brief.firm_id, pk, pk])
        return {row[0]: ShownDecision(*row[1:]) for row in cursor.fetchall()}
