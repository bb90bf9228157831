"""The theme and the sidebar of the admin. All assets come from the installed packages."""

from typing import Any

from django.http import HttpRequest
from django.templatetags.static import static
from django.urls import reverse_lazy
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _


def _style(_request: HttpRequest) -> str:
    return static("priorities/curating.css")


def _partners_style(_request: HttpRequest) -> str:
    return static("partners/partners.css")


def _script(_request: HttpRequest) -> str:
    return static("priorities/curating.js")


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
    "SITE_URL": None,
    "SHOW_HISTORY": True,
    "SHOW_VIEW_ON_SITE": False,
    "STYLES": [_style, _partners_style],
    "SCRIPTS": [_script],
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
                    _link(_("Documents"), "description", "priorities.document"),
                    _link(_("Shortlists"), "format_list_numbered", "matcher.shortlist"),
                ],
            },
            {
                "title": _("Partners"),
                "items": [
                    _link(_("Partners"), "factory", "partners.partner"),
                    _link(_("Imports"), "upload_file", "partners.importrun"),
                    _link(_("Possible duplicates"), "content_copy", "partners.possibleduplicate")
                    | {"badge": "partners.admin.duplicate_admin.badge", "badge_variant": "primary"},
                    _link(_("Datasets"), "database", "partners.dataset"),
                    _link(_("Places"), "map", "partners.place"),
                    _link(_("Clusters"), "hub", "partners.cluster"),
                    _link(_("Sectors"), "category", "partners.sector"),
                    _link(_("Demand"), "trending_up", "partners.demand"),
                    _link(_("Stored matches"), "join_inner", "matcher.matchgeneration"),
                ],
            },
            {
                "title": _("Access"),
                "items": [
                    _link(_("Firms"), "business", "firms.firm"),
                    _link(_("Members"), "group", "firms.member"),
                    _link(_("API keys"), "key", "firms.apikey"),
                    _link(_("Users"), "person", "auth.user"),
                    _link(_("Roles"), "badge", "auth.group"),
                ],
            },
        ],
    },
}
