"""The refusals of this app."""

from core.faults import InvalidInput


class BriefRefused(InvalidInput):
    """The brief cannot be understood."""

    code = "brief-not-understood"
