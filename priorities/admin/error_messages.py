"""Messages to the curator about actions that the lifecycle refuses."""

from collections.abc import Iterable

from django.contrib import messages
from django.http import HttpRequest
from django.utils.html import format_html, format_html_join
from django.utils.translation import gettext_lazy as _

from core.faults import DomainError
from core.languages.translation import translated
from priorities.admin.list_form import fault_sentence
from priorities.errors import EditionRefused

_NOTHING = _("Nothing was saved.")
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
    messages.error(request, f"{title}: {translated(str(error))}. {_NOTHING}")


def show_faults(request: HttpRequest, sentences: Iterable[str]) -> None:
    """Show in one message that nothing was saved, and each fault."""
    told = format_html_join("", "<li>{}</li>", ((sentence,) for sentence in sentences))
    messages.error(request, format_html("{}<ul>{}</ul>", _NOTHING, told))
