"""A fault of the domain in the visitor's language: the domain tells faults in English."""

from django.utils.translation import gettext as _now

from core.faults import Fault
from pages.frame.language import language


def told_fault(fault: Fault) -> str:
    """Return the sentence, with the nearest right values."""
    near = ", ".join(list(fault.nearest)[:3])
    told = str(fault.detail)
    if language() != "en":
        told = _now("This is not understood or does not go together with the rest.")
    if not near:
        return told
    return _now("%(told)s Nearest: %(near)s") % {"told": told, "near": near}
