from django.apps import AppConfig, apps
from django.utils.translation import gettext_lazy as _

from core.languages.labels import translate_labels


class CoreConfig(AppConfig):
    name = "core"
    verbose_name = _("Operation")

    def ready(self) -> None:
        # All models are loaded by now. Those of other projects come with lazy names.
        translate_labels(apps.get_models())
