"""How Schemathesis makes some requests: forms that hold JSON, and none that ends its own key."""

import json
from typing import Any
from urllib.parse import urlencode

import schemathesis  # type: ignore[import-not-found, unused-ignore]

_ENDS_A_KEY = ("POST /v1/keys/{id}/revoke", "POST /v1/keys/{id}/rotate")
# Has the form of a key's id; no key has it.
_NO_KEY = "000000000000"


@schemathesis.serializer("application/x-www-form-urlencoded")  # type: ignore[untyped-decorator, unused-ignore]
def form_of_json(context: Any, value: Any) -> bytes:
    """The form with its objects as JSON, as the document's `encoding` says: Schemathesis makes
    fields of their members.
    """
    body = context.case.body
    if not isinstance(body, dict):
        return str(value).encode("utf-8", "replace")
    fields = {name: one if isinstance(one, str) else json.dumps(one) for name, one in body.items()}
    return urlencode(fields, errors="replace").encode()


@schemathesis.hook  # type: ignore[untyped-decorator, unused-ignore]
def before_call(context: Any, case: Any, kwargs: Any) -> None:
    """Let no request revoke or rotate the key that it is sent with: all that follows would get a
    401, and try nothing.
    """
    if case.operation.label not in _ENDS_A_KEY:
        return
    headers = case.operation.schema.config.headers_for(operation=case.operation)
    sent_with = next(value for name, value in headers.items() if name.lower() == "authorization")
    if case.path_parameters["id"] in sent_with:
        case.path_parameters = {"id": _NO_KEY}
