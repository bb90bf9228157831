"""The addresses of pages that another page leads to."""

from django.urls import reverse


def page_url(name: str, *args: object) -> str:
    """The address of the page of this name. Raises `NoReverseMatch` where there is no such page."""
    return reverse(f"pages:{name}", args=args)
