from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _

from core.encryption import stored_secrets
from webhooks.stream.epoch_sql import RAISE_EPOCH


class WebhooksConfig(AppConfig):
    name = "webhooks"
    verbose_name = _("Webhooks")
    # A restore gives no event number a second time.
    sql_after_restore = f"{RAISE_EPOCH};"
    tables_moved_by_restore = ("webhooks_streamepoch",)

    def ready(self) -> None:
        from webhooks import events  # noqa: F401 - declares this floor's event types

        stored_secrets.declare(
            stored_secrets.SecretColumn(
                "webhook secrets", model="webhooks.EndpointSecret", column="ciphertext"
            )
        )
