"""Where attempts to log in are counted: in Redis, for all processes together; while that cannot be
reached, by each process for itself, because nobody is kept out by a lost Redis.
"""

from typing import Any

from django.core.cache.backends.locmem import LocMemCache
from django.core.cache.backends.redis import RedisCache
from redis.exceptions import RedisError


class AttemptsCache(RedisCache):
    """A cache in Redis with one in the process behind it."""

    def __init__(self, server: str, params: dict[str, Any]) -> None:
        super().__init__(server, params)
        self._own = LocMemCache("attempts", {})

    def add(self, *args: Any, **kwargs: Any) -> Any:
        try:
            return super().add(*args, **kwargs)
        except RedisError:
            return self._own.add(*args, **kwargs)

    def get(self, *args: Any, **kwargs: Any) -> Any:
        try:
            return super().get(*args, **kwargs)
        except RedisError:
            return self._own.get(*args, **kwargs)

    def set(self, *args: Any, **kwargs: Any) -> Any:
        try:
            return super().set(*args, **kwargs)
        except RedisError:
            return self._own.set(*args, **kwargs)

    def delete(self, *args: Any, **kwargs: Any) -> Any:
        try:
            return super().delete(*args, **kwargs)
        except RedisError:
            return self._own.delete(*args, **kwargs)
