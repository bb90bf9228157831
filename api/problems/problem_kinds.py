"""Problem kinds (RFC 9457): address, HTTP status and meaning of each."""

from collections.abc import Mapping
from dataclasses import dataclass


@dataclass(frozen=True)
class ProblemKind:
    """A kind of problem. Its `type` is /problems/SLUG; a slug never changes its meaning."""

    slug: str
    status: int
    title: str
    meaning: str


_KINDS = (
    ProblemKind(
        "body-not-readable",
        400,
        "The body cannot be read",
        (
            "The body is not strict JSON in UTF-8. NaN, duplicate names, NUL characters "
            "and lone surrogates are not accepted."
        ),
    ),
    ProblemKind(
        "brief-not-understood",
        400,
        "The brief cannot be understood",
        (
            "Each entry of `errors` points to a field and gives the nearest valid values. "
            "Nothing was stored."
        ),
    ),
    ProblemKind(
        "decision-not-understood",
        400,
        "The decision cannot be understood",
        (
            "Each entry of `errors` points to a field. A rejection needs a reason, and a decision "
            "is on a partner that a revision of the shortlist names. Nothing was stored."
        ),
    ),
    ProblemKind(
        "answer-not-understood",
        400,
        "What the partner told you cannot be understood",
        (
            "Each entry of `errors` points to a field and gives the nearest valid values. Nothing "
            "was stored."
        ),
    ),
    ProblemKind(
        "tags-not-understood",
        400,
        "The tags cannot be understood",
        "Each entry of `errors` points to a tag or to `tags`. Nothing was stored.",
    ),
    ProblemKind(
        "parameter-not-understood",
        400,
        "A parameter cannot be understood",
        (
            "A query parameter or header is unknown, repeated, or has an invalid value. "
            "The service ignores no parameter silently."
        ),
    ),
    ProblemKind(
        "edition-refused",
        400,
        "The edition is not valid",
        (
            "Each entry of `errors` points to a row of `priorities` or to a field of the "
            "body. Nothing was changed."
        ),
    ),
    ProblemKind(
        "document-refused",
        400,
        "The document cannot be read",
        (
            "Each entry of `errors` points to a field of the body and gives the nearest valid "
            "values. Nothing was stored."
        ),
    ),
    ProblemKind("sheet-refused", 400, "The file cannot be read as a table", "See `detail`."),
    ProblemKind(
        "key-needed",
        401,
        "An API key is required",
        ("Send `Authorization: Bearer KEY` with a key that is neither revoked nor expired."),
    ),
    ProblemKind(
        "not-a-curator",
        403,
        "The action requires a curator",
        "The key's user lacks the permission for this action.",
    ),
    ProblemKind(
        "four-eyes",
        403,
        "A second curator is required",
        "A curator who opened, revised or submitted a draft may not approve it.",
    ),
    ProblemKind(
        "not-answered",
        409,
        "The shortlist has no answer yet",
        (
            "The newest version of the brief is pending or refused. Repeat the request when it "
            "is answered, or name one of the revisions."
        ),
    ),
    ProblemKind(
        "freeze-refused",
        409,
        "The answer cannot be frozen",
        "A firm keeps at most 200 frozen copies of at most 1 MB each: delete one first.",
    ),
    ProblemKind(
        "link-not-understood",
        400,
        "The settings of the link are not valid",
        "Each entry of `errors` points to a setting. No link was made.",
    ),
    ProblemKind(
        "link-refused",
        409,
        "The shortlist cannot have another link",
        "A shortlist has at most 20 live links, and an archived one none: revoke one first.",
    ),
    ProblemKind(
        "digest-not-understood",
        400,
        "The settings of the digest are not valid",
        "Each entry of `errors` points to a setting. Nothing was stored.",
    ),
    ProblemKind(
        "digest-refused",
        409,
        "The shortlist cannot send digests",
        "An archived shortlist sends no digests, and a removed member gets none.",
    ),
    ProblemKind(
        "no-mail",
        409,
        "This installation sends no mail",
        (
            "Its operator has not set a mail server and the public address of the service. "
            "The feed, the events and the webhooks tell the same."
        ),
    ),
    ProblemKind(
        "draft-open",
        409,
        "The province already has a draft",
        "A province has at most one draft: publish or discard it first.",
    ),
    ProblemKind(
        "wrong-state",
        409,
        "The state of the edition does not allow this action",
        "`detail` names the states in which the action is allowed.",
    ),
    ProblemKind(
        "partner-not-understood",
        400,
        "The request about the partner cannot be understood",
        "Each entry of `errors` points to a field. Nothing was changed.",
    ),
    ProblemKind(
        "partner-retired",
        409,
        "The partner is retired",
        (
            "A retired partner is no longer ranked. If it was merged, `errors` names the "
            "partner that replaces it."
        ),
    ),
    ProblemKind(
        "merge-refused",
        409,
        "The partners cannot be merged",
        (
            "The target must be another existing partner that is not retired, and both "
            "must be real or both simulated."
        ),
    ),
    ProblemKind(
        "partner-not-retired",
        409,
        "The partner is not retired",
        "Only a retired partner can be restored, and only a merge can be undone.",
    ),
    ProblemKind(
        "partner-known",
        409,
        "The partner exists",
        "Another partner has the same identifier: `errors` names it.",
    ),
    ProblemKind(
        "reconciliation-not-understood",
        400,
        "The batch of queries cannot be understood",
        (
            "Each entry of `errors` points to a member of a query and gives the nearest valid "
            "values. No query of the batch was answered."
        ),
    ),
    ProblemKind(
        "search-timed-out",
        503,
        "The search took too long",
        (
            "The search was given up so that it does not keep others waiting. Add letters or a "
            "filter to the text, or repeat the request later."
        ),
    ),
    ProblemKind(
        "import-not-understood",
        400,
        "The import cannot be understood",
        (
            "Each entry of `errors` points to a member of the form: the file, the dataset or "
            "the map, whose wrong entry is named. Nothing was stored."
        ),
    ),
    ProblemKind(
        "import-refused",
        409,
        "The state of the import does not allow this action",
        (
            "Only an import that waits or runs can be cancelled; only one that failed or was "
            "cancelled, and whose file is still kept, goes on; only one that is over, and whose "
            "records nobody has changed since, can be undone."
        ),
    ),
    ProblemKind(
        "suggestion-refused",
        409,
        "The state of the suggestion does not allow this action",
        (
            "The suggestion is decided already, or names no partner, or the firm has as many "
            "that wait as it may have."
        ),
    ),
    ProblemKind(
        "not-allowed",
        403,
        "The key may not do this",
        (
            "The operation requires a scope that the key does not have, or that the role of its "
            "member does not allow; or the key may not be used from the caller's address. "
            "`detail` says which it is."
        ),
    ),
    ProblemKind(
        "not-found",
        404,
        "Not found",
        (
            "The resource does not exist or belongs to another firm; the response does "
            "not distinguish the two."
        ),
    ),
    ProblemKind(
        "name-not-known",
        404,
        "The name is unknown or ambiguous",
        (
            "No place, sector or list has this name, or several have it: `errors` lists "
            "the nearest names or the candidates."
        ),
    ),
    ProblemKind(
        "method-not-allowed",
        405,
        "The method is not allowed",
        "The header `Allow` lists the methods of the address.",
    ),
    ProblemKind(
        "not-acceptable",
        406,
        "No such format is available",
        (
            "Send `Accept: application/json`, or one of the media types that `errors` names: lists "
            "that are also tables have several."
        ),
    ),
    ProblemKind(
        "version-moved",
        412,
        "The resource has changed",
        (
            "The resource has changed since the version in `If-Match`: read it again, "
            "then repeat the change."
        ),
    ),
    ProblemKind(
        "version-needed",
        428,
        "The version is required",
        (
            "Send the `ETag` of the version that was read as `If-Match`, so that no other "
            "version is changed."
        ),
    ),
    ProblemKind(
        "body-too-large",
        413,
        "The body is too large",
        "A body may have at most 1 MB, a file 64 MB.",
    ),
    ProblemKind(
        "media-type-not-supported",
        415,
        "The media type is not accepted",
        "Send `Content-Type: application/json`; a form with a file: multipart/form-data.",
    ),
    ProblemKind(
        "webhook-not-understood",
        400,
        "The request about the webhook cannot be understood",
        (
            "Each entry of `errors` points to a field. The address must be https, public "
            "and without a user name. Nothing was changed."
        ),
    ),
    ProblemKind(
        "key-not-understood",
        400,
        "The settings of the key are not valid",
        "Each entry of `errors` points to a setting. Nothing was stored.",
    ),
    ProblemKind(
        "key-refused",
        409,
        "The state of the keys does not allow this action",
        (
            "A firm has at most 20 live keys, and only a live key that has no successor yet can "
            "be rotated. `detail` says which it is."
        ),
    ),
    ProblemKind(
        "too-many-webhooks",
        409,
        "The firm has the maximum number of webhooks",
        "A firm may have at most 20 webhooks: delete one first.",
    ),
    ProblemKind(
        "webhook-disabled",
        409,
        "The webhook is disabled",
        (
            "No event is sent to a disabled webhook, and none is lost: enable it with "
            "`active: true` first."
        ),
    ),
    ProblemKind(
        "delivery-under-way",
        409,
        "The delivery is under way",
        (
            "The delivery is being sent or waits for its next attempt, so it cannot be "
            "sent again now."
        ),
    ),
    ProblemKind(
        "events-pruned",
        410,
        "The events have been deleted",
        (
            "Some events after this number are no longer kept. `detail` names the oldest "
            "event that is kept, and `nearest` gives the `after` to continue with. Read "
            "your shortlists and priority lists again: the deleted events cannot be "
            "recovered."
        ),
    ),
    ProblemKind(
        "idempotency-key-under-way",
        409,
        "The first request with this key is still being processed",
        "Repeat the request after `Retry-After` seconds to get its response.",
    ),
    ProblemKind(
        "idempotency-key-reused",
        422,
        "The key belongs to another request",
        (
            "An `Idempotency-Key` belongs to one method, address and body for 24 hours, "
            "or until that request fails. Nothing was changed: use a new key."
        ),
    ),
    ProblemKind(
        "idempotency-answer-unreadable",
        503,
        "The stored response cannot be read now",
        (
            "The request with this `Idempotency-Key` was carried out once and will not be "
            "repeated. Its response is encrypted with a key that this service lacks at "
            "the moment. Repeat the request after `Retry-After` seconds with the same "
            "key."
        ),
    ),
    ProblemKind(
        "too-many-requests",
        429,
        "The rate limit is exceeded",
        (
            "The key may send its next request after `Retry-After` seconds; "
            "`RateLimit-Policy` gives the agreed limit."
        ),
    ),
    ProblemKind("refused", 400, "The request is refused", "See `detail`."),
    ProblemKind(
        "internal-error",
        500,
        "Internal error",
        "The error is recorded under `request_id`.",
    ),
    ProblemKind(
        "unavailable", 503, "The database is not available", "Repeat the request in a few seconds."
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
