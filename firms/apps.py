from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _

from core.encryption import stored_secrets


class FirmsConfig(AppConfig):
    name = "firms"
    verbose_name = _("Firms")

    def ready(self) -> None:
        stored_secrets.declare(
            stored_secrets.SecretColumn(
                "stored responses", model="firms.IdempotencyRecord", column="answer"
            )
        )
