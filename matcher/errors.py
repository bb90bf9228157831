"""What this app refuses, in words for people."""

from core.faults import Faulty


class BriefRefused(Faulty):
    """The brief cannot be understood."""

    code = "brief-not-understood"
