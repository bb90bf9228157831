"""Authentication by `Authorization: Bearer KEY`, and permissions by the scopes of the key."""

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
    """The user of a request with a valid key: the firm of the key and, if the key curates, the
    curator in whose name it acts.
    """

    firm: Firm
    curator: User | None
    is_authenticated: ClassVar[bool] = True


class KeyAuthentication(BaseAuthentication):
    """Authenticates by API key. A missing header leaves the request anonymous; a header without a
    valid key is refused.
    """

    def authenticate(self, request: Request) -> tuple[FirmCaller, ApiKey] | None:
        header = request.headers.get("Authorization", "")
        # DRF then asks the permissions, which refuse an anonymous request with 401.
        if not header:
            return None
        scheme, _, text = header.partition(" ")
        if scheme.casefold() != "bearer":
            raise AuthenticationFailed("send Authorization: Bearer KEY")
        # One message for unknown, expired and revoked keys: a stranger learns nothing about a key.
        key = api_keys.verify(text.strip())
        if key is None:
            raise AuthenticationFailed("this key is unknown or no longer valid")
        return FirmCaller(key.firm, key.curator), key

    def authenticate_header(self, request: Request) -> str:
        """Return the value of WWW-Authenticate for a 401; without it DRF would respond with 403."""
        return 'Bearer realm="ronghe"'


class MayAsk(BasePermission):
    """Requires the scope `ask`."""

    message = "this key lacks the scope ask"

    def has_permission(self, request: Request, view: object) -> bool:
        return _may(request, Scope.ASK)


class MayAskOrHasNoKey(BasePermission):
    """Requires the scope `ask` of a key; a request without a key passes."""

    message = MayAsk.message

    def has_permission(self, request: Request, view: object) -> bool:
        return request.auth is None or _may(request, Scope.ASK)


class MayCurate(BasePermission):
    """Requires the scope `curate`; such a key acts in the name of a curator."""

    message = "this key lacks the scope curate"

    def has_permission(self, request: Request, view: object) -> bool:
        return _may(request, Scope.CURATE)


class MayRead(BasePermission):
    """Requires the scope `ask` or the scope `curate`."""

    message = "this key lacks the scopes ask and curate"

    def has_permission(self, request: Request, view: object) -> bool:
        return _may(request, Scope.ASK) or _may(request, Scope.CURATE)


class MaySuggest(BasePermission):
    """Requires the scope `suggest`."""

    message = "this key lacks the scope suggest"

    def has_permission(self, request: Request, view: object) -> bool:
        return _may(request, Scope.SUGGEST)


class MaySeeSuggestions(BasePermission):
    """Requires the scope `suggest` or the scope `curate`."""

    message = "this key lacks the scopes suggest and curate"

    def has_permission(self, request: Request, view: object) -> bool:
        return _may(request, Scope.SUGGEST) or _may(request, Scope.CURATE)


def _may(request: Request, scope: Scope) -> bool:
    return isinstance(request.auth, ApiKey) and scope in request.auth.scopes


def curates(request: Request) -> bool:
    """Tell whether the key acts in the name of a curator."""
    return _may(request, Scope.CURATE)


def curator_of(request: Request) -> User:
    """Return the calling curator; only for views with the permission `MayCurate`."""
    return cast("User", cast("FirmCaller", request.user).curator)


def firm_of(request: Request) -> Firm:
    """Return the calling firm; only for views that require a key."""
    return cast("FirmCaller", request.user).firm
