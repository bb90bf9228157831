from django.apps import AppConfig


class PagesConfig(AppConfig):
    name = "pages"
    # A session that was ended since must not come back with a restore: everybody logs in again.
    tables_not_backed_up = ("django_session", "usersessions_usersession")
