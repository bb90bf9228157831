from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _

from core.encryption import stored_secrets


class WebhooksConfig(AppConfig):
    name = "webhooks"
    verbose_name = _("Webhooks")

    def ready(self) -> None:
        from webhooks import events  # noqa: F401 - declares this floor's event types

        stored_secrets.declare(
            stored_secrets.SecretColumn(
                "webhook secrets", model="webhooks.EndpointSecret", column="ciphertext"
            )
        )
