"""A match API of the shape of yente's: queries in, results with a score and a verdict out.

Source of the shape: the OpenAPI of yente (github.com/opensanctions/yente). No Django here.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any
from urllib.parse import quote, urlsplit

from partners.screening.bounded_request import ScreeningUnavailable, fetch

_MOST_HITS = 10
_LONGEST = 300


@dataclass(frozen=True)
class MatchApi:
    """The API at `url`, asked about its dataset `dataset`; `key`: "" where it needs none."""

    url: str
    dataset: str
    key: str = ""

    @property
    def provider(self) -> str:
        """The host and the dataset, as entries name them."""
        return f"{urlsplit(self.url).hostname}/{self.dataset}"

    def list_version(self) -> str:
        """The version of the list that answers now. Raises `ScreeningUnavailable`."""
        listed = self._ask("catalog").get("datasets")
        for one in listed if isinstance(listed, list) else ():
            if isinstance(one, dict) and one.get("name") == self.dataset:
                version = one.get("index_version") or one.get("version")
                if isinstance(version, str) and version:
                    return version[:100]
        raise ScreeningUnavailable(f"the catalog tells no version of {self.dataset}")

    def match(self, queries: Mapping[str, Mapping[str, Any]]) -> dict[str, list[dict[str, Any]]]:
        """The hits of each query, by its key; an empty list: nothing was found.

        Raises `ScreeningUnavailable` unless every query has an answer of its own that can be read.
        """
        found = self._ask(f"match/{quote(self.dataset, safe='')}", {"queries": queries})
        answers = found.get("responses")
        if not isinstance(answers, dict) or not queries.keys() <= answers.keys():
            raise ScreeningUnavailable("the answer leaves out a query")
        return {key: _hits(answers[key]) for key in queries}

    def _ask(self, path: str, body: Mapping[str, Any] | None = None) -> dict[str, Any]:
        headers = {"Accept": "application/json", "User-Agent": "Ronghe-Screening/1.0"}
        if self.key:
            headers["Authorization"] = f"ApiKey {self.key}"
        sent = None
        if body is not None:
            headers |= {"Content-Type": "application/json", "Expect": ""}
            sent = json.dumps(body, ensure_ascii=False).encode()
        try:
            found = json.loads(fetch(f"{self.url.rstrip('/')}/{path}", headers, sent))
        except (ValueError, RecursionError) as fault:
            raise ScreeningUnavailable("the answer is no JSON") from fault
        if not isinstance(found, dict):
            raise ScreeningUnavailable("the answer is no JSON object")
        return found


def _hits(answer: Any) -> list[dict[str, Any]]:
    if not isinstance(answer, dict) or answer.get("status") != 200:
        raise ScreeningUnavailable("a query was not answered")
    results = answer.get("results")
    if not isinstance(results, list):
        raise ScreeningUnavailable("an answer has no results")
    # What the provider calls a match comes first, so that no other hit takes its room.
    hits = sorted(map(_hit, results), key=lambda one: (not one["match"], -one["score"]))
    return hits[:_MOST_HITS]


def _hit(result: Any) -> dict[str, Any]:
    try:
        known, caption, match = result["id"], result["caption"], result["match"]
        score, datasets = float(result["score"]), result.get("datasets") or []
    except (TypeError, KeyError, ValueError) as fault:
        raise ScreeningUnavailable("a result has another shape") from fault
    readable = isinstance(match, bool) and 0 <= score <= 1 and isinstance(datasets, list)
    if not readable or "\0" in f"{known}{caption}{datasets}":
        raise ScreeningUnavailable("a result has another shape")
    return {
        "id": str(known)[:_LONGEST],
        "caption": str(caption)[:_LONGEST],
        "score": round(score, 4),
        "match": match,
        "datasets": [str(one)[:_LONGEST] for one in datasets[:20]],
    }
