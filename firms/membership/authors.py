"""Who says something for a firm: a member at the pages, or a key."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Self

from firms.models import ApiKey, Firm, Member


@dataclass(frozen=True)
class Author:
    """The firm, the member (None for a key that is no member's) and the prefix of the key ('' at
    the pages).
    """

    firm: Firm
    member: Member | None
    key_prefix: str = ""

    @classmethod
    def of_key(cls, key: ApiKey) -> Self:
        """Return the author of what is said with this key."""
        return cls(key.firm, key.member, key.prefix)

    @classmethod
    def of_member(cls, member: Member) -> Self:
        """The member, logged in."""
        return cls(member.firm, member)
