"""Imports of lists, and what became of their rows."""

from typing import Any, ClassVar

from rest_framework import serializers

from api.problems.refusals import ValueRefused
from api.v1.serializers.strict_fields import ErrorMessagesMixin, StrictCharField, StrictSerializer
from partners.models import ImportRun


class FlagField(ErrorMessagesMixin, serializers.BooleanField):
    """A flag of a form: the text true or false."""

    def to_internal_value(self, data: Any) -> bool:
        if data not in ("true", "false"):
            raise ValueRefused("true or false is needed", "wrong_type")
        return bool(data == "true")


class UploadField(ErrorMessagesMixin, serializers.FileField):
    """A file that is not empty."""

    default_error_messages: ClassVar[dict[str, Any]] = {
        "invalid": "a file is needed: send the form as multipart/form-data",
        "empty": "is an empty file",
        "no_name": "has no file name",
    }


class ImportIn(StrictSerializer):
    """A list of organisations, and how it is read."""

    file = UploadField(
        max_length=None,
        help_text="CSV, TSV, XLSX (the first sheet) or JSON Lines; at most 64 MB and 250,000 rows.",
    )
    dataset = StrictCharField(
        max_length=40, help_text="Key of the dataset; a new key creates the dataset."
    )
    map = StrictCharField(
        max_length=100_000,
        required=False,
        help_text="Name of a shipped map, or a map as TOML; without one columns are guessed.",
    )
    name = StrictCharField(required=False, help_text="Name of the dataset.")
    notice = StrictCharField(
        max_length=2_000, required=False, help_text="Shown with each record of the dataset."
    )
    whole = FlagField(
        required=False,
        default=False,
        help_text="True: the file is the whole list, and records that it does not name are gone.",
    )
    dry_run = FlagField(
        required=False, default=False, help_text="True: report each row, and change nothing."
    )


class ImportOut(serializers.Serializer[Any]):
    """An import: its progress, and how many rows ended how."""

    id = serializers.IntegerField()
    dataset = serializers.CharField()
    file = serializers.CharField()
    digest = serializers.CharField(help_text="SHA-256 of the file.")
    whole = serializers.BooleanField()
    dry_run = serializers.BooleanField()
    state = serializers.CharField(help_text="queued, running, done, failed, cancelled or undone")
    step = serializers.CharField(allow_blank=True, help_text="rows, compared or records")
    done = serializers.IntegerField(help_text="Rows or records that the step has done.")
    total = serializers.IntegerField(help_text="Rows or records that the step has to do.")
    endings = serializers.DictField(
        child=serializers.IntegerField(),
        help_text=(
            "created, attached, updated, unchanged, duplicate, error, gone; empty at first."
        ),
    )
    fault = serializers.CharField(
        source="told_fault",
        allow_blank=True,
        help_text="Why the import failed: file, row, column and reason, in the requested language.",
    )
    created_at = serializers.DateTimeField()
    finished_at = serializers.DateTimeField(allow_null=True)
    location = serializers.SerializerMethodField()

    def get_location(self, run: ImportRun) -> str:
        return f"/v1/imports/{run.pk}"


class ImportDetailOut(ImportOut):
    """An import with the columns that it read."""

    map = serializers.CharField(
        allow_blank=True, help_text="The map as TOML; empty if columns were guessed."
    )
    columns = serializers.DictField(
        child=serializers.ListField(child=serializers.CharField()),
        help_text="Field -> columns that fill it, as mapped or guessed; empty before the end.",
    )
    unread_columns = serializers.ListField(
        child=serializers.CharField(), help_text="Columns of the file that are not read."
    )
    notices = serializers.ListField(
        source="told_notices",
        child=serializers.CharField(),
        help_text="What else the file holds: sheets that are not read, hidden rows that are; in the"
        " requested language.",
    )


class RowRemarkOut(serializers.Serializer[Any]):
    """An error of a row, or what was left out of it."""

    column = serializers.CharField(allow_blank=True)
    code = serializers.CharField(help_text="A name of Frictionless's, or such as unknown-place.")
    value = serializers.CharField(allow_blank=True)
    message = serializers.CharField()
    suggestion = serializers.CharField(allow_blank=True, help_text="The nearest right value.")


class ImportedRowOut(serializers.Serializer[Any]):
    """What became of a row of the file."""

    row = serializers.IntegerField(
        allow_null=True, help_text="Number in the file; null for a record that no row names."
    )
    ending = serializers.CharField(
        help_text="created, attached, updated, unchanged, duplicate, error or gone"
    )
    key = serializers.CharField(allow_blank=True, help_text="Key of the record in its dataset.")
    record = serializers.IntegerField(
        source="record_id", allow_null=True, help_text="Id of the record that the row changed."
    )
    reason = serializers.CharField(allow_blank=True)
    remarks = RowRemarkOut(many=True)
