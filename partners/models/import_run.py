"""Imports of files, what became of each row, and what it takes to undo them."""

from __future__ import annotations

from typing import ClassVar

from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from core.languages.messages import Message
from core.languages.translation import stored_text, translated
from partners.models.record import Record


class ImportRun(models.Model):
    """One import of a file into a dataset.

    `content` holds the file of a run that waits for a worker (`partners.intake.stored_file`). It
    is kept for an hour when the run is done, so that the annotated file can be had and a dry run
    can be imported (`partners.intake.dry_runs`); that of a run which failed or was cancelled is
    kept for a week, so that it can go on. A run of the command line reads its file itself and has
    none.
    `checked_by` is the dry run that showed what this import does. `digest` is the SHA-256 of the
    file. `map` is the column map as TOML, or empty: columns are guessed. `whole`: the file is the
    whole list, so that records of the dataset which it does not name are gone.
    `notices`: what else the file holds and is not read, such as other sheets; each a message
    (`Message.as_json`) or a text. `fault_message`: that of `fault`, where it has values.
    `step`, `done`, `total` tell the progress; `endings` how many rows ended how.
    """

    class State(models.TextChoices):
        QUEUED = "queued", _("Queued")
        RUNNING = "running", _("Running")
        DONE = "done", _("Done")
        FAILED = "failed", _("Failed")
        CANCELLED = "cancelled", _("Cancelled")
        UNDONE = "undone", _("Undone")

    dataset = models.CharField(max_length=40)
    name = models.CharField(max_length=120, blank=True, default="")
    notice = models.TextField(blank=True, default="")
    file = models.CharField(max_length=200)
    digest = models.CharField(max_length=64, editable=False)
    content = models.BinaryField(null=True, editable=False)
    map = models.TextField(blank=True, default="")
    whole = models.BooleanField("the file is the whole list", default=False)
    dry_run = models.BooleanField(default=False)
    state = models.CharField(_("state"), max_length=9, choices=State.choices, default=State.QUEUED)
    step = models.CharField(max_length=20, blank=True, default="")
    done = models.PositiveIntegerField(default=0)
    total = models.PositiveIntegerField(default=0)
    columns = models.JSONField(default=dict)
    unread_columns = models.JSONField(default=list)
    notices = models.JSONField(default=list)
    endings = models.JSONField(default=dict)
    fault = models.TextField(blank=True, default="")
    fault_message = models.JSONField(null=True, editable=False)
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="+",
    )
    checked_by = models.ForeignKey(
        "self", null=True, blank=True, on_delete=models.SET_NULL, related_name="imports"
    )
    undone_because = models.CharField(max_length=200, blank=True, default="")
    created_at = models.DateTimeField(default=timezone.now)
    finished_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        verbose_name = _("import")
        verbose_name_plural = _("imports")
        ordering: ClassVar = ["-id"]
        indexes: ClassVar = [
            models.Index(
                fields=["id"],
                name="unfinished_import",
                condition=models.Q(state__in=("queued", "running")),
            ),
        ]

    def __str__(self) -> str:
        return f"import {self.pk} of {self.file} into {self.dataset}"

    @property
    def told_fault(self) -> str:
        """Why the import failed, in the active language; empty where it did not."""
        return stored_text(self.fault, self.fault_message)

    @property
    def told_notices(self) -> list[str]:
        """The notices in the active language."""
        return [
            translated(Message.from_json(one) if isinstance(one, dict) else one)
            for one in self.notices
        ]


class ImportedRow(models.Model):
    """What became of a row; `row` is null for a record that ended because no row names it.

    `remarks`: errors and remarks, each with column, code, value, message and suggestion.
    `record`: the record that the row changed, `before`: its columns before, or null where the row
    created it; `digest`: that of its facts after the change.
    """

    run = models.ForeignKey(ImportRun, on_delete=models.CASCADE, related_name="rows")
    row = models.PositiveIntegerField(null=True)
    ending = models.CharField(max_length=9)
    key = models.CharField(max_length=120, blank=True, default="")
    reason = models.TextField(blank=True, default="")
    remarks = models.JSONField(default=list)
    record = models.ForeignKey(Record, null=True, on_delete=models.CASCADE, related_name="+")
    before = models.JSONField(null=True)
    digest = models.CharField(max_length=64, blank=True, default="")

    class Meta:
        ordering: ClassVar = ["id"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["run", "row"], name="one_ending_per_row"),
        ]
        indexes: ClassVar = [
            # For GET /v1/imports/{id}/rows, which filters by ending and pages by id.
            models.Index(fields=["run", "ending", "id"], name="imported_row_by_ending"),
        ]

    def __str__(self) -> str:
        return f"row {self.row}: {self.ending}"
