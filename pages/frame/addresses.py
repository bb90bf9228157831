"""The addresses of pages that another page leads to."""

from django.urls import NoReverseMatch, reverse


def page_url(name: str, *args: object) -> str:
    """The address of the page of this name; empty where there is no such page."""
    try:
        return reverse(f"pages:{name}", args=args)
    except NoReverseMatch:
        return ""
