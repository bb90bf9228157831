"""Problem kinds (RFC 9457): address, HTTP status and meaning of each."""

from collections.abc import Mapping
from dataclasses import dataclass


@dataclass(frozen=True)
class ProblemKind:
    """A kind of problem. Its `type` is /problems/SLUG; a slug never changes its meaning.
    `suggestion` says what to do next, where no error of the problem has a nearest right value.
    """

    slug: str
    status: int
    title: str
    meaning: str
    suggestion: str


_KINDS = (
    ProblemKind(
        "body-not-readable",
        400,
        "The body cannot be read",
        (
            "The body is not strict JSON in UTF-8. NaN, duplicate names, NUL characters "
            "and lone surrogates are not accepted."
        ),
        "Send strict JSON in UTF-8.",
    ),
    ProblemKind(
        "brief-not-understood",
        400,
        "The brief cannot be understood",
        (
            "Each entry of `errors` points to a field and gives the nearest valid values. "
            "Nothing was stored."
        ),
        "Correct the fields that `errors` names and send the brief again.",
    ),
    ProblemKind(
        "decision-not-understood",
        400,
        "The decision cannot be understood",
        (
            "Each entry of `errors` points to a field. A rejection needs a reason, and a decision "
            "is on a partner that a revision of the shortlist names. Nothing was stored."
        ),
        "Correct the fields that `errors` names and send the decision again.",
    ),
    ProblemKind(
        "answer-not-understood",
        400,
        "What the partner told you cannot be understood",
        (
            "Each entry of `errors` points to a field and gives the nearest valid values. Nothing "
            "was stored."
        ),
        "Correct the fields that `errors` names and send the answers again.",
    ),
    ProblemKind(
        "tags-not-understood",
        400,
        "The tags cannot be understood",
        "Each entry of `errors` points to a tag or to `tags`. Nothing was stored.",
        "Correct the tags that `errors` names and send all of them again.",
    ),
    ProblemKind(
        "parameter-not-understood",
        400,
        "A parameter cannot be understood",
        (
            "A query parameter or header is unknown, repeated, or has an invalid value. "
            "The service ignores no parameter silently."
        ),
        "Correct or leave out what `errors` names and send the request again.",
    ),
    ProblemKind(
        "edition-refused",
        400,
        "The edition is not valid",
        (
            "Each entry of `errors` points to a row of `priorities` or to a field of the "
            "body. Nothing was changed."
        ),
        "Correct the rows that `errors` names and send the whole list again.",
    ),
    ProblemKind(
        "document-refused",
        400,
        "The document cannot be read",
        (
            "Each entry of `errors` points to a field of the body and gives the nearest valid "
            "values. Nothing was stored."
        ),
        "Correct the fields that `errors` names and send the document again.",
    ),
    ProblemKind(
        "sheet-refused",
        400,
        "The file cannot be read as a table",
        "See `detail`.",
        "Save the file as CSV or XLSX and send it again.",
    ),
    ProblemKind(
        "key-needed",
        401,
        "An API key is required",
        ("Send `Authorization: Bearer KEY` with a key that is neither revoked nor expired."),
        "Send a valid key as `Authorization: Bearer KEY`; an owner of your firm can create one.",
    ),
    ProblemKind(
        "not-a-curator",
        403,
        "The action requires a curator",
        "The key's user lacks the permission for this action.",
        "Ask a curator who has the permission to do it.",
    ),
    ProblemKind(
        "four-eyes",
        403,
        "A second curator is required",
        "A curator who opened, revised or submitted a draft may not approve it.",
        "Ask a curator who has not edited the draft to approve it.",
    ),
    ProblemKind(
        "not-answered",
        409,
        "The shortlist has no answer yet",
        (
            "The newest version of the brief is pending or refused. Repeat the request when it "
            "is answered, or name one of the revisions."
        ),
        "Read the shortlist again in a few seconds, or name one of its revisions.",
    ),
    ProblemKind(
        "freeze-refused",
        409,
        "The answer cannot be frozen",
        "A firm keeps at most 200 frozen copies of at most 1 MB each: delete one first.",
        "Delete a frozen copy that you no longer need, or ask for fewer entries.",
    ),
    ProblemKind(
        "link-not-understood",
        400,
        "The settings of the link are not valid",
        "Each entry of `errors` points to a setting. No link was made.",
        "Correct the settings that `errors` names and send the request again.",
    ),
    ProblemKind(
        "link-refused",
        409,
        "The shortlist cannot have another link",
        "A shortlist has at most 20 live links, and an archived one none: revoke one first.",
        "Revoke a link that is no longer needed, or take the shortlist out of the archive.",
    ),
    ProblemKind(
        "digest-not-understood",
        400,
        "The settings of the digest are not valid",
        "Each entry of `errors` points to a setting. Nothing was stored.",
        "Correct the settings that `errors` names and send them again.",
    ),
    ProblemKind(
        "digest-refused",
        409,
        "The shortlist cannot send digests",
        "An archived shortlist sends no digests, and a removed member gets none.",
        "Take the shortlist out of the archive first, or name a member of the firm.",
    ),
    ProblemKind(
        "no-mail",
        409,
        "This installation sends no mail",
        (
            "Its operator has not set a mail server and the public address of the service. "
            "The feed, the events and the webhooks tell the same."
        ),
        "Ask the operator for mail, or read the feed of the shortlist.",
    ),
    ProblemKind(
        "draft-open",
        409,
        "The province already has a draft",
        "A province has at most one draft: publish or discard it first.",
        "Publish or discard the open draft first.",
    ),
    ProblemKind(
        "wrong-state",
        409,
        "The state of the edition does not allow this action",
        "`detail` names the states in which the action is allowed.",
        "Read the edition again and choose an action that its state allows.",
    ),
    ProblemKind(
        "partner-not-understood",
        400,
        "The request about the partner cannot be understood",
        "Each entry of `errors` points to a field. Nothing was changed.",
        "Correct the fields that `errors` names and send the request again.",
    ),
    ProblemKind(
        "partner-retired",
        409,
        "The partner is retired",
        (
            "A retired partner is no longer ranked. If it was merged, `errors` names the "
            "partner that replaces it."
        ),
        "Use the partner that replaces it, or restore it first.",
    ),
    ProblemKind(
        "merge-refused",
        409,
        "The partners cannot be merged",
        (
            "The target must be another existing partner that is not retired, and both "
            "must be real or both simulated."
        ),
        "Read both partners again and name another target.",
    ),
    ProblemKind(
        "partner-not-retired",
        409,
        "The partner is not retired",
        "Only a retired partner can be restored, and only a merge can be undone.",
        "Read the partner again: there is nothing to undo.",
    ),
    ProblemKind(
        "partner-known",
        409,
        "The partner exists",
        "Another partner has the same identifier: `errors` names it.",
        "Change the partner that `errors` names instead.",
    ),
    ProblemKind(
        "reconciliation-not-understood",
        400,
        "The batch of queries cannot be understood",
        (
            "Each entry of `errors` points to a member of a query and gives the nearest valid "
            "values. No query of the batch was answered."
        ),
        "Correct the queries that `errors` names and send the batch again.",
    ),
    ProblemKind(
        "search-timed-out",
        503,
        "The search took too long",
        (
            "The search was given up so that it does not keep others waiting. Add letters or a "
            "filter to the text, or repeat the request later."
        ),
        "Add letters or a filter and search again.",
    ),
    ProblemKind(
        "import-not-understood",
        400,
        "The import cannot be understood",
        (
            "Each entry of `errors` points to a member of the form: the file, the dataset or "
            "the map, whose wrong entry is named. Nothing was stored."
        ),
        "Correct what `errors` names and send the file again.",
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
        "Read the import again and choose an action that its state allows.",
    ),
    ProblemKind(
        "suggestion-refused",
        409,
        "The state of the suggestion does not allow this action",
        (
            "The suggestion is decided already, or names no partner, or the firm has as many "
            "that wait as it may have."
        ),
        "Read the suggestion again, or wait until a curator has decided the others.",
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
        "Use a key that has the scope, or ask an owner of your firm for one.",
    ),
    ProblemKind(
        "not-found",
        404,
        "Not found",
        (
            "The resource does not exist or belongs to another firm; the response does "
            "not distinguish the two."
        ),
        "Check the address and the id; lists show what your key can read.",
    ),
    ProblemKind(
        "name-not-known",
        404,
        "The name is unknown or ambiguous",
        (
            "No place, sector or list has this name, or several have it: `errors` lists "
            "the nearest names or the candidates."
        ),
        "Send another spelling of the name, or its code.",
    ),
    ProblemKind(
        "method-not-allowed",
        405,
        "The method is not allowed",
        "The header `Allow` lists the methods of the address.",
        "Use a method that the header `Allow` lists.",
    ),
    ProblemKind(
        "not-acceptable",
        406,
        "No such format is available",
        (
            "Send `Accept: application/json`, or one of the media types that `errors` names: lists "
            "that are also tables have several."
        ),
        "Ask for one of the media types that `errors` lists.",
    ),
    ProblemKind(
        "version-moved",
        412,
        "The resource has changed",
        (
            "The resource has changed since the version in `If-Match`: read it again, "
            "then repeat the change."
        ),
        "Read the resource again and repeat the change with its new `ETag`.",
    ),
    ProblemKind(
        "version-needed",
        428,
        "The version is required",
        (
            "Send the `ETag` of the version that was read as `If-Match`, so that no other "
            "version is changed."
        ),
        "Read the resource and send its `ETag` as `If-Match`.",
    ),
    ProblemKind(
        "body-too-large",
        413,
        "The body is too large",
        "A body may have at most 1 MB, a file 64 MB.",
        "Split the body and send it in parts.",
    ),
    ProblemKind(
        "address-too-long",
        414,
        "The address is too long",
        "The first line of a request, with its address, may have at most 4,094 bytes.",
        "Send fewer parameters, or shorter ones.",
    ),
    ProblemKind(
        "header-too-large",
        431,
        "A header is too large",
        "A request may have at most 100 headers of at most 8,190 bytes each.",
        "Send fewer headers, or shorter ones.",
    ),
    ProblemKind(
        "media-type-not-supported",
        415,
        "The media type is not accepted",
        "Send `Content-Type: application/json`; a form with a file: multipart/form-data.",
        "Send the body as one of the media types that `errors` lists.",
    ),
    ProblemKind(
        "webhook-not-understood",
        400,
        "The request about the webhook cannot be understood",
        (
            "Each entry of `errors` points to a field. The address must be https, public "
            "and without a user name. Nothing was changed."
        ),
        "Correct the fields that `errors` names and send the request again.",
    ),
    ProblemKind(
        "key-not-understood",
        400,
        "The settings of the key are not valid",
        "Each entry of `errors` points to a setting. Nothing was stored.",
        "Correct the settings that `errors` names and send the request again.",
    ),
    ProblemKind(
        "key-refused",
        409,
        "The state of the keys does not allow this action",
        (
            "A firm has at most 20 live keys, and only a live key that has no successor yet can "
            "be rotated. `detail` says which it is."
        ),
        "Read the keys of the firm and revoke one, or choose another.",
    ),
    ProblemKind(
        "too-many-webhooks",
        409,
        "The firm has the maximum number of webhooks",
        "A firm may have at most 20 webhooks: delete one first.",
        "Delete a webhook that is no longer needed.",
    ),
    ProblemKind(
        "webhook-disabled",
        409,
        "The webhook is disabled",
        (
            "No event is sent to a disabled webhook, and none is lost: enable it with "
            "`active: true` first."
        ),
        "Enable the webhook with `active: true` and repeat the request.",
    ),
    ProblemKind(
        "delivery-under-way",
        409,
        "The delivery is under way",
        (
            "The delivery is being sent or waits for its next attempt, so it cannot be "
            "sent again now."
        ),
        "Read the delivery again when its attempt has ended.",
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
        "Continue with the `after` that `errors` gives and read your shortlists again.",
    ),
    ProblemKind(
        "events-ahead",
        409,
        "The stream of events never had this number",
        (
            "`after` is ahead of the newest event, or belongs to an event that was undone when "
            "the service was restored from a backup. `nearest` gives the `after` to continue "
            "with. Read your shortlists (`/v1/shortlists`) and priority lists again: what you "
            "read after that number may be undone, and events in its place may be missed."
        ),
        "Continue with the `after` that `errors` gives and read `/v1/shortlists` again.",
    ),
    ProblemKind(
        "idempotency-key-under-way",
        409,
        "The first request with this key is still being processed",
        "Repeat the request after `Retry-After` seconds to get its response.",
        "Repeat the request with the same key after `Retry-After` seconds.",
    ),
    ProblemKind(
        "idempotency-key-reused",
        422,
        "The key belongs to another request",
        (
            "An `Idempotency-Key` belongs to one method, address and body for 24 hours, "
            "or until that request fails. Nothing was changed: use a new key."
        ),
        "Send the request with a new `Idempotency-Key`.",
    ),
    ProblemKind(
        "idempotency-result-deleted",
        410,
        "What the first request with this key made was deleted",
        (
            "The request with this `Idempotency-Key` was carried out once and will not be "
            "repeated. `detail` names what it made. Use a new key to make another."
        ),
        "Send the request with a new `Idempotency-Key` to make another.",
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
        "Repeat the request with the same key after `Retry-After` seconds.",
    ),
    ProblemKind(
        "too-many-requests",
        429,
        "The rate limit is exceeded",
        (
            "The key may send its next request after `Retry-After` seconds; "
            "`RateLimit-Policy` gives the agreed limit."
        ),
        "Send the next request after `Retry-After` seconds.",
    ),
    ProblemKind(
        "too-many-briefs",
        429,
        "Too many briefs wait for an answer",
        (
            "As many briefs of the firm wait for an answer as the operator lets a firm have; "
            "`detail` gives the number. Nothing was stored."
        ),
        "Wait until some are answered, and send this again after `Retry-After` seconds.",
    ),
    ProblemKind(
        "too-many-shortlists",
        409,
        "The firm keeps as many shortlists as it may",
        "Only shortlists that are not archived count. Nothing was stored.",
        "Archive shortlists that you no longer need, or ask the operator for more.",
    ),
    ProblemKind(
        "refused",
        400,
        "The request is refused",
        "See `detail`.",
        "Correct what `detail` names and send the request again.",
    ),
    ProblemKind(
        "internal-error",
        500,
        "Internal error",
        "The error is recorded under `request_id`.",
        "Repeat the request later; if it fails again, give `request_id` to the operator.",
    ),
    ProblemKind(
        "unavailable",
        503,
        "The database is not available",
        "Repeat the request in a few seconds.",
        "Repeat the request after `Retry-After` seconds.",
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
    414: PROBLEM_KINDS["address-too-long"],
    415: PROBLEM_KINDS["media-type-not-supported"],
    429: PROBLEM_KINDS["too-many-requests"],
    431: PROBLEM_KINDS["header-too-large"],
    500: PROBLEM_KINDS["internal-error"],
    503: PROBLEM_KINDS["unavailable"],
}
