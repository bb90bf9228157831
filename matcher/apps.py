from django.apps import AppConfig


class MatcherConfig(AppConfig):
    name = "matcher"
    verbose_name = "Shortlists"

    def ready(self) -> None:
        from matcher import events  # noqa: F401 - its event types are declared on import
