"""The refusals of this app."""

from core.faults import InvalidInput


class BriefRefused(InvalidInput):
    """The brief cannot be understood."""

    code = "brief-not-understood"


class DecisionRefused(InvalidInput):
    """A decision that cannot be made; nothing was stored."""

    code = "decision-not-understood"


class TagsRefused(InvalidInput):
    """Tags that cannot be given; nothing was stored."""

    code = "tags-not-understood"


class AnswerRefused(InvalidInput):
    """What a partner is said to have told cannot be understood; nothing was stored."""

    code = "answer-not-understood"
