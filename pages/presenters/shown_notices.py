"""What is to be said beside the records of datasets, in the visitor's language."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from pages.frame.language import language, written_in
from partners.models import Dataset


@dataclass(frozen=True)
class ShownNotice:
    """A dataset's notice and the language that it is written in."""

    text: str

    @property
    def language(self) -> str:
        return written_in(self.text)


def notices_of(datasets: Iterable[Dataset]) -> Sequence[ShownNotice]:
    """The notices of the datasets, each once."""
    return [ShownNotice(text) for text in sorted({one.shown_notice for one in datasets})]


def stored_notices(understood: Mapping[str, Any]) -> Sequence[ShownNotice]:
    """The notices that were stored with an answer, which holds them in English. In Chinese one
    query: the dataset has the Chinese of the same words.
    """
    stored = {one["key"]: one["notice"] for one in understood.get("datasets", ())}
    held = Dataset.objects.in_bulk(stored) if language() == "zh" else {}
    return [
        ShownNotice(
            held[key].shown_notice if key in held and held[key].notice == notice else notice
        )
        for key, notice in stored.items()
    ]
