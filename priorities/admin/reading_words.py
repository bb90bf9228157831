"""The words of the desk for what a reading found."""

from typing import TYPE_CHECKING

from django.utils.translation import gettext_lazy as _

if TYPE_CHECKING:
    from django_stubs_ext import StrOrPromise

SIGNALS: dict[str, "StrOrPromise"] = {
    "support": _("promised help"),
    "strength": _("named as a strength"),
    "shortage": _("named as lacking"),
    "context": _("context, scores nothing"),
}
STAGES: dict[str, "StrOrPromise"] = {
    "pledged": _("pledged"),
    "launched": _("launched"),
    "under way": _("under way"),
    "delivered": _("delivered"),
    "lapsed": _("lapsed"),
}
EMPHASES: dict[str, "StrOrPromise"] = {
    "headline": _("headline"),
    "list": _("a statement of its own"),
    "mention": _("mention"),
}
SECTIONS: dict[str, "StrOrPromise"] = {
    "review": _("review"),
    "plan": _("plan of years"),
    "tasks": _("tasks"),
}
CHANGES: dict[str, "StrOrPromise"] = {
    "new": _("New"),
    "strengthened": _("Strengthened"),
    "kept": _("Kept"),
    "dropped": _("Dropped"),
}
DECISIONS: dict[str, "StrOrPromise"] = {
    "accepted": _("Accept"),
    "rejected": _("Reject"),
    "open": _("Reopen"),
}
