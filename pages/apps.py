from django.apps import AppConfig

from core.encryption import stored_secrets


class PagesConfig(AppConfig):
    name = "pages"
    # A session that was ended since must not come back with a restore: everybody logs in again.
    tables_not_backed_up = ("django_session", "usersessions_usersession")

    def ready(self) -> None:
        from allauth.mfa.models import Authenticator
        from allauth.usersessions.models import UserSession
        from django.contrib import admin

        from pages.accounts import log_in_signals
        from pages.accounts.secrets_adapter import rewrite_secrets

        log_in_signals.connect()

        # Members see and end their own at their account: the desk is of curators.
        for model in (Authenticator, UserSession):
            if admin.site.is_registered(model):
                admin.site.unregister(model)

        stored_secrets.declare(
            stored_secrets.SecretColumn(
                "second factors",
                model="mfa.Authenticator",
                column="data",
                rewrite_value=rewrite_secrets,
            )
        )
