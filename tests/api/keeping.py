"""Curators of partners over REST, the forms that they send, and what stands in a list."""

from typing import Any

from django.core.files.uploadedfile import SimpleUploadedFile
from django.test.client import BOUNDARY, MULTIPART_CONTENT, encode_multipart

from firms import api_keys
from firms.models import Firm, Scope
from partners.intake.import_jobs import run_pending_imports
from tests.api.caller import Caller, check
from tests.priorities import curators

GROUNDS = {"speaker": "Example Knitting Ltd", "source": "https://example.com/about"}
LIST = "name_en,city,makes\nFirst Knit Ltd,Guangzhou,C182\nSecond Knit Ltd,Suzou,C182\n"


def keeper(firm: Firm, name: str = "keeper", *verbs: str) -> Caller:
    """A key that curates in the name of somebody who may change partners, or who may do `verbs`."""
    user = curators.curator(name, *(verbs or ("curate",)))
    return Caller(api_keys.issue(firm=firm, scopes=[Scope.CURATE], curator=user))


def upload(caller: Caller, content: str | bytes, *, key: str = "", **members: Any) -> Any:
    """Send the list as a form; the response, which is held to the schema."""
    raw = content.encode() if isinstance(content, str) else content
    form = {"file": SimpleUploadedFile("list.csv", raw), "dataset": "own-list", **members}
    response = caller.client.generic(
        "POST",
        "/v1/imports",
        encode_multipart(BOUNDARY, form),
        content_type=MULTIPART_CONTENT,
        headers={"Idempotency-Key": key} if key else {},
    )
    check("POST", "/v1/imports", response)
    return response


def imported(caller: Caller, content: str | bytes = LIST, **members: Any) -> str:
    """Import the list; the address of the import, which a worker has run."""
    address: str = upload(caller, content, **members).headers["Location"]
    run_pending_imports()
    return address


def entry(**differs: Any) -> dict[str, Any]:
    """What a curator enters of a maker of knitwear."""
    return {
        "name_en": "Example Knitting Ltd",
        "place": "Guangzhou",
        "grounds": GROUNDS,
        "reason": "asked for by a client",
        **differs,
    }
