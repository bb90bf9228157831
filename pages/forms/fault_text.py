"""A fault of the domain in the visitor's language."""

from django.utils.translation import gettext as _now

from core.faults import Fault
from core.languages.translation import translated
from pages.frame.language import joined


def fault_text(fault: Fault) -> str:
    """Return the sentence, with the nearest right values."""
    told = translated(str(fault.detail))
    near = joined(list(fault.nearest)[:3])
    return _now("%(told)s Nearest: %(near)s") % {"told": told, "near": near} if near else told
