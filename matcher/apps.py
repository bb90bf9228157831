from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class MatcherConfig(AppConfig):
    name = "matcher"
    verbose_name = _("Shortlists")
    # The files that its rows name are not backed up; a task writes them anew.
    tables_not_backed_up = ("matcher_indexfile",)

    def ready(self) -> None:
        from matcher import events  # noqa: F401 - its event types are declared on import
