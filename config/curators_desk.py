"""How the admin looks and what its sidebar holds. All assets come from the packages."""

from typing import Any

from django.http import HttpRequest
from django.templatetags.static import static
from django.urls import reverse_lazy


def _style(_request: HttpRequest) -> str:
    return static("matcher/curating.css")


def _script(_request: HttpRequest) -> str:
    return static("matcher/curating.js")


def _may_look(model: str) -> Any:
    app, name = model.split(".")

    def allowed(request: HttpRequest) -> bool:
        return request.user.has_perm(f"{app}.view_{name}")

    return allowed


def _link(title: str, icon: str, model: str) -> dict[str, Any]:
    return {
        "title": title,
        "icon": icon,
        "link": reverse_lazy(f"admin:{model.replace('.', '_')}_changelist"),
        "permission": _may_look(model),
    }


UNFOLD: dict[str, Any] = {
    "SITE_TITLE": "Ronghe",
    "SITE_HEADER": "Ronghe 融合",
    "SITE_SUBHEADER": "Curators’ desk",
    "SITE_SYMBOL": "hub",
    "SITE_URL": None,
    "SHOW_HISTORY": True,
    "SHOW_VIEW_ON_SITE": False,
    "STYLES": [_style],
    "SCRIPTS": [_script],
    "DASHBOARD_CALLBACK": "matcher.admin.desk.dashboard",
    "SIDEBAR": {
        "navigation": [
            {
                "title": "Priorities",
                "items": [
                    {
                        "title": "Waiting for you",
                        "icon": "inbox",
                        "link": reverse_lazy("admin:index"),
                        "badge": "matcher.admin.desk.badge",
                        "badge_variant": "primary",
                    },
                    _link("Editions", "list_alt", "matcher.edition"),
                    _link("Documents", "description", "matcher.document"),
                    _link("Shortlists", "format_list_numbered", "matcher.shortlist"),
                ],
            },
            {
                "title": "Partners",
                "items": [
                    _link("Partners", "factory", "partners.partner"),
                    _link("Datasets", "database", "partners.dataset"),
                    _link("Places", "map", "partners.place"),
                    _link("Clusters", "hub", "partners.cluster"),
                    _link("Sectors", "category", "partners.sector"),
                    _link("Demand", "trending_up", "partners.demand"),
                    _link("Stored matches", "join_inner", "matcher.matchgeneration"),
                ],
            },
            {
                "title": "Access",
                "items": [
                    _link("Users", "person", "auth.user"),
                    _link("Roles", "badge", "auth.group"),
                ],
            },
        ],
    },
}
