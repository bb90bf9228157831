"""The queue of corrections that firms suggest and that organisations ask for without a key.

Curators decide. An accepted correction is an edit of what curators say of the partner; an accepted
removal retires it.
"""

from __future__ import annotations

import re
import uuid
from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any
from urllib.parse import urlsplit

from django.contrib.auth.models import User
from django.db import transaction
from django.utils import timezone

from core.faults import Fault
from core.languages.messages import Message
from firms.models import Firm
from partners.errors import SuggestionRefused, UnknownPartner
from partners.models import Partner, Suggestion
from partners.name_resolvers import NameResolvers
from partners.registry.curation import curating, require_active
from partners.registry.editing import Grounds, change_partner, curated_facts
from partners.registry.records import OrganisationFacts
from partners.registry.retirement import retire_partner
from partners.registry.written_facts import FactsRefused, merge_written

OPEN_AT_MOST = 100
_STATES = Suggestion.State
_KINDS = Suggestion.Kind
# An e-mail address or a Chinese mobile number: whoever asks is answered at an address of ours, so
# no text need hold a person's.
_OF_A_PERSON = re.compile(r"\S@\S|(?<!\d)1[3-9]\d[ -]?\d{4}[ -]?\d{4}(?!\d)")


@dataclass(frozen=True)
class Decision:
    """What a curator adds to the acceptance of a suggestion: the partner that is meant, other
    changes than those suggested, and what they rest on. None: as suggested.
    """

    partner: int | None = None
    changes: Mapping[str, Any] | None = None
    grounds: Grounds | None = None


def suggest_change(
    *,
    partner: int,
    changes: Mapping[str, Any],
    source: str,
    note: str,
    firm: Firm,
    names: NameResolvers,
) -> Suggestion:
    """Put a correction by a firm into the queue.

    Raises `UnknownPartner`, `AlreadyRetired`, `SuggestionRefused` where the firm has 100 that
    wait, and `FactsRefused` for changes that cannot be made and for texts with data of persons.
    """
    row = Partner.objects.filter(pk=partner).first()
    if row is None:
        raise UnknownPartner(Message("no partner has the id {partner}", partner=partner))
    require_active(row)
    _refuse_persons(note=note, source="" if is_web_address(source) else source)
    _merge(curated_facts(partner) or OrganisationFacts(), changes, names)
    with transaction.atomic():
        # Two requests at once of one firm would both find room for the last one.
        Firm.objects.select_for_update(no_key=True).get(pk=firm.pk)
        if Suggestion.objects.filter(firm=firm, state=_STATES.OPEN).count() >= OPEN_AT_MOST:
            raise SuggestionRefused(
                Message(
                    "{open_at_most} suggestions of this firm wait already",
                    open_at_most=OPEN_AT_MOST,
                )
            )
        return Suggestion.objects.create(
            firm=firm, partner=row, changes=changes, source=source, note=note
        )


def ask_for_takedown(
    *, organisation: str, partner: int | None, kind: str, wrong: str, page: str
) -> Suggestion:
    """Put into the queue that an organisation wants its entry to be corrected or taken out.

    `page`: address of a page that proves it. Raises `FactsRefused` for an unknown partner, for an
    address that is none and for texts with data of persons.
    """
    row = None if partner is None else _partner(partner)
    _refuse_persons(organisation=organisation, wrong=wrong)
    if not is_web_address(page):
        raise FactsRefused([Fault("/page", "is not the address of a page: https://…")])
    return Suggestion.objects.create(
        kind=kind, partner=row, organisation=organisation, source=page, note=wrong
    )


def accept_suggestion(
    *, suggestion: uuid.UUID, decision: Decision, by: User, reason: str, names: NameResolvers
) -> Suggestion:
    """Carry out what is suggested, and answer with the reason.

    A correction that holds no changes, and gets none by the decision, changes nothing. Raises
    `SuggestionRefused` where it is decided already or names no partner, and what the change of
    the partner raises; then nothing is written.
    """
    with curating(by, reason, "suggestions.accept_suggestion") as reason:
        row = _open_row(suggestion)
        partner = decision.partner or row.partner_id
        changes = row.changes if decision.changes is None else decision.changes
        if partner is None:
            detail = "the suggestion names no partner: say which one is meant"
            raise SuggestionRefused(detail, pointer="/partner")
        row.partner = _partner(partner)
        if row.kind == _KINDS.REMOVAL:
            # It may be retired for another reason since; but a merged one stands in another entry.
            if row.partner.retired_at is None or row.partner.merged_into_id is not None:
                retire_partner(partner=partner, by=by, reason=reason)
        elif changes:
            change_partner(
                partner=partner,
                change=lambda held: _merge(held, changes, names),
                grounds=decision.grounds or _grounds(row),
                by=by,
                reason=reason,
            )
        return _decide(row, _STATES.ACCEPTED, by, reason)


def refuse_suggestion(*, suggestion: uuid.UUID, by: User, reason: str) -> Suggestion:
    """Refuse the suggestion, and answer with the reason. Raises `SuggestionRefused` where it is
    decided already.
    """
    with curating(by, reason, "suggestions.refuse_suggestion") as reason:
        return _decide(_open_row(suggestion), _STATES.REFUSED, by, reason)


def is_web_address(text: str) -> bool:
    """Whether the text is the address of a page, without a user's name."""
    try:
        parts = urlsplit(text)
        return (
            parts.scheme in ("http", "https")
            and "." in (parts.hostname or "")
            and parts.username is None
            and not any(map(str.isspace, text))
        )
    except ValueError:
        return False


def _partner(pk: int) -> Partner:
    row = Partner.objects.filter(pk=pk).first()
    if row is None:
        raise FactsRefused([Fault("/partner", Message("no partner has the id {pk}", pk=pk))])
    return row


def _merge(
    held: OrganisationFacts, changes: Mapping[str, Any], names: NameResolvers
) -> OrganisationFacts:
    """As `merge_written`; the changes stand in the request under this name."""
    try:
        return merge_written(held, changes, names)
    except FactsRefused as refused:
        faults = [replace(one, pointer=f"/changes{one.pointer}") for one in refused.faults]
        raise FactsRefused(faults) from refused


def _refuse_persons(**texts: str) -> None:
    faults = [
        Fault(f"/{name}", "holds an e-mail address or a mobile number: leave out data of persons")
        for name, text in texts.items()
        if _OF_A_PERSON.search(text)
    ]
    if faults:
        raise FactsRefused(faults)


def _open_row(pk: uuid.UUID) -> Suggestion:
    row = Suggestion.objects.select_for_update().filter(pk=pk).first()
    if row is None or row.state != _STATES.OPEN:
        raise SuggestionRefused(Message("the suggestion {pk} is not in the queue", pk=pk))
    return row


def _grounds(row: Suggestion) -> Grounds:
    """What the source says of itself. The firm is no speaker: firms do not see each other."""
    host = urlsplit(row.source).hostname if is_web_address(row.source) else None
    return Grounds(speaker=(host or row.source)[:200], source=row.source, confidence="low")


def _decide(row: Suggestion, state: str, by: User, reason: str) -> Suggestion:
    row.state, row.answer = state, reason
    row.decided_by, row.decided_at = by, timezone.now()
    row.save(update_fields=["partner", "state", "answer", "decided_by", "decided_at"])
    return row
