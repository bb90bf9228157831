"""What this app refuses, in words for people."""

from core.faults import Faulty, Refusal


class EditionRefused(Faulty):
    """The list cannot be kept. The pointers are /ROW/FIELD."""

    code = "edition-refused"


class DraftOpen(Refusal):
    """The province already has an open draft: it must be published or discarded first."""

    code = "draft-open"


class WrongState(Refusal):
    """The edition is not in a state from which this action is possible."""

    code = "wrong-state"


class FourEyes(Refusal):
    """A curator who changed a draft may not approve it, whatever else the curator may do."""

    code = "four-eyes"


class NotACurator(Refusal):
    """The user lacks the permission for this action."""

    code = "not-a-curator"
