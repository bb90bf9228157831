from django.apps import AppConfig

from core.encryption import stored_secrets


class PagesConfig(AppConfig):
    name = "pages"

    def ready(self) -> None:
        from pages.accounts.secrets_adapter import rewrite_secrets

        stored_secrets.declare(
            stored_secrets.SecretColumn(
                "second factors",
                model="mfa.Authenticator",
                column="data",
                rewrite_value=rewrite_secrets,
            )
        )
