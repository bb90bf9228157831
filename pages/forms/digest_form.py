"""When a member hears of a shortlist by mail, as a form."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.dates import WEEKDAYS
from django.utils.translation import gettext_lazy as _

from matcher.digests.subscriptions import DigestSpec
from matcher.models import DigestSubscription
from pages.frame.language import language

OFF = "off"
# As of digests that the API subscribes to.
_HOUR, _WEEKDAY = 8, 1
_RHYTHMS = (
    (OFF, _("off")),
    ("at_once", _("at once")),
    ("daily", _("daily")),
    ("weekly", _("weekly")),
)


class DigestForm(forms.Form):
    """The rhythm, `off` for no mail, and the language; day and hour are those of Beijing."""

    rhythm = forms.ChoiceField(label=_("Mail of changes"), choices=_RHYTHMS)
    language = forms.ChoiceField(
        label=_("Language"), choices=DigestSubscription.Language.choices, required=False
    )
    hour = forms.TypedChoiceField(
        label=_("Hour, in Beijing"),
        choices=[(hour, f"{hour:02}:00") for hour in range(24)],
        coerce=int,
        empty_value=None,
        required=False,
    )
    weekday = forms.TypedChoiceField(
        label=_("Day, if weekly"),
        choices=[(day + 1, name) for day, name in WEEKDAYS.items()],
        coerce=int,
        empty_value=None,
        required=False,
    )

    def spec(self) -> DigestSpec | None:
        """Return the settings of the valid form; None where no mail is wanted."""
        given = self.cleaned_data
        if given["rhythm"] == OFF:
            return None
        return DigestSpec(
            given["rhythm"],
            given["language"] or DigestSubscription.Language.ENGLISH,
            _HOUR if given["hour"] is None else given["hour"],
            given["weekday"] or _WEEKDAY,
        )


def digest_settings(row: DigestSubscription | None) -> dict[str, Any]:
    """Return a member's subscription as the initial values of the form; `off` where there is none,
    and the visitor's language.
    """
    if row is None:
        spoken = "zh-Hans" if language() == "zh" else "en"
        return {"rhythm": OFF, "language": spoken, "hour": _HOUR, "weekday": _WEEKDAY}
    return {name: getattr(row, name) for name in ("rhythm", "language", "hour", "weekday")}
