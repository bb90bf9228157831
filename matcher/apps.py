from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class MatcherConfig(AppConfig):
    name = "matcher"
    verbose_name = _("Shortlists")

    def ready(self) -> None:
        from matcher import events  # noqa: F401 - its event types are declared on import
