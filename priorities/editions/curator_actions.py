"""The permission of a curator to act on an edition: by role, and under four eyes.

Four eyes: a curator who opened, revised or submitted a draft may not approve it, not even a
superuser.
"""

from collections.abc import Callable
from functools import wraps
from typing import Any, ParamSpec, TypeVar

import pghistory
from django.contrib.auth.models import User
from django.db import transaction

from core.languages.messages import Message
from priorities.errors import FourEyes, NoEditionPermission
from priorities.models import Edition, EditionAct

Parameters = ParamSpec("Parameters")
Result = TypeVar("Result")

# Permission -> the refusal of a user who lacks it.
_REFUSALS = {
    "draft": "{username} may not draft editions",
    "approve": "{username} may not approve editions",
}


def curator_action(
    permission: str,
) -> Callable[[Callable[Parameters, Result]], Callable[Parameters, Result]]:
    """Make a function an action of curators: one transaction, for users with the permission to
    `draft` or `approve`. Its changes are tracked with its name and its keyword argument `by`.

    The action raises `NoEditionPermission` for other users.
    """

    def decorate(action: Callable[Parameters, Result]) -> Callable[Parameters, Result]:
        @wraps(action)
        def wrapper(*args: Parameters.args, **kwargs: Parameters.kwargs) -> Result:
            # Every action takes `by` as a keyword, which the type of `action` cannot express.
            by: Any = kwargs["by"]
            require_permission(by, permission)
            source = f"lifecycle.{action.__name__}"
            with pghistory.context(user=by.pk, source=source), transaction.atomic():
                return action(*args, **kwargs)

        return wrapper

    return decorate


def require_permission(by: User, permission: str) -> None:
    """Raise `NoEditionPermission` for a user who may not `draft` or `approve`."""
    if not by.is_active or not by.has_perm(f"priorities.{permission}_edition"):
        raise NoEditionPermission(Message(_REFUSALS[permission], username=by.get_username()))


def require_other_curator(edition: Edition, by: User) -> None:
    """Raise `FourEyes` if the user has edited the draft."""
    # From the acts and not from permissions: a superuser has every permission, and two eyes.
    if edition.acts.filter(by=by, verb__in=EditionAct.EDITING).exists():
        raise FourEyes(
            Message(
                "{username} has edited this draft: another must approve it",
                username=by.get_username(),
            )
        )
