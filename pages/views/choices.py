"""The switches of the header: language, theme, firm. Each is a form that works without a script."""

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.http import require_POST

from firms.membership.accounts import memberships_of
from pages.frame.chosen_firm import CHOSEN_FIRM
from pages.frame.preferences import THEME_COOKIE, THEMES, YEAR


@require_POST
def choose_language(request: HttpRequest) -> HttpResponse:
    """Remember the language for a year."""
    chosen = request.POST.get("language", "")
    if chosen not in dict(settings.LANGUAGES):
        raise Http404
    return _remember(request, settings.LANGUAGE_COOKIE_NAME, chosen)


@require_POST
def choose_theme(request: HttpRequest) -> HttpResponse:
    """Remember the theme for a year."""
    chosen = request.POST.get("theme", "")
    if chosen not in THEMES:
        raise Http404
    return _remember(request, THEME_COOKIE, chosen)


@require_POST
def choose_firm(request: HttpRequest) -> HttpResponse:
    """Work for another of the firms that the account belongs to, from its home page on."""
    chosen = request.POST.get("firm", "")
    own = memberships_of(request.user) if request.user.is_authenticated else ()
    for member in own:
        if str(member.firm_id) == chosen:
            request.session[CHOSEN_FIRM] = member.firm_id
            return HttpResponseRedirect("/")
    raise Http404


def _remember(request: HttpRequest, cookie: str, value: str) -> HttpResponse:
    """Set a cookie and go back to where the form stood."""
    back = request.POST.get("next", "")
    if not url_has_allowed_host_and_scheme(back, {request.get_host()}):
        back = "/"
    response = HttpResponseRedirect(back)
    response.set_cookie(
        cookie, value, max_age=YEAR, samesite="Lax", secure=settings.SESSION_COOKIE_SECURE,
        httponly=True,
    )  # fmt: skip
    return response
