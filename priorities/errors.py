"""The refusals of this app."""

from core.faults import DomainError, InvalidInput


class EditionRefused(InvalidInput):
    """The list cannot be saved. The pointers are /ROW/FIELD."""

    code = "edition-refused"


class DraftOpen(DomainError):
    """The province has an open draft: it must be published or discarded first."""

    code = "draft-open"


class WrongState(DomainError):
    """The edition is not in a state from which this action is possible."""

    code = "wrong-state"


class FourEyes(DomainError):
    """A curator who edited a draft may not approve it, whatever permissions the curator has."""

    code = "four-eyes"


class NoEditionPermission(DomainError):
    """The user lacks the permission for this action."""

    code = "not-a-curator"


class UnreadableDocument(Exception):
    """A file cannot be read as a document: its name, the place in it (empty where none is known)
    and the reason. The REST API raises none.
    """

    def __init__(self, file: str, place: str, reason: str) -> None:
        self.file, self.place, self.reason = file, place, reason
        where = f"{file}, {place}" if place else file
        super().__init__(f"{where}: {reason}")
