"""The language of this request as the domain names it: `zh` or `en`."""

from django.utils.translation import get_language


def language() -> str:
    """Return `zh` or `en`, whichever the visitor has chosen or the browser prefers."""
    return "zh" if (get_language() or "").startswith("zh") else "en"
