"""Descriptions and examples of what partners told a firm."""

from api.examples import example
from api.openapi.operations import OperationDescription, request_example, response_example

_TOLD = {
    "answers": {"minimum_order": {"amount": 200, "unit": "pieces"}, "lead_time": 25},
    "told_on": "2026-11-20",
    "note": "By mail from the export office.",
}

LIST_ANSWERS: OperationDescription = {
    "operation_id": "list_partner_answers",
    "tag": "partners",
    "summary": "List what a partner told you",
    "description": (
        "The history, newest first; of each question the newest holds. Only what your own firm "
        "recorded: no other firm sees it."
    ),
    "refusals": ["not-found"],
    "examples": [response_example("one", {"results": [example("partner_answer")], "next": None})],
}

RECORD_ANSWERS: OperationDescription = {
    "operation_id": "record_partner_answers",
    "tag": "partners",
    "summary": "Record what a partner told you",
    "description": (
        "Answers to the questions of `ask_next` and `missing`, by their `question`. Names, units, "
        "sectors and certificates are taken in any spelling. What a partner told you is your own "
        "evidence: it never enters the partner's records, and no other firm sees it or is "
        "answered otherwise. In your answers it takes the place of what is on record; the reasons "
        "that rest on it, and the trust, say that it was declared to you, and the entry names the "
        "questions (`declared_to_you`). Your shortlists that it concerns are answered again at "
        "once. An answer takes the place of the one before to the same question."
    ),
    "refusals": ["answer-not-understood", "not-found"],
    "examples": [
        request_example("two answers", _TOLD),
        response_example("one", {"results": [example("partner_answer")]}, status=201),
    ],
}

GET_ANSWER: OperationDescription = {
    "operation_id": "get_partner_answer",
    "tag": "partners",
    "summary": "Get what a partner told you to one question",
    "description": "404 where nothing is recorded, or it was taken back.",
    "refusals": ["not-found"],
    "examples": [response_example("minimum order", example("partner_answer"))],
}

TAKE_BACK_ANSWER: OperationDescription = {
    "operation_id": "take_back_partner_answer",
    "tag": "partners",
    "summary": "Take back what a partner told you to one question",
    "description": (
        "Your answers rest on the record again; the history keeps what was recorded. 404 where no "
        "answer holds."
    ),
    "refusals": ["not-found"],
}
