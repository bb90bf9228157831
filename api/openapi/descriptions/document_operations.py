"""Descriptions and examples of the operations on documents that curators read."""

from api.examples import example
from api.openapi.operations import OperationDescription, request_example, response_example

_READ = example("read_document")

READ_DOCUMENT: OperationDescription = {
    "operation_id": "read_document",
    "tag": "curating",
    "summary": "Read a document of a province",
    "description": (
        "Numbers the paragraphs of the text and proposes the priorities that it states, each at "
        "its exact place, with a reason. No proposal is a priority: a curator accepts, mends or "
        "rejects each at the desk, and what is kept becomes a draft edition. `comparison` reads "
        "the document against the newest earlier one of its province and kind: each sector is "
        "new, strengthened (its strongest statement is stronger), kept or dropped. The same text "
        "of one province and kind is stored once: the answer is the stored document with the "
        "decisions made so far. The text itself is never shown. A body has at most 1 MB; files "
        "are read at the desk."
    ),
    "refusals": ["document-refused", "not-a-curator"],
    "examples": [
        request_example("an invented report", example("document_text")),
        response_example("an invented report", _READ, status=201),
    ],
}

GET_DOCUMENT: OperationDescription = {
    "operation_id": "get_document",
    "tag": "curating",
    "summary": "See a document that was read, with its proposals",
    "description": (
        "The ids are those of `/v1/documents`; a document whose text nobody has read here is not "
        "found. Each proposal has the decision of the curators."
    ),
    "refusals": ["not-found"],
    "examples": [response_example("an invented report", _READ)],
}
