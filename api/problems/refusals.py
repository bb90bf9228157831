"""Exceptions for requests that the API layer refuses. `api.problems.responses` turns each into a
response.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from typing import ClassVar

from rest_framework import status
from rest_framework.exceptions import APIException, ValidationError

from core.faults import Fault
from partners.errors import NameFault
from priorities.errors import EditionRefused


@dataclass(frozen=True)
class ErrorDetail:
    """An error of a request: its location (a JSON Pointer into the body, or the name of a
    parameter), its message (`str(detail)`, built lazily), and the nearest valid values. `times` is
    the number of errors that it stands for: the last error of a long list also counts those that
    are not listed.
    """

    # An exception builds its text when it is shown, and the search for the nearest names is slow:
    # errors that are not listed never pay for it.
    detail: str | Exception
    nearest: Sequence[str] = ()
    pointer: str | None = None
    parameter: str | None = None
    times: int = 1

    @classmethod
    def from_fault(cls, fault: Fault) -> "ErrorDetail":
        return cls(fault.detail, fault.nearest, pointer=fault.pointer)

    @classmethod
    def from_name_fault(
        cls, fault: NameFault, *, pointer: str | None = None, parameter: str | None = None
    ) -> "ErrorDetail":
        return cls(fault, fault.nearest, pointer, parameter)


class ErrorCode(str):
    """The code of a DRF error, extended by the nearest valid values and what was said. DRF
    preserves the code object of an error, and of its message the text alone.
    """

    nearest: Sequence[str] = ()
    said: str | NameFault | None = None
    times: int = 1

    @classmethod
    def with_nearest(cls, name: str, values: Sequence[str]) -> "ErrorCode":
        code = cls(name)
        code.nearest = values
        return code

    @classmethod
    def saying(cls, detail: str, name: str = "invalid") -> "ErrorCode":
        code = cls(name)
        code.said = detail
        return code

    @classmethod
    def from_name_fault(cls, fault: NameFault, times: int = 1) -> "ErrorCode":
        code = cls.with_nearest(fault.code, fault.nearest)
        code.said, code.times = fault, times
        return code


class ValueRefused(ValidationError):
    """A value of the body is refused; a message keeps its template, by which it is translated."""

    def __init__(self, detail: str, code: str = "invalid") -> None:
        carried = code if isinstance(code, ErrorCode) else ErrorCode(code)
        carried.said = detail
        super().__init__(detail, carried)


class RequestRefused(APIException):
    """A refused request with its errors. `slug` names the kind of problem; `headers` are added to
    the response.
    """

    slug = "not-understood"
    headers: ClassVar[Mapping[str, str]] = {}

    def __init__(self, details: Iterable[ErrorDetail]) -> None:
        self.details = tuple(details)
        super().__init__()


class BodyRefused(RequestRefused):
    """The body is not JSON that can be stored."""

    status_code = status.HTTP_400_BAD_REQUEST
    slug = "body-not-readable"


class QueryRefused(RequestRefused):
    """A query parameter or a header is unknown or has an invalid value."""

    status_code = status.HTTP_400_BAD_REQUEST
    slug = "parameter-not-understood"


class TableTooLong(RequestRefused):
    """The table has more rows than the format should hold."""

    status_code = status.HTTP_406_NOT_ACCEPTABLE
    slug = "not-acceptable"


class EventsPruned(RequestRefused):
    """The position of the reader lies before the oldest kept event."""

    status_code = status.HTTP_410_GONE
    slug = "events-pruned"


class EventsAhead(RequestRefused):
    """The position of the reader belongs to no event of the stream."""

    status_code = status.HTTP_409_CONFLICT
    slug = "events-ahead"


class WebhookRefused(RequestRefused):
    """The settings of an endpoint are invalid; each error points to its field."""

    status_code = status.HTTP_400_BAD_REQUEST
    slug = "webhook-not-understood"


class ImportRejected(RequestRefused):
    """The file, the map or the dataset of an import cannot be used."""

    status_code = status.HTTP_400_BAD_REQUEST
    slug = "import-not-understood"


class DocumentRejected(RequestRefused):
    """A document cannot be read; each error points to its field."""

    status_code = status.HTTP_400_BAD_REQUEST
    slug = "document-refused"


class NameNotFound(RequestRefused):
    """The name in the address is unknown or ambiguous; the nearest names are given."""

    status_code = status.HTTP_404_NOT_FOUND
    slug = "name-not-known"


class VersionNeeded(RequestRefused):
    """The request lacks the version that it refers to."""

    status_code = status.HTTP_428_PRECONDITION_REQUIRED
    slug = "version-needed"


class BodyTooLarge(APIException):
    """The body is too long."""

    status_code = status.HTTP_413_REQUEST_ENTITY_TOO_LARGE
    default_detail = "the body is longer than 1 MB"


def join_pointer(pointer: str, name: object) -> str:
    """Return the JSON Pointer (RFC 6901) to a member of the value at `pointer`."""
    return f"{pointer}/{str(name).replace('~', '~0').replace('/', '~1')}"


@contextmanager
def prefix_error_pointers(pointer: str) -> Iterator[None]:
    """Prefix the pointers of an `EditionRefused` from the block. Domain faults point into the rows
    of a list; the body or resource holds these rows at `pointer`.
    """
    try:
        yield
    except EditionRefused as refused:
        faults = [replace(one, pointer=pointer + one.pointer) for one in refused.faults]
        raise EditionRefused(faults) from refused
