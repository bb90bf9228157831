"""What a partner told a firm: recorded, taken back, read."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any

from django.db import transaction

from core.clock import today
from core.faults import Fault
from core.task_queue import enqueue
from firms.membership.authors import Author
from firms.models import Firm
from matcher.errors import AnswerRefused
from matcher.models import PartnerAnswer
from matcher.models.partner_answer import PartnerAnswerQuerySet
from matcher.statements.numbering import take_number
from matcher.statements.questions import QUESTIONS
from matcher.statements.same_partner import SamePartner
from matcher.task_names import SWEEP
from partners.models import Partner
from partners.name_resolvers import NameResolvers
from partners.registry.written_facts import FactsRefused


@dataclass(frozen=True)
class Told:
    """`answers`: the values by question, in the form of a partner's facts; a note, and the day on
    which it was told, None where that is not said.
    """

    answers: Mapping[str, Any]
    note: str = ""
    told_on: dt.date | None = None


def record_answers(
    *, partner: Partner, told: Told, by: Author, names: NameResolvers
) -> list[PartnerAnswer]:
    """Record what the partner told the firm, a row a question; shortlists that it concerns are
    answered again. Raises `AnswerRefused` with every fault: then nothing is stored.
    """
    faults = list(_incoherent(partner, told))
    values = {}
    for question, given in told.answers.items():
        try:
            values[question] = QUESTIONS[question].read(given, names)
        except FactsRefused as refused:
            at = f"/answers/{question}"
            faults += [replace(one, pointer=f"{at}{one.pointer}") for one in refused.faults]
    if faults:
        raise AnswerRefused(faults)
    with transaction.atomic():
        return [_append(partner, question, value, told, by) for question, value in values.items()]


def take_back_answer(*, partner: Partner, question: str, by: Author) -> PartnerAnswer | None:
    """Take back what the partner answered to the question; None where no answer holds."""
    with transaction.atomic():
        if find_answer(by.firm, partner, question) is None:
            return None
        return _append(partner, question, None, Told({}), by)


def answers_of(firm: Firm, partner: Partner) -> PartnerAnswerQuerySet:
    """All that the partner told the firm, and what was taken back of it."""
    same = SamePartner.of(partner.pk)
    return PartnerAnswer.objects.filter(firm=firm, partner__in=same.ids)


def find_answer(firm: Firm, partner: Partner, question: str) -> PartnerAnswer | None:
    """The answer to the question that holds."""
    if question not in QUESTIONS:
        return None
    rows = answers_of(firm, partner).filter(question=question).select_related("by_member")
    row = rows.order_by("-number").first()
    return None if row is None or row.value is None else row


def _incoherent(partner: Partner, told: Told) -> list[Fault]:
    faults = []
    if not told.answers:
        faults.append(Fault("/answers", "holds no answer"))
    if told.told_on is not None and told.told_on > today():
        faults.append(Fault("/told_on", "is a day to come", [str(today())]))
    if "place" in told.answers and partner.place_id is not None:
        detail = "the place is on record: suggest a correction if it is wrong"
        faults.append(Fault("/answers/place", detail, [partner.place_id]))
    return faults


def _append(partner: Partner, question: str, value: Any, told: Told, by: Author) -> PartnerAnswer:
    row = PartnerAnswer.objects.create(
        firm_id=by.firm.pk,
        number=take_number(by.firm.pk),
        partner_id=partner.merged_into_id or partner.pk,
        question=question,
        value=value,
        note=told.note,
        told_on=told.told_on,
        by_member=by.member,
        by_key=by.key_prefix,
    )
    # If the message is lost, the sweep of every few seconds finds the same shortlists.
    enqueue(SWEEP)
    return row
