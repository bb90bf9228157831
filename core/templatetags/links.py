"""Addresses within a text of others as links."""

import re

from django import template
from django.utils.html import conditional_escape, format_html
from django.utils.safestring import SafeString, mark_safe
from django.utils.text import Truncator

register = template.Library()
# Only addresses of pages: of any other scheme a browser could run something. Chinese punctuation
# and a full stop at the end belong to the sentence.
_ADDRESS = re.compile(r"""(https?://[^\s<>"'、，。；（）“”]*[^\s<>"'、，。；（）“”.,;:!?)\]])""")


@register.filter
def web_links(text: object, most: int = 60) -> SafeString:
    """The text, escaped, with each http or https address in it as a link of at most `most`
    characters.
    """
    pieces = _ADDRESS.split(str(text or ""))
    return mark_safe(  # noqa: S308  # nosec B308 B703 - each piece is escaped
        "".join(
            _link(piece, most) if number % 2 else conditional_escape(piece)
            for number, piece in enumerate(pieces)
        )
    )


def _link(address: str, most: int) -> SafeString:
    return format_html(
        '<a href="{}" class="rh-link" rel="noopener noreferrer nofollow" target="_blank">{}</a>',
        address,
        Truncator(address).chars(most),
    )
