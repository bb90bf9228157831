"""The kinds of problems that the API tells of, each with its address, status and meaning."""

from collections.abc import Mapping
from dataclasses import dataclass


@dataclass(frozen=True)
class ProblemKind:
    """One kind of problem: its `type` is /problems/SLUG, for ever."""

    slug: str
    status: int
    title: str
    meaning: str


_KINDS = (
    ProblemKind(
        "body-not-readable",
        400,
        "The body cannot be read",
        "It is not strict JSON in UTF-8: no NaN, no doubled names, no NUL, no half characters.",
    ),
    ProblemKind(
        "brief-not-understood",
        400,
        "The brief cannot be understood",
        "Each entry of `errors` points to a field and gives the nearest right values. "
        "Nothing was stored.",
    ),
    ProblemKind(
        "parameter-not-understood",
        400,
        "A parameter cannot be understood",
        "A query parameter or header is unknown, is given twice, or has a value that meaning "
        "nothing here. Nothing is silently ignored.",
    ),
    ProblemKind(
        "edition-refused",
        400,
        "The edition cannot be kept",
        "Each entry of `errors` points to a row of `priorities`, or to the field of the body. "
        "Nothing was changed.",
    ),
    ProblemKind("sheet-refused", 400, "The file cannot be read as a table", "See `detail`."),
    ProblemKind(
        "key-needed",
        401,
        "A key is needed",
        "Say `Authorization: Bearer KEY` with a key that is neither revoked nor expired.",
    ),
    ProblemKind(
        "not-a-curator",
        403,
        "Only a curator may do this",
        "The user lacks the permission for this step.",
    ),
    ProblemKind(
        "four-eyes",
        403,
        "Somebody else has to do this",
        "Who touched a draft may not approve it.",
    ),
    ProblemKind(
        "draft-open",
        409,
        "A draft is on its way already",
        "A province has one draft at a time: publish or discard it first.",
    ),
    ProblemKind(
        "wrong-state",
        409,
        "The list is not in the state for this",
        "See `detail` for the states from which the step goes.",
    ),
    ProblemKind(
        "partner-not-understood",
        400,
        "What is said of the partner cannot be understood",
        "Each entry of `errors` points to a field. Nothing was changed.",
    ),
    ProblemKind(
        "partner-retired",
        409,
        "The partner is retired",
        "It is ranked no more; where it was merged, `errors` names the record that it is read as.",
    ),
    ProblemKind(
        "merge-refused",
        409,
        "The two cannot be merged",
        "Into another record that exists, is not retired, and is as real or as simulated.",
    ),
    ProblemKind("not-allowed", 403, "The key may not do this", "The key lacks the scope."),
    ProblemKind(
        "not-found",
        404,
        "Nothing is here",
        "The address leads nowhere, or to what another firm stored: both look alike.",
    ),
    ProblemKind(
        "name-not-known",
        404,
        "The name is not known",
        "No place, sector or list is called so, or several are: `errors` gives the nearest "
        "names or the candidates.",
    ),
    ProblemKind(
        "method-not-allowed",
        405,
        "The method is not allowed",
        "The header `Allow` lists the methods of this address.",
    ),
    ProblemKind("not-acceptable", 406, "Only JSON can be sent", "Accept application/json."),
    ProblemKind(
        "version-moved",
        412,
        "It has been changed",
        "Somebody changed it after it was read: read it again, then change it.",
    ),
    ProblemKind(
        "version-needed",
        428,
        "Say which version you have read",
        "Send the `ETag` that was read as `If-Match`: what is changed must be what was read.",
    ),
    ProblemKind("body-too-large", 413, "The body is too large", "A brief has at most 1 MB."),
    ProblemKind(
        "media-type-not-supported",
        415,
        "Only JSON is read",
        "Send Content-Type: application/json.",
    ),
    ProblemKind(
        "webhook-not-understood",
        400,
        "What is said of the webhook cannot be understood",
        "Each entry of `errors` points to a field. An address must be https, public, and without "
        "a user name; nothing was changed.",
    ),
    ProblemKind(
        "too-many-webhooks",
        409,
        "There are as many webhooks as there may be",
        "A firm has at most 20: delete one first.",
    ),
    ProblemKind(
        "webhook-disabled",
        409,
        "The webhook is disabled",
        "Nothing is sent there, and nothing is lost: enable it with `active: true` first.",
    ),
    ProblemKind(
        "delivery-under-way",
        409,
        "The delivery is under way",
        "It is being sent, or waits for its next attempt: there is nothing to resend.",
    ),
    ProblemKind(
        "events-pruned",
        410,
        "Events this old are kept no more",
        "Some after this number are gone: `detail` names the oldest that is kept, `nearest` the "
        "`after` to go on with. Read again what you hold of shortlists and lists: what happened "
        "in between is told no more.",
    ),
    ProblemKind(
        "idempotency-key-under-way",
        409,
        "The first request with this key is not done",
        "Send the same request again after `Retry-After` seconds: its answer comes then.",
    ),
    ProblemKind(
        "idempotency-key-reused",
        422,
        "The key was used for another request",
        "An `Idempotency-Key` belongs to one method, address and body for 24 hours, or until "
        "that request has failed. Nothing was changed: take a new key.",
    ),
    ProblemKind(
        "idempotency-answer-unreadable",
        503,
        "The first answer cannot be read now",
        "What was asked under this `Idempotency-Key` was made once, and nothing is made again; the "
        "answer is encrypted with a key that this service lacks at the moment. Send the same "
        "request again after `Retry-After` seconds, under the same key.",
    ),
    ProblemKind(
        "too-many-requests",
        429,
        "The key has asked too often",
        "It may ask again in `Retry-After` seconds; `RateLimit-Policy` says what is agreed.",
    ),
    ProblemKind("refused", 400, "The request is refused", "See `detail`."),
    ProblemKind(
        "internal-error",
        500,
        "Something broke on our side",
        "It is recorded under the request's id.",
    ),
    ProblemKind(
        "unavailable", 503, "The database cannot answer now", "Try again in a few seconds."
    ),
)
PROBLEM_KINDS: Mapping[str, ProblemKind] = {kind.slug: kind for kind in _KINDS}
KIND_BY_STATUS: Mapping[int, ProblemKind] = {
    401: PROBLEM_KINDS["key-needed"],
    403: PROBLEM_KINDS["not-allowed"],
    404: PROBLEM_KINDS["not-found"],
    405: PROBLEM_KINDS["method-not-allowed"],
    406: PROBLEM_KINDS["not-acceptable"],
    413: PROBLEM_KINDS["body-too-large"],
    415: PROBLEM_KINDS["media-type-not-supported"],
    429: PROBLEM_KINDS["too-many-requests"],
    500: PROBLEM_KINDS["internal-error"],
    503: PROBLEM_KINDS["unavailable"],
}
