"""Where a message waits for the next page: in a cookie that has the prefix of all others."""

from django.conf import settings
from django.contrib.messages.storage.cookie import CookieStorage
from django.contrib.messages.storage.fallback import FallbackStorage
from django.contrib.messages.storage.session import SessionStorage


class MessagesCookie(CookieStorage):
    cookie_name = f"{settings.COOKIE_PREFIX}messages"


class Messages(FallbackStorage):
    """The cookie, and the session for what is too long for it."""

    storage_classes = (MessagesCookie, SessionStorage)
