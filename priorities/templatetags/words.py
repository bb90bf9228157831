"""Values of a statement in words."""

from django import template
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from priorities.models import Priority

register = template.Library()
# What became of a priority beside its stages.
_LEFT = {
    "removed": gettext_lazy("removed"),
    "withdrawn": gettext_lazy("withdrawn"),
    "ended": gettext_lazy("ended by its date"),
}
_CHOICES = {
    "signal": dict(Priority.Signal.choices),
    "stage": dict(Priority.Stage.choices),
    "speaker": dict(Priority.Speaker.choices),
}


@register.filter
def word_of(value: str, field: str) -> str:
    """The word for a value of the field; the value itself where it has none."""
    label = _CHOICES[field].get(value)
    return _(label) if label else str(_LEFT.get(value, value))
