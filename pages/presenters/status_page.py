"""How the service does, in words: what is fresh, what waits, who works. Nothing of any firm."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from django.db.models import Count, Q
from django.template.defaultfilters import filesizeformat
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from core.backups.backup_runs import last_backup
from core.clock import CHINA
from core.models import BackupRun
from core.task_queue_health import count_workers
from matcher.loaded import Basis, current_basis
from matcher.models import IndexFile, MatchGeneration, Shortlist
from matcher.shortlists import answering
from pages.frame.language import joined
from pages.presenters.webhook_page import DELIVERY_STATES
from partners.models import PossibleDuplicate, Suggestion
from priorities.models import Edition
from webhooks.sending import holding
from webhooks.sending.delivery_metrics import DeliveryMetrics, load_delivery_metrics

# The bounds of the readiness probe and of the alerts that the documentation names.
LATE_BRIEF, LATE_DELIVERY = 60.0, 60.0
OLD_BACKUP = 2 * 86_400.0
_GOOD, _MOVE, _BAD, _PLAIN = "good", "move", "bad", "plain"
_WORDS: dict[str, Promise] = {
    _GOOD: _("well"),
    _MOVE: _("look"),
    _BAD: _("act"),
    _PLAIN: _("so far"),
}


@dataclass(frozen=True)
class StatusLine:
    """One thing that is watched: how it is, as a sentence, and how bad that is."""

    name: Promise | str
    sentence: str
    kind: str = _GOOD

    @property
    def word(self) -> Promise:
        return _WORDS[self.kind]


@dataclass(frozen=True)
class StatusPage:
    """`desk`: what waits for curators; empty for a member who is no curator."""

    data: Sequence[StatusLine]
    work: Sequence[StatusLine]
    desk: Sequence[StatusLine]

    @property
    def worst(self) -> str:
        """The kind of the worst line."""
        kinds = {line.kind for line in (*self.data, *self.work)}
        return next((kind for kind in (_BAD, _MOVE) if kind in kinds), _GOOD)


def status_page(*, curator: bool) -> StatusPage:
    """Look at everything once."""
    basis = current_basis()
    return StatusPage(
        [*_data(basis)],
        [_briefs(), _workers(), *_deliveries(load_delivery_metrics())],
        [*_desk()] if curator else [],
    )


def _data(basis: Basis) -> Iterator[StatusLine]:
    newest = Edition.objects.filter(state=Edition.State.PUBLISHED).order_by("-policy").first()
    told = _now("No. %(number)s; the newest list is in force since %(day)s.")
    since = newest.in_force.lower if newest and newest.in_force else None
    day = since.astimezone(CHINA).date() if since else "–"
    yield StatusLine(_("Policy"), told % {"number": basis.policy, "day": day})
    told = _now("No. %(number)s, counted with every change.") % {"number": basis.partners}
    yield StatusLine(_("Partners"), told)
    yield _snapshot(IndexFile.newest(basis.partners), basis)
    yield _matches(basis)
    yield _backup(last_backup())


def _snapshot(snapshot: IndexFile | None, basis: Basis) -> StatusLine:
    name = _("Snapshot for ranking")
    if snapshot is None:
        return StatusLine(name, _now("None written: every process reads the database."), _PLAIN)
    behind = basis.partners - snapshot.partners_number
    given = {
        "count": snapshot.partner_count,
        "age": age_in_words((timezone.now() - snapshot.built_at).total_seconds()),
        "behind": behind,
    }
    if not behind:
        told = _now("%(count)s partners, written %(age)s ago; nothing has changed since.")
        return StatusLine(name, told % given)
    told = _now(
        "%(count)s partners, written %(age)s ago; %(behind)s changes since are read beside it."
    )
    return StatusLine(name, told % given, _PLAIN)


def _matches(basis: Basis) -> StatusLine:
    name = _("Stored matches")
    row = MatchGeneration.objects.filter(state="current", simulated=False).first()
    if row is None:
        return StatusLine(name, _now("None computed yet."), _PLAIN)
    given = {"number": row.number, "day": row.as_of}
    if (row.policy, row.partners) == (basis.policy, basis.partners):
        told = _now("Generation %(number)s of %(day)s, on the lists and partners of now.")
        return StatusLine(name, told % given)
    told = _now("Generation %(number)s of %(day)s; a newer one is due.")
    return StatusLine(name, told % given, _PLAIN)


def _backup(run: BackupRun | None) -> StatusLine:
    name = _("Last backup")
    if run is None:
        return StatusLine(name, _now("Never: none is recorded."), _MOVE)
    age = (timezone.now() - run.made_at).total_seconds()
    given = {
        "age": age_in_words(age),
        "size": filesizeformat(run.size),
        "digest": run.sha256[:12],
    }
    told = _now("%(age)s ago; %(size)s, SHA-256 %(digest)s….") % given
    return StatusLine(name, told, _MOVE if age > OLD_BACKUP else _GOOD)


def _briefs() -> StatusLine:
    name, age = _("Briefs without an answer"), answering.oldest_unanswered()
    if age is None:
        return StatusLine(name, _now("None."))
    count = Shortlist.objects.waiting().outside_batches().count()
    told = _now("Waiting: %(count)s; the oldest for %(age)s.")
    given = {"count": count, "age": age_in_words(age)}
    return StatusLine(name, told % given, _BAD if age > LATE_BRIEF else _PLAIN)


def _workers() -> StatusLine:
    name, count = _("Workers"), count_workers()
    if count is None:
        return StatusLine(name, _now("The broker does not answer; a sweep does the work."), _BAD)
    if not count:
        return StatusLine(name, _now("None answers: briefs and publications wait."), _BAD)
    return StatusLine(name, _now("Answering: %(count)s.") % {"count": count})


def _deliveries(metrics: DeliveryMetrics) -> Iterator[StatusLine]:
    counts = joined(
        f"{DELIVERY_STATES[state][0]}: {count}" for state, count in metrics.backlog.items() if count
    )
    late = metrics.oldest_due > LATE_DELIVERY
    if late:
        told = _now("The oldest is due for %(age)s: is a sender running?")
        due = told % {"age": age_in_words(metrics.oldest_due)}
    else:
        due = _now("None is late.")
    yield StatusLine(_("Webhooks"), f"{due} {counts}".strip(), _BAD if late else _GOOD)
    if metrics.swept:
        told = _now("%(count)s attempts of the last hour lost their sender.")
        yield StatusLine(_("Lost senders"), told % {"count": metrics.swept}, _MOVE)
    if holding.any_held():
        told = _now("Webhooks are held: their secrets cannot be read. Give the key back.")
        yield StatusLine(_("Encryption keys"), told, _BAD)


def _desk() -> Iterator[StatusLine]:
    waiting = Suggestion.objects.filter(state=Suggestion.State.OPEN).aggregate(
        corrections=Count("pk", filter=Q(organisation="")),
        takedowns=Count("pk", filter=~Q(organisation="")),
    )
    pairs = PossibleDuplicate.objects.filter(state=PossibleDuplicate.State.OPEN).count()
    for name, count in (
        (_("Corrections to decide"), waiting["corrections"]),
        (_("Requests of organisations to decide"), waiting["takedowns"]),
        (_("Possible duplicates to decide"), pairs),
    ):
        yield StatusLine(name, str(count), _PLAIN if count else _GOOD)


def age_in_words(seconds: float) -> str:
    """A span of time in its greatest unit."""
    if seconds < 60:
        return _now("%(n)s s") % {"n": int(seconds)}
    if seconds < 3_600:
        return _now("%(n)s min") % {"n": int(seconds // 60)}
    if seconds < 86_400:
        return _now("%(n)s h") % {"n": int(seconds // 3_600)}
    return _now("%(n)s days") % {"n": int(seconds // 86_400)}
