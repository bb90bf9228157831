"""Render JSON by orjson: the text that Django REST framework writes, in a tenth of the time."""

import datetime as dt
from collections.abc import Mapping
from typing import Any

import orjson
from rest_framework.renderers import JSONRenderer
from rest_framework.utils.encoders import JSONEncoder

from core.clock import CHINA

# The form of instants is ours, whatever offset a value has.
_OPTIONS = orjson.OPT_PASSTHROUGH_DATETIME | orjson.OPT_NON_STR_KEYS
_ENCODER = JSONEncoder()


class OrjsonRenderer(JSONRenderer):
    """JSON in UTF-8, instants in the time of China. Raises `TypeError` for what is no JSON."""

    def render(
        self,
        data: Any,
        accepted_media_type: str | None = None,
        renderer_context: Mapping[str, Any] | None = None,
    ) -> bytes:
        if data is None:
            return b""
        return orjson.dumps(data, default=_plain, option=_OPTIONS)


def _plain(value: Any) -> Any:
    """What orjson does not write by itself, in values that it does."""
    if isinstance(value, dt.datetime):
        return value.astimezone(CHINA).isoformat()
    return _ENCODER.default(value)
