"""Descriptions and examples of the operations on imports."""

from api.examples import example
from api.openapi.operations import OperationDescription, request_example, response_example

_ONE = example("import")
_SUMMARY = {
    name: value
    for name, value in _ONE.items()
    if name not in ("map", "columns", "unread_columns", "notices")
}
_WAITING = {**_ONE, "state": "queued", "step": "", "done": 0, "total": 0, "finished_at": None}
_WAITING |= {"columns": {}, "unread_columns": [], "notices": [], "endings": {}}
_STATES = ["not-found", "not-a-curator", "import-refused"]

LIST_IMPORTS: OperationDescription = {
    "operation_id": "list_imports",
    "tag": "imports",
    "summary": "List imports",
    "description": "Newest first: those of the API, of the desk and of the command line.",
    "examples": [response_example("one", {"results": [_SUMMARY], "next": None})],
}

CREATE_IMPORT: OperationDescription = {
    "operation_id": "create_import",
    "tag": "imports",
    "summary": "Import a list of organisations",
    "description": (
        "Stores the file and returns 202; a worker reads it, and `Location` tells the progress. "
        "Every row ends as created, attached (its organisation is known from another dataset), "
        "updated, unchanged, duplicate or error. 1,000 records are committed at a time. With "
        "`dry_run` nothing is changed, and the rows are reported the same. Without `map` the "
        "columns are guessed: look at `columns` of a dry run first. Columns about persons are "
        "never read."
    ),
    "refusals": ["import-not-understood", "not-a-curator"],
    "examples": [
        request_example(
            "a dry run",
            {"file": "suppliers.xlsx", "dataset": "own-suppliers", "dry_run": True},
            "multipart/form-data",
        ),
        response_example("it waits for a worker", _WAITING, status=202),
    ],
}

GET_IMPORT: OperationDescription = {
    "operation_id": "get_import",
    "tag": "imports",
    "summary": "See the progress of an import",
    "description": (
        "`step`, `done` and `total` tell the progress; at the end `endings` has the number of "
        "rows that ended so, and `columns` what was read. `fault` says why an import failed."
    ),
    "refusals": ["not-found"],
    "examples": [response_example("a dry run that is over", _ONE)],
}

LIST_IMPORTED_ROWS: OperationDescription = {
    "operation_id": "list_imported_rows",
    "tag": "imports",
    "summary": "See what became of the rows of an import",
    "description": (
        "In the order in which they ended: errors and duplicates first. `remarks` holds the "
        "errors of a row, and what was left out of a row that was taken."
    ),
    "refusals": ["not-found"],
    "examples": [
        response_example("an error", {"results": [example("imported_row")], "next": None})
    ],
}

GET_ANNOTATED_FILE: OperationDescription = {
    "operation_id": "get_annotated_file",
    "tag": "imports",
    "summary": "Fetch the file of an import with what became of each row",
    "description": (
        "The file as it was sent, XLSX for XLSX and CSV for any other, with two columns in front: "
        "the ending of each row, and why. Rows keep their numbers; cells hold values and no "
        "formula. The two columns are never read, so that the file can be mended and sent again. "
        "A file is kept for an hour after its import, or dry run, was done."
    ),
    "refusals": ["not-found", "import-refused"],
}

CANCEL_IMPORT: OperationDescription = {
    "operation_id": "cancel_import",
    "tag": "imports",
    "summary": "Cancel an import that waits or runs",
    "description": (
        "It ends after the records that are being written. What is committed stays until the "
        "import is undone; it can go on later."
    ),
    "refusals": _STATES,
    "examples": [response_example("cancelled", {**_WAITING, "state": "cancelled"})],
}

RESUME_IMPORT: OperationDescription = {
    "operation_id": "resume_import",
    "tag": "imports",
    "summary": "Let an import go on that failed or was cancelled",
    "description": (
        "It goes on after its last committed records, and ends as one that was not stopped. The "
        "file of such an import is kept for seven days."
    ),
    "refusals": _STATES,
    "examples": [response_example("it waits again", _WAITING)],
}

UNDO_IMPORT: OperationDescription = {
    "operation_id": "undo_import",
    "tag": "imports",
    "summary": "Undo a whole import",
    "description": (
        "Every record is again as it was before; records that the import created are gone. "
        "Refused where a record was changed since: what came later is undone first."
    ),
    "refusals": _STATES,
    "examples": [response_example("undone", {**_ONE, "dry_run": False, "state": "undone"})],
}
