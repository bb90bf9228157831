"""The entries of a shortlist's newest revision as a table."""

from django.urls import reverse
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from matcher.models import Shortlist
from matcher.reference.scale import POINTS_PER_SCORE


def newest_entries(shortlist: Shortlist) -> SafeString:
    """Rank, partner, points and score of each entry; a dash where there is no answer."""
    revision = shortlist.revisions.order_by("-number").first()
    entries = revision.entries.select_related("partner") if revision else ()
    lines = format_html_join(
        "",
        '<tr><td>{}</td><td><a href="{}">{}</a></td><td>{}</td><td>{}</td></tr>',
        (
            (
                one.rank,
                reverse("admin:partners_partner_change", args=[one.partner_id]),
                one.partner,
                one.points,
                f"{one.points / POINTS_PER_SCORE:.1f}",
            )
            for one in entries
        ),
    )
    if not lines or revision is None:
        return SafeString("–")
    heads = format_html_join(
        "",
        "<th>{}</th>",
        ((one,) for one in (_("rank"), _("partner"), _("points"), _("points of 100"))),
    )
    return format_html(
        '<p>{}</p><div class="rh-scroll"><table class="rh-table rh-entries"><thead><tr>{}</tr>'
        "</thead><tbody>{}</tbody></table></div>",
        _("revision {number}").format(number=revision.number), heads, lines,
    )  # fmt: skip
