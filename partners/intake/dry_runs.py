"""Import what a dry run has shown: the file of a dry run is kept for an hour, or until then."""

from __future__ import annotations

from django.contrib.auth.models import User
from django.db import transaction

from core.languages.messages import Message
from partners.errors import ImportRefused
from partners.intake.import_jobs import submit_file_of
from partners.intake.stored_file import is_kept
from partners.models import ImportRun


def may_be_imported(run: ImportRun) -> bool:
    """Whether the run is a dry run whose file is still kept."""
    return run.dry_run and run.state == ImportRun.State.DONE and is_kept(run)


@transaction.atomic
def import_checked(dry_run: int, *, by: User) -> ImportRun:
    """Submit the file of the dry run for real, with the same map and dataset.

    Raises `ImportRefused` where it is no dry run, or its file was imported before or is not kept
    any longer.
    """
    runs = ImportRun.objects.defer("content")
    shown = runs.select_for_update().filter(pk=dry_run).first()
    if shown is None or not may_be_imported(shown):
        raise ImportRefused(
            Message(
                "the file of dry run {dry_run} is not kept any longer: send it again",
                dry_run=dry_run,
            )
        )
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
