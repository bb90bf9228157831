"""Who calls: `Authorization: Bearer KEY`, a key of a firm."""

from dataclasses import dataclass
from typing import ClassVar, cast

from rest_framework.authentication import BaseAuthentication
from rest_framework.exceptions import AuthenticationFailed
from rest_framework.permissions import BasePermission
from rest_framework.request import Request

from firms import keys
from firms.models import ApiKey, Firm, Scope


@dataclass(frozen=True)
class FirmCaller:
    """What a request with a live key has for a user: its firm."""

    firm: Firm
    is_authenticated: ClassVar[bool] = True


class KeyAuthentication(BaseAuthentication):
    """Finds the key's firm. No header is nobody; a header that is no live key is refused."""

    def authenticate(self, request: Request) -> tuple[FirmCaller, ApiKey] | None:
        header = request.headers.get("Authorization", "")
        if not header:
            return None
        scheme, _, text = header.partition(" ")
        if scheme.casefold() != "bearer":
            raise AuthenticationFailed("say Authorization: Bearer KEY")
        key = keys.verify(text.strip())
        if key is None:
            raise AuthenticationFailed("this key is not known, or no longer valid")
        return FirmCaller(key.firm), key

    def authenticate_header(self, request: Request) -> str:
        """What a 401 says in WWW-Authenticate; without it DRF would answer 403."""
        return 'Bearer realm="ronghe"'


class MayAsk(BasePermission):
    """The key has the scope `ask`."""

    message = "this key may not ask: it lacks the scope ask"

    def has_permission(self, request: Request, view: object) -> bool:
        return isinstance(request.auth, ApiKey) and Scope.ASK in request.auth.scopes


def firm_of(request: Request) -> Firm:
    """The firm that calls; only for views that `MayAsk` guards."""
    return cast("FirmCaller", request.user).firm
