"""Django middleware for answers to a key: counts them, and states the rate limit on each."""

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse

from firms.models import ApiKey
from firms.usage import counter

_HEADERS = ("RateLimit", "RateLimit-Policy")


class KeyedAnswers:
    """Count each answer to a request with a valid key, whatever its status is.

    It stands outside the views, because an unexpected error becomes an answer only there.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        # DRF copies what it authenticated to the request of Django.
        key = getattr(request, "auth", None)
        if isinstance(key, ApiKey):
            counter.count(key=key.pk, group=_group(request), refused=response.status_code >= 400)
            for name in _HEADERS:
                if name in getattr(request, "rate_headers", {}):
                    response.headers.setdefault(name, request.rate_headers[name])  # type: ignore[attr-defined]
        return response


def _group(request: HttpRequest) -> str:
    """The word after /v1/ in the route, such as `partners`: there are only so many."""
    route = request.resolver_match.route if request.resolver_match else ""
    return route.removeprefix("v1/").partition("/")[0][:40]
