"""Authentication by `Authorization: Bearer KEY`, and permissions by the scopes of the key."""

from dataclasses import dataclass
from typing import ClassVar, cast

import structlog
from django.contrib.auth.models import User
from rest_framework.authentication import BaseAuthentication
from rest_framework.exceptions import AuthenticationFailed, PermissionDenied
from rest_framework.permissions import SAFE_METHODS, BasePermission
from rest_framework.request import Request

from api.problems.refusals import ErrorCode
from core.languages.messages import Message
from core.rates.client_address import client_address
from firms import api_keys, networks
from firms.membership.authors import Author
from firms.models import ApiKey, Firm, Role, Scope


@dataclass(frozen=True)
class FirmCaller:
    """The user of a request with a valid key: the firm of the key and, if the key curates, the
    curator in whose name it acts.
    """

    firm: Firm
    curator: User | None
    is_authenticated: ClassVar[bool] = True

    @property
    def pk(self) -> int:
        """What names the caller among callers, as that of a user does."""
        return self.firm.pk


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
        address = client_address(request)
        if not networks.admits(key.networks, address):
            detail = Message(
                "this key may not be used from the address {address}", address=address[:60]
            )
            raise PermissionDenied(detail, ErrorCode.saying(detail))
        # So that the log can be compared with the counts of usage. A prefix is no secret.
        structlog.contextvars.bind_contextvars(key_prefix=key.prefix, firm=key.firm_id)
        if key.curator_id is not None:
            structlog.contextvars.bind_contextvars(account=key.curator_id)
        return FirmCaller(key.firm, key.curator), key

    def authenticate_header(self, request: Request) -> str:
        """Return the value of WWW-Authenticate for a 401; without it DRF would respond with 403."""
        return 'Bearer realm="ronghe"'


class _NeedsScope(BasePermission):
    """Requires one of `scopes`; of a request that changes something, one of `to_change`, where
    they are given. The message names what is missing, and why.
    """

    scopes: ClassVar[tuple[Scope, ...]] = ()
    to_change: ClassVar[tuple[Scope, ...]] = ()

    def has_permission(self, request: Request, view: object) -> bool:
        reads = request.method in SAFE_METHODS or not self.to_change
        needed = self.scopes if reads else self.to_change
        key = request.auth
        if not isinstance(key, ApiKey):
            return False
        granted = key.granted_scopes
        if any(scope in granted for scope in needed):
            return True
        self.message = _lack(key, needed)
        self.code = ErrorCode.saying(self.message)
        return False


class HasKey(BasePermission):
    """Requires a key, with whatever scopes."""

    def has_permission(self, request: Request, view: object) -> bool:
        return isinstance(request.auth, ApiKey)


class MayReadOrWrite(_NeedsScope):
    """Requires the scope `read` of a request that reads, and `write` of one that changes."""

    scopes, to_change = (Scope.READ,), (Scope.WRITE,)


class MayRead(_NeedsScope):
    """Requires the scope `read`, also of a POST that only reads."""

    scopes = (Scope.READ,)


class MayReadOrHasNoKey(MayRead):
    """Requires the scope `read` of a key; a request without a key passes."""

    def has_permission(self, request: Request, view: object) -> bool:
        return request.auth is None or super().has_permission(request, view)


class MayReadOrCurate(_NeedsScope):
    """Requires the scope `read` or the scope `curate`; only `curate` may change something."""

    scopes, to_change = (Scope.READ, Scope.CURATE), (Scope.CURATE,)


class ReadersAndCurators(_NeedsScope):
    """Requires the scope `read` of a request that reads, and `curate` of one that changes."""

    scopes, to_change = (Scope.READ,), (Scope.CURATE,)


class MayKeepWebhooks(_NeedsScope):
    """Requires the scope `webhooks`."""

    scopes = (Scope.WEBHOOKS,)


class MayKeepKeys(MayReadOrWrite):
    """Requires a key of an owner, with the scope `read` to read and `write` to change."""

    def has_permission(self, request: Request, view: object) -> bool:
        if not super().has_permission(request, view):
            return False
        self.message = "only a key of an owner may see and keep the keys of the firm"
        return cast("ApiKey", request.auth).is_an_owners


class MayCurate(_NeedsScope):
    """Requires the scope `curate`; such a key acts in the name of a curator."""

    scopes = (Scope.CURATE,)


class MaySuggest(_NeedsScope):
    """Requires the scope `suggest`."""

    scopes = (Scope.SUGGEST,)


class MaySeeSuggestions(_NeedsScope):
    """Requires the scope `suggest` or the scope `curate`."""

    scopes = (Scope.SUGGEST, Scope.CURATE)


def _lack(key: ApiKey, needed: tuple[Scope, ...]) -> str:
    """Say which scope is missing; of one that the key has, that the role takes it away."""
    scopes: str = needed[0]
    for scope in needed[1:]:
        scopes = Message("{scopes} and {scope}", scopes=scopes, scope=scope)
    if any(scope in key.scopes for scope in needed) and key.member is not None:
        return Message(
            "the role {role} of this key's member does not allow {scopes}",
            role=Role(key.member.role),
            scopes=scopes,
        )
    if len(needed) > 1:
        return Message("this key lacks the scopes {scopes}", scopes=scopes)
    return Message("this key lacks the scope {scopes}", scopes=scopes)


def _may(request: Request, scope: Scope) -> bool:
    return isinstance(request.auth, ApiKey) and scope in request.auth.granted_scopes


def curates(request: Request) -> bool:
    """Tell whether the key acts in the name of a curator."""
    return _may(request, Scope.CURATE)


def curator_of(request: Request) -> User:
    """Return the calling curator; only for views with the permission `MayCurate`."""
    return cast("User", cast("FirmCaller", request.user).curator)


def firm_of(request: Request) -> Firm:
    """Return the calling firm; only for views that require a key."""
    return cast("FirmCaller", request.user).firm


def author_of(request: Request) -> Author:
    """Return who says what the request says; only for views that require a key."""
    return Author.of_key(key_of(request))


def key_of(request: Request) -> ApiKey:
    """Return the key of the request; only for views that require a key."""
    return cast("ApiKey", request.auth)
