"""Forms with a file: read in pieces, within the limit of what an import reads."""

from collections.abc import Mapping
from typing import IO, Any, cast

from django.core.exceptions import SuspiciousOperation
from django.core.files.uploadedfile import UploadedFile
from django.core.files.uploadhandler import FileUploadHandler
from django.http import QueryDict
from rest_framework.exceptions import APIException, ParseError
from rest_framework.parsers import DataAndFiles, MultiPartParser
from rest_framework.request import Request

from api.problems.refusals import BodyRefused, ErrorCode, ErrorDetail
from core.languages.messages import Message
from partners.intake.reading.limits import DEFAULT_LIMITS

MOST_BYTES = DEFAULT_LIMITS.file_bytes
# The other members of the form, which hold a map, and the boundaries between them.
_REST = 1_000_000


class UploadTooLarge(APIException):
    """The file is too long."""

    status_code = 413
    default_detail = Message("the file has more than {most:,} bytes: split it", most=MOST_BYTES)
    default_code = ErrorCode.saying(default_detail)


class _LimitedFile(FileUploadHandler):
    """Stops the reading of a file that is too long, and leaves it to the next handler else."""

    def new_file(self, *args: Any, **kwargs: Any) -> None:
        super().new_file(*args, **kwargs)
        self._read = 0

    def receive_data_chunk(self, raw_data: bytes, start: int) -> bytes:
        self._read += len(raw_data)
        if self._read > MOST_BYTES:
            raise UploadTooLarge
        return raw_data

    def file_complete(self, file_size: int) -> None:
        return None


class UploadParser(MultiPartParser):
    """Parses multipart/form-data; a file of more than 2.5 MB goes to the disk and not to memory.

    Raises `UploadTooLarge`, `BodyRefused`.
    """

    def parse(
        self,
        stream: IO[Any],
        media_type: str | None = None,
        parser_context: Mapping[str, Any] | None = None,
    ) -> "DataAndFiles[Any, Any]":
        request = (parser_context or {})["request"]._request
        length = request.META.get("CONTENT_LENGTH") or "0"
        # The length that is told: a form that is too long is refused before it is read.
        if length.isdigit() and int(length) > MOST_BYTES + _REST:
            raise UploadTooLarge
        request.upload_handlers.insert(0, _LimitedFile(request))
        try:
            return super().parse(stream, media_type, parser_context)
        except (ParseError, SuspiciousOperation) as fault:
            detail = Message("the body cannot be read as a form: {parser}", parser=fault)
            raise BodyRefused([ErrorDetail(detail, pointer="")]) from fault


def form_members(request: Request) -> dict[str, Any]:
    """Member -> text or file of the form. Raises `BodyRefused` for a member that is given twice."""
    found: dict[str, Any] = {}
    for name, values in cast("QueryDict", request.data).lists():
        if len(values) > 1:
            detail = Message("{name} is given more than once", name=name[:60])
            raise BodyRefused([ErrorDetail(detail, pointer=f"/{name[:60]}")])
        found[name] = values[0]
    return found


def file_name(file: "UploadedFile[Any]") -> str:
    """The last part of the name of the file, without control characters."""
    return "".join(sign for sign in file.name or "" if sign.isprintable())[:200] or "file"
