"""Who calls: `Authorization: Bearer KEY`, a key of a firm; some keys act as a curator."""

from dataclasses import dataclass
from typing import ClassVar, cast

from django.contrib.auth.models import User
from rest_framework.authentication import BaseAuthentication
from rest_framework.exceptions import AuthenticationFailed
from rest_framework.permissions import BasePermission
from rest_framework.request import Request

from firms import api_keys
from firms.models import ApiKey, Firm, Scope


@dataclass(frozen=True)
class FirmCaller:
    """What a request with a live key has for a user: its firm, and in whose name it curates."""

    firm: Firm
    curator: User | None
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
        key = api_keys.verify(text.strip())
        if key is None:
            raise AuthenticationFailed("this key is not known, or no longer valid")
        return FirmCaller(key.firm, key.curator), key

    def authenticate_header(self, request: Request) -> str:
        """What a 401 says in WWW-Authenticate; without it DRF would answer 403."""
        return 'Bearer realm="ronghe"'


class MayAsk(BasePermission):
    """The key has the scope `ask`."""

    message = "this key may not ask: it lacks the scope ask"

    def has_permission(self, request: Request, view: object) -> bool:
        return _may(request, Scope.ASK)


class MayCurate(BasePermission):
    """The key has the scope `curate`, and so acts in a curator's name."""

    message = "this key may not curate: it lacks the scope curate"

    def has_permission(self, request: Request, view: object) -> bool:
        return _may(request, Scope.CURATE)


class MayRead(BasePermission):
    """The key has the scope `ask` or the scope `curate`."""

    message = "this key may not read: it lacks the scopes ask and curate"

    def has_permission(self, request: Request, view: object) -> bool:
        return _may(request, Scope.ASK) or _may(request, Scope.CURATE)


def _may(request: Request, scope: Scope) -> bool:
    return isinstance(request.auth, ApiKey) and scope in request.auth.scopes


def curates(request: Request) -> bool:
    """Does the key act in a curator's name?"""
    return _may(request, Scope.CURATE)


def curator_of(request: Request) -> User:
    """The curator who calls; only for views that `MayCurate` guards."""
    return cast("User", cast("FirmCaller", request.user).curator)


def firm_of(request: Request) -> Firm:
    """The firm that calls; only for views that `MayAsk` guards."""
    return cast("FirmCaller", request.user).firm
