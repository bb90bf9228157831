"""What this app refuses, in words for people."""

from core.faults import InvalidInput


class BriefRefused(InvalidInput):
    """The brief cannot be understood."""

    code = "brief-not-understood"
