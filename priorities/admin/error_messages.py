"""Messages to the curator about actions that the lifecycle refuses."""

from collections.abc import Iterable

from django.contrib import messages
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from core.faults import DomainError
from priorities.admin.list_form import fault_sentence
from priorities.errors import EditionRefused

_NOTHING = _("Nothing was saved.")
# The reason itself stays in English, as in REST; the title tells a Chinese reader its kind.
_TITLES = {
    "four-eyes": _("Four eyes"),
    "version-moved": _("Another curator changed it first"),
    "wrong-state": _("Not possible in this state"),
    "draft-open": _("A draft is open already"),
    "not-a-curator": _("Your role does not allow this"),
}


def show_error(request: HttpRequest, error: DomainError) -> None:
    """Show the reason of a refusal; of faulty rows, each fault with its row."""
    if isinstance(error, EditionRefused):
        show_faults(request, [fault_sentence(fault) for fault in error.faults])
        return
    title = _TITLES.get(error.code, _("Refused"))
    messages.error(request, f"{title}: {error}. {_NOTHING}")


def show_faults(request: HttpRequest, sentences: Iterable[str]) -> None:
    """Show each fault as a message, then that nothing was saved."""
    for sentence in sentences:
        messages.error(request, sentence)
    messages.warning(request, _NOTHING)
