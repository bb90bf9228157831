"""The drafts that wait for a curator: to approve, to publish, to continue."""

from dataclasses import dataclass

from django.contrib.auth.models import User
from django.db.models import QuerySet

from partners.models import Place
from priorities.models import Edition

State = Edition.State


@dataclass(frozen=True)
class ReviewQueue:
    """The drafts that the curator may act on now. `to_continue`: the curator's own drafts, also
    those that another curator has changed since, which voids their submission.
    """

    to_approve: tuple[Edition, ...] = ()
    to_publish: tuple[Edition, ...] = ()
    to_continue: tuple[Edition, ...] = ()

    @property
    def count(self) -> int:
        return len(self.to_approve) + len(self.to_publish) + len(self.to_continue)


def draftable_provinces(user: User) -> QuerySet[Place]:
    """The provinces without an open draft, if the user may draft."""
    if not user.has_perm("priorities.draft_edition"):
        return Place.objects.none()
    drafted = Edition.objects.open().values("province")
    return Place.objects.provinces().exclude(code__in=drafted)


def load_review_queue(user: User) -> ReviewQueue:
    """The drafts that wait for the user. Three queries at most."""
    drafts = Edition.objects.select_related("province", "base").order_by("province")
    queue: dict[str, tuple[Edition, ...]] = {}
    # Edited drafts are left out and not only refused later: a queue holds what can be done now.
    if user.has_perm("priorities.approve_edition"):
        submitted = drafts.filter(state=State.SUBMITTED)
        queue["to_approve"] = tuple(submitted.not_edited_by(user))
        queue["to_publish"] = tuple(drafts.filter(state=State.APPROVED))
    if user.has_perm("priorities.draft_edition"):
        queue["to_continue"] = tuple(drafts.filter(state=State.DRAFT).edited_by(user))
    return ReviewQueue(**queue)
