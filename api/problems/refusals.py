"""What the edge itself refuses. `api.problems.responses` puts each into a response."""

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
    """One thing wrong with a request: where (a JSON pointer into the body, or the name of a
    parameter), what (the sentence is `str(detail)`), and the nearest right values. `times` counts
    it together with others of its kind that are not told.
    """

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
    """The code of a DRF error, which carries what else is told of it: DRF keeps nothing else."""

    nearest: Sequence[str] = ()
    fault: NameFault | None = None
    times: int = 1

    @classmethod
    def with_nearest(cls, name: str, values: Sequence[str]) -> "ErrorCode":
        code = cls(name)
        code.nearest = values
        return code

    @classmethod
    def from_name_fault(cls, fault: NameFault, times: int = 1) -> "ErrorCode":
        code = cls.with_nearest(fault.code, fault.nearest)
        code.fault, code.times = fault, times
        return code


class RequestRefused(APIException):
    """A request that is refused, with each fault. `slug` names the kind of problem; `headers` go
    with the answer.
    """

    slug = "not-understood"
    headers: ClassVar[Mapping[str, str]] = {}

    def __init__(self, details: Iterable[ErrorDetail]) -> None:
        self.details = tuple(details)
        super().__init__()


class BodyRefused(RequestRefused):
    """The body is not JSON that can be kept."""

    status_code = status.HTTP_400_BAD_REQUEST
    slug = "body-not-readable"


class QueryRefused(RequestRefused):
    """A query parameter or a header is not known, or its value cannot be understood."""

    status_code = status.HTTP_400_BAD_REQUEST
    slug = "parameter-not-understood"


class EventsPruned(RequestRefused):
    """The reader's place in the event stream lies before what is kept."""

    status_code = status.HTTP_410_GONE
    slug = "events-pruned"


class WebhookRefused(RequestRefused):
    """What an endpoint is wanted to be cannot be; each fault points to its field."""

    status_code = status.HTTP_400_BAD_REQUEST
    slug = "webhook-not-understood"


class NameNotFound(RequestRefused):
    """The address names nothing, or more than one thing; the nearest names are given."""

    status_code = status.HTTP_404_NOT_FOUND
    slug = "name-not-known"


class VersionNeeded(RequestRefused):
    """The caller does not say which version it has read."""

    status_code = status.HTTP_428_PRECONDITION_REQUIRED
    slug = "version-needed"


class InvalidEditionBody(ValidationError):
    """The body does not have the shape of a list's rows."""

    slug = "edition-refused"


class BodyTooLarge(APIException):
    """The body is longer than any brief."""

    status_code = status.HTTP_413_REQUEST_ENTITY_TOO_LARGE
    default_detail = "the body is longer than 1 MB"


def join_pointer(pointer: str, name: object) -> str:
    """The JSON pointer (RFC 6901) to a member of what the pointer leads to."""
    return f"{pointer}/{str(name).replace('~', '~0').replace('/', '~1')}"


@contextmanager
def prefix_error_pointers(pointer: str) -> Iterator[None]:
    """Let the faults of a list point into the body or the resource that holds its rows there."""
    try:
        yield
    except EditionRefused as refused:
        faults = [replace(one, pointer=pointer + one.pointer) for one in refused.faults]
        raise EditionRefused(faults) from refused
