"""The theme and the sidebar of the admin. All assets come from the installed packages."""

from collections.abc import Callable
from typing import Any

from django.http import HttpRequest
from django.templatetags.static import static
from django.urls import reverse_lazy
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _


def _file(path: str) -> Callable[[HttpRequest], str]:
    return lambda _request: static(path)


def _may_view(model: str) -> Any:
    app, name = model.split(".")

    def allowed(request: HttpRequest) -> bool:
        return request.user.has_perm(f"{app}.view_{name}")

    return allowed


def _link(title: Promise, icon: str, model: str) -> dict[str, Any]:
    return {
        "title": title,
        "icon": icon,
        "link": reverse_lazy(f"admin:{model.replace('.', '_')}_changelist"),
        "permission": _may_view(model),
    }


UNFOLD: dict[str, Any] = {
    "SITE_TITLE": "Ronghe",
    "SITE_HEADER": "Ronghe 融合",
    "SITE_SUBHEADER": _("Curators’ desk, on China’s clock"),
    "SITE_SYMBOL": "hub",
    "SITE_FAVICONS": [
        {"rel": "icon", "type": "image/svg+xml", "href": _file("pages/mark.svg")},
    ],
    "SITE_URL": None,
    "SHOW_HISTORY": True,
    "SHOW_VIEW_ON_SITE": False,
    "STYLES": [
        _file("priorities/curating.css"),
        _file("partners/partners.css"),
        _file("core/desk.css"),
    ],
    "SCRIPTS": [_file("core/desk.js"), _file("priorities/curating.js")],
    "DASHBOARD_CALLBACK": "priorities.admin.dashboard.dashboard",
    "SIDEBAR": {
        "navigation": [
            {
                "title": _("Priorities"),
                "items": [
                    {
                        "title": _("Waiting for you"),
                        "icon": "inbox",
                        "link": reverse_lazy("admin:index"),
                        "badge": "priorities.admin.dashboard.badge",
                        "badge_variant": "primary",
                    },
                    _link(_("Editions"), "list_alt", "priorities.edition"),
                    _link(_("Reading and proposals"), "menu_book", "priorities.readdocument"),
                    _link(_("Documents"), "description", "priorities.document"),
                ],
            },
            {
                "title": _("Partners"),
                "items": [
                    _link(_("Partners"), "factory", "partners.partner"),
                    _link(_("Imports"), "upload_file", "partners.importrun"),
                    _link(_("Possible duplicates"), "content_copy", "partners.possibleduplicate")
                    | {"badge": "partners.admin.duplicate_admin.badge", "badge_variant": "primary"},
                    _link(_("Corrections and removals"), "rate_review", "partners.suggestion")
                    | {
                        "badge": "partners.admin.suggestion_admin.badge",
                        "badge_variant": "primary",
                    },
                    _link(_("Stored matches"), "join_inner", "matcher.matchgeneration"),
                ],
            },
            {
                "title": _("Reference data"),
                "items": [
                    _link(_("Datasets"), "database", "partners.dataset"),
                    _link(_("Places"), "map", "partners.place"),
                    _link(_("Clusters"), "hub", "partners.cluster"),
                    _link(_("Sectors"), "category", "partners.sector"),
                    _link(_("Demand"), "trending_up", "partners.demand"),
                ],
            },
            {
                "title": _("Firms"),
                "items": [
                    _link(_("Firms"), "business", "firms.firm"),
                    _link(_("Members"), "group", "firms.member"),
                    _link(_("API keys"), "key", "firms.apikey"),
                    _link(_("Usage"), "bar_chart", "firms.keyusage"),
                    _link(_("Shortlists"), "format_list_numbered", "matcher.shortlist"),
                    # Each names a member.
                    _link(_("Mail digests"), "mail", "matcher.digestsubscription")
                    | {"permission": _may_view("firms.member")},
                ],
            },
            {
                "title": _("Webhooks"),
                "items": [
                    _link(_("Endpoints"), "webhook", "webhooks.endpoint"),
                    _link(_("Deliveries"), "outbox", "webhooks.delivery"),
                    _link(_("Events"), "bolt", "webhooks.event"),
                    _link(_("Notices to owners"), "notifications", "webhooks.notice"),
                ],
            },
            {
                "title": _("Operation"),
                "items": [
                    {
                        "title": _("Service status"),
                        "icon": "monitor_heart",
                        "link": reverse_lazy("pages:status"),
                    },
                    _link(_("Users"), "person", "auth.user"),
                    _link(_("Roles"), "badge", "auth.group"),
                    _link(_("Security log"), "shield", "core.securityevent"),
                ],
            },
        ],
    },
}
