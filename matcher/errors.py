"""The refusals of this app."""

from core.faults import DomainError, InvalidInput


class BriefRefused(InvalidInput):
    """The brief cannot be understood."""

    code = "brief-not-understood"


class TooManyBriefs(DomainError):
    """As many briefs of the firm wait for an answer as may."""

    code = "too-many-briefs"
    retry_after = 10


class TooManyShortlists(DomainError):
    """The firm keeps as many shortlists as it may."""

    code = "too-many-shortlists"


class NotAnswered(DomainError):
    """The newest version of the brief has no answer: it is pending, or it was refused."""

    code = "not-answered"


class FreezeRefused(DomainError):
    """The firm keeps as many frozen copies as it may, or the answer is too large for one."""

    code = "freeze-refused"


class LinkInvalid(InvalidInput):
    """The settings of a link are not valid."""

    code = "link-not-understood"


class LinkRefused(DomainError):
    """The shortlist has as many live links as it may, or is archived."""

    code = "link-refused"


class DecisionRefused(InvalidInput):
    """A decision that cannot be made; nothing was stored."""

    code = "decision-not-understood"


class TagsRefused(InvalidInput):
    """Tags that cannot be given; nothing was stored."""

    code = "tags-not-understood"


class AnswerRefused(InvalidInput):
    """What a partner is said to have told cannot be understood; nothing was stored."""

    code = "answer-not-understood"


class DigestRefused(DomainError):
    """The shortlist sends no digests, or the member is gone."""

    code = "digest-refused"


class NoMail(DomainError):
    """This installation sends no mail."""

    code = "no-mail"
