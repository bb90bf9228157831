"""The refusals of this app."""

from core.faults import DomainError, InvalidInput


class BriefRefused(InvalidInput):
    """The brief cannot be understood."""

    code = "brief-not-understood"


class NotAnswered(DomainError):
    """The newest version of the brief has no answer: it is pending, or it was refused."""

    code = "not-answered"
