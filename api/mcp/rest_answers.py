"""What an operation of the REST edge answers to the caller of a tool, within the same request."""

import io
from collections.abc import Mapping
from typing import Any, cast
from urllib.parse import urlencode

import orjson
from django.core.handlers.wsgi import WSGIRequest
from django.http import HttpRequest
from rest_framework.exceptions import PermissionDenied
from rest_framework.request import Request
from rest_framework.response import Response

from api.json_renderer import OrjsonRenderer
from api.requests.strict_json import StrictJSONParser
from api.view import ApiView

_NOTHING: Mapping[str, Any] = {}


class RestCaller:
    """The caller of a tool, as the views of the REST edge know callers.

    A view is asked for its answer and nothing else, because the edge has authenticated and counted
    the request of the agent already. What a key may do is what the permissions of the view say.
    """

    def __init__(self, request: HttpRequest) -> None:
        self._outer = request
        # What was asked last, in which a refusal names the place of its fault.
        self.asked: tuple[ApiView, Request] | None = None
        # Arguments by the names that the view has for them, where they differ.
        self.places: dict[str, str] = {}

    @property
    def language(self) -> str:
        """`zh` or `en`, whichever the caller prefers."""
        code: str = getattr(self._outer, "LANGUAGE_CODE", "en")
        return "zh" if code.startswith("zh") else "en"

    def get(
        self,
        view: type[ApiView],
        path: str,
        query: Mapping[str, Any] = _NOTHING,
        **names: Any,
    ) -> Any:
        """Return the JSON of a GET. Raises what the view raises, and `PermissionDenied`."""
        request = self._request("GET", path, {"QUERY_STRING": urlencode(query)})
        return self._answer("get", view, request, names)

    def post(
        self,
        view: type[ApiView],
        path: str,
        body: Any,
        headers: Mapping[str, str] = _NOTHING,
        **names: Any,
    ) -> Any:
        """Return the JSON of a POST. Raises what the view raises, and `PermissionDenied`."""
        sent = {f"HTTP_{name.upper().replace('-', '_')}": text for name, text in headers.items()}
        return self._answer("post", view, self._request("POST", path, sent, body), names)

    def _request(
        self, method: str, path: str, environ: Mapping[str, str], body: Any = None
    ) -> Request:
        text = b"" if body is None else orjson.dumps(body)
        plain = WSGIRequest(
            {
                "REQUEST_METHOD": method,
                "PATH_INFO": path,
                "CONTENT_TYPE": "application/json",
                "CONTENT_LENGTH": str(len(text)),
                "wsgi.input": io.BytesIO(text),
                **environ,
            }
        )
        request = Request(plain, parsers=[StrictJSONParser()])
        for name in ("user", "auth", "LANGUAGE_CODE"):
            setattr(request, name, getattr(self._outer, name, None))
        return request

    def _answer(
        self, handler: str, kind: type[ApiView], request: Request, names: Mapping[str, Any]
    ) -> Any:
        view = kind()
        view.request, view.args, view.kwargs = request, (), dict(names)
        self.asked = view, request
        for permission in view.get_permissions():
            if not permission.has_permission(request, view):
                raise PermissionDenied(getattr(permission, "message", None))
        response = cast("Response", getattr(view, handler)(request, **names))
        # As a client of the REST edge reads it: dates, for one, are texts.
        return orjson.loads(OrjsonRenderer().render(response.data))
