"""The errors of this app."""

from django.core.exceptions import PermissionDenied

from core.faults import DomainError, InvalidInput


class KeySpecInvalid(InvalidInput):
    """The settings of a key are invalid; each fault points to its setting."""

    code = "key-not-understood"


class KeyRefused(DomainError):
    """The state of the key, or the number of the firm's keys, does not allow the action."""

    code = "key-refused"


class MembershipRefused(DomainError, PermissionDenied):
    """This member may not change or remove that one."""

    code = "not-allowed"
