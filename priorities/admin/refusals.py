"""What the lifecycle refuses, said to the curator."""

from collections.abc import Iterable

from django.contrib import messages
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from core.faults import DomainError
from priorities.admin.priority_forms import sentence
from priorities.errors import EditionRefused

_NOTHING = _("Nothing was saved.")
_MEANING = {
    "four-eyes": _("Four eyes"),
    "version-moved": _("Somebody else was faster"),
    "wrong-state": _("Not in this state"),
    "draft-open": _("A draft is open already"),
    "not-a-curator": _("Not your role"),
}


def tell(request: HttpRequest, refusal: DomainError) -> None:
    """Say what is refused and why; of faulty rows, each with its row. Nothing was saved."""
    if isinstance(refusal, EditionRefused):
        say(request, [sentence(fault) for fault in refusal.faults])
        return
    meaning = _MEANING.get(refusal.code, _("Refused"))
    messages.error(request, f"{meaning}: {refusal}. {_NOTHING}")


def say(request: HttpRequest, sentences: Iterable[str]) -> None:
    """Say what is wrong, one message each."""
    for told in sentences:
        messages.error(request, told)
    messages.warning(request, _NOTHING)
