"""Which drafts wait for a curator: to approve, to publish, to go on with; and
where to begin.
"""

from dataclasses import dataclass

from django.contrib.auth.models import User
from django.db.models import QuerySet

from partners.models import Place
from priorities.models import Edition

State = Edition.State


@dataclass(frozen=True)
class ReviewQueue:
    """What the curator may act on now. `to_continue`: drafts of one's own, among them those
    that another has changed since, which takes them back from submission.
    """

    to_approve: tuple[Edition, ...] = ()
    to_publish: tuple[Edition, ...] = ()
    to_continue: tuple[Edition, ...] = ()

    @property
    def count(self) -> int:
        return len(self.to_approve) + len(self.to_publish) + len(self.to_continue)


def may_begin(user: User) -> QuerySet[Place]:
    """The provinces of which the user may open a draft now: none has one on its way."""
    if not user.has_perm("priorities.draft_edition"):
        return Place.objects.none()
    drafted = Edition.objects.open().values("province")
    return Place.objects.provinces().exclude(code__in=drafted)


def waiting_for(user: User) -> ReviewQueue:
    """The drafts that wait for the user. Three queries at most."""
    drafts = Edition.objects.select_related("province", "base").order_by("province")
    approves = user.has_perm("priorities.approve_edition")
    submitted = drafts.filter(state=State.SUBMITTED).untouched_by(user) if approves else ()
    approved = drafts.filter(state=State.APPROVED) if approves else ()
    own = (
        drafts.filter(state=State.DRAFT).touched_by(user)
        if user.has_perm("priorities.draft_edition")
        else ()
    )
    return ReviewQueue(tuple(submitted), tuple(approved), tuple(own))
