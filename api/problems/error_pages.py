"""Problem documents for requests that reach no view, and the page of a kind of problem."""

import sys

from django.core.exceptions import DisallowedHost
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase, JsonResponse
from django.template.loader import get_template
from django.utils import translation
from django.utils.cache import patch_vary_headers
from django.utils.translation import get_language
from django.views import defaults

from api.problems.problem_body import MEDIA_TYPE, problem_document
from api.problems.problem_kinds import PROBLEM_KINDS, ProblemKind
from api.problems.responses import RETRY_AFTER, is_database_away
from core.languages.translation import translated
from core.sql.ended_connections import discard_ended_connections


def _api_problem(request: HttpRequest, kind: ProblemKind, detail: str) -> HttpResponse | None:
    """Return the problem document for a request that reached no API view; None outside the API."""
    # The admin shares these handlers and needs HTML pages.
    if not request.path.startswith(("/v1", "/mcp")):
        return None
    # Asked of the request itself: some are refused before the middleware has read its language.
    with translation.override(translation.get_language_from_request(request)):
        response = JsonResponse(
            problem_document(kind, detail),
            status=kind.status,
            content_type=MEDIA_TYPE,
            headers={"Content-Language": get_language() or "en"},
        )
    patch_vary_headers(response, ("Accept-Language",))
    return response


def bad_request(request: HttpRequest, exception: Exception) -> HttpResponseBase:
    """Django's handler400."""
    what = "the request cannot be understood"
    if isinstance(exception, DisallowedHost):
        what = "Host: this service does not serve that name"
    return _api_problem(request, PROBLEM_KINDS["refused"], what) or defaults.bad_request(
        request, exception
    )


def not_found(request: HttpRequest, exception: Exception) -> HttpResponseBase:
    """Django's handler404."""
    found = _api_problem(request, PROBLEM_KINDS["not-found"], "no resource has this address")
    return found or defaults.page_not_found(request, exception)


def server_error(request: HttpRequest) -> HttpResponseBase:
    """Django's handler500, which it calls while it handles the exception."""
    if is_database_away(sys.exception()):
        return _unavailable(request)
    found = _api_problem(request, PROBLEM_KINDS["internal-error"], "the error is recorded")
    return found or defaults.server_error(request)


def _unavailable(request: HttpRequest) -> HttpResponse:
    """Return a 503 with the time to come back: the database is away, and no fault was found."""
    discard_ended_connections()
    response = _api_problem(request, PROBLEM_KINDS["unavailable"], "the database is not available")
    if response is None:
        # Without the request: what a page knows of its visitor stands in the database.
        response = HttpResponse(get_template("503.html").render(), status=503)
    response["Retry-After"] = RETRY_AFTER
    return response


def problem_page(request: HttpRequest, slug: str) -> HttpResponse:
    """Show the meaning of a problem `type` as plain text."""
    kind = PROBLEM_KINDS.get(slug)
    if kind is None:
        raise Http404
    texts = [translated(text) for text in (kind.title, kind.meaning, kind.suggestion)]
    return HttpResponse(
        "{} ({})\n\n{}\n\n{}\n".format(texts[0], kind.status, *texts[1:]), "text/plain"
    )
