from django.apps import AppConfig, apps

from core.languages.labels import translate_labels


class CoreConfig(AppConfig):
    name = "core"

    def ready(self) -> None:
        # All models are loaded by now. Those of other projects come with lazy names.
        translate_labels(apps.get_models())
