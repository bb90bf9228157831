"""Import what a dry run has shown: the file of a dry run is kept for an hour, or until then."""

from __future__ import annotations

import datetime as dt

from django.contrib.auth.models import User
from django.db import transaction
from django.utils import timezone

from partners.errors import ImportRefused
from partners.intake.import_jobs import submit_file_of
from partners.models import ImportRun

# Long enough to read the report; then the list, which may be an operator's own, is not kept on.
KEPT = dt.timedelta(hours=1)


def may_be_imported(run: ImportRun) -> bool:
    """Whether the run is a dry run whose file is still kept."""
    stored = ImportRun.objects.filter(pk=run.pk, content__isnull=False)
    return run.dry_run and run.state == ImportRun.State.DONE and stored.exists()


@transaction.atomic
def import_checked(dry_run: int, *, by: User) -> ImportRun:
    """Submit the file of the dry run for real, with the same map and dataset.

    Raises `ImportRefused` where it is no dry run, or its file was imported before or is not kept
    any longer.
    """
    runs = ImportRun.objects.defer("content")
    shown = runs.select_for_update().filter(pk=dry_run).first()
    if shown is None or not may_be_imported(shown):
        raise ImportRefused(f"the file of dry run {dry_run} is not kept any longer: send it again")
    run = ImportRun(
        dataset=shown.dataset,
        name=shown.name,
        notice=shown.notice,
        file=shown.file,
        map=shown.map,
        whole=shown.whole,
        checked_by=shown,
    )
    return submit_file_of(shown, run, by=by)


def prune_dry_runs() -> int:
    """Empty the files of dry runs that ended more than an hour ago; return their number."""
    over = ImportRun.objects.filter(dry_run=True, content__isnull=False)
    return over.filter(finished_at__lt=timezone.now() - KEPT).update(content=None)
