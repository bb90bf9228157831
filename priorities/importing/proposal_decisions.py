"""A curator's decisions on the proposals of a document: accept, mend, reject, reopen."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.contrib.auth.models import User
from django.utils import timezone

from core.faults import Fault
from core.languages.messages import Message
from partners.models import Place, Sector
from partners.names.nearest import nearest_names
from priorities.editions.curator_actions import curator_action
from priorities.errors import DocumentRefused
from priorities.importing.suggested_texts import TEXTS, sector_names, texts_of
from priorities.models import Priority, ReadProposal

Decision = ReadProposal.Decision
_CODES = ("targets", "places")
_CHOICES = {
    "signal": Priority.Signal.values,
    "stage": Priority.Stage.values,
    "emphasis": Priority.Emphasis.values,
}
_LONGEST = {"title_en": 240, "title_zh": 240, "category": 40}
MENDABLE = (*_CODES, *_CHOICES, *TEXTS, "category")


@curator_action("draft")
def decide(
    *,
    proposal: ReadProposal,
    decision: str,
    by: User,
    mended: Mapping[str, Any] | None = None,
) -> ReadProposal:
    """Accept, mend, reject or reopen a proposal; a later decision replaces an earlier one.

    `mended`: the changed fields of `MENDABLE`, for the decision `mended` alone. Raises
    `DocumentRefused` for an unknown decision, field, code or value.
    """
    return _decide(proposal, decision, dict(mended or {}), by)


@curator_action("draft")
def mend(*, proposal: ReadProposal, values: Mapping[str, Any], by: User) -> ReadProposal:
    """Mend a proposal to these values of `MENDABLE`; it is accepted where none differs from what
    was found. A text that is left as it was suggested goes on following the other values.

    Raises `DocumentRefused` for an unknown field, code or value.
    """
    shown = texts_of(proposal, sector_names([proposal]))
    changes = {
        name: value for name, value in values.items() if _differs(proposal, name, value, shown)
    }
    return _decide(proposal, Decision.MENDED if changes else Decision.ACCEPTED, changes, by)


def _differs(proposal: ReadProposal, name: str, value: Any, shown: Mapping[str, str]) -> bool:
    if name in shown:
        return value != shown[name] or name in proposal.mended
    found = getattr(proposal, name, "")
    return bool(sorted(value) != sorted(found)) if name in _CODES else bool(value != found)


def _decide(
    proposal: ReadProposal, decision: str, changes: dict[str, Any], by: User
) -> ReadProposal:
    rows = ReadProposal.objects.select_related("document__document")
    locked = rows.select_for_update(of=("self",)).get(pk=proposal.pk)
    faults = [*_decision_faults(decision, changes), *_mending_faults(changes, locked)]
    if faults:
        raise DocumentRefused(faults)
    locked.decision, locked.mended = decision, changes
    is_open = decision == Decision.OPEN
    locked.decided_by, locked.decided_at = (None, None) if is_open else (by, timezone.now())
    locked.save()
    return locked


def _decision_faults(decision: str, changes: Mapping[str, Any]) -> list[Fault]:
    if decision not in Decision.values:
        near = nearest_names(decision, Decision.values)
        return [Fault("/decision", Message("{decision!r} is no decision", decision=decision), near)]
    if (decision == Decision.MENDED) != bool(changes):
        return [Fault("/mended", "give the changed fields with the decision mended, and only then")]
    return []


def _mending_faults(changes: Mapping[str, Any], proposal: ReadProposal) -> list[Fault]:
    found = []
    for name, value in changes.items():
        if name not in MENDABLE:
            near = nearest_names(name, MENDABLE)
            found.append(
                Fault(f"/mended/{name}", Message("{name} cannot be mended", name=name), near)
            )
        elif name in _CODES:
            found += _code_faults(name, value, proposal.document.document.province_id)
        elif not isinstance(value, str):
            found.append(Fault(f"/mended/{name}", "is no text"))
        elif name in _CHOICES and value not in _CHOICES[name]:
            near = nearest_names(value, _CHOICES[name])
            found.append(
                Fault(
                    f"/mended/{name}",
                    Message("{value!r} is no {name}", value=value, name=name),
                    near,
                )
            )
        elif len(value) > _LONGEST.get(name, len(value)):
            longest = _LONGEST[name]
            found.append(
                Fault(
                    f"/mended/{name}", Message("has at most {longest} characters", longest=longest)
                )
            )
    return found


def _code_faults(name: str, codes: Any, province: str) -> list[Fault]:
    if not isinstance(codes, list | tuple) or not all(isinstance(one, str) for one in codes):
        return [Fault(f"/mended/{name}", "is no list of codes")]
    rows = Sector.objects.all() if name == "targets" else Place.objects.filter(province=province)
    known = sorted(rows.values_list("code", flat=True))
    sector = name == "targets"
    why = Message("is no sector") if sector else Message("is no city of the province")
    return [
        Fault(
            f"/mended/{name}",
            Message("{value} {reason}", value=code, reason=why),
            nearest_names(code, known),
        )
        for code in codes
        if code not in known
    ]
