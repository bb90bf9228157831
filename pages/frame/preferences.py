"""What a visitor has chosen and the browser remembers: the theme. The language is Django's own."""

from django.conf import settings
from django.http import HttpRequest

THEME_COOKIE = f"{settings.COOKIE_PREFIX}theme"
# `auto` follows the system.
THEMES = ("auto", "light", "dark")
YEAR = 365 * 86_400


def theme_of(request: HttpRequest) -> str:
    """Return the chosen theme; `auto` where none is."""
    chosen = request.COOKIES.get(THEME_COOKIE, "")
    return chosen if chosen in THEMES else "auto"
