"""Query parameters that are one of a few words, a number or a dataset."""

from collections.abc import Collection

from rest_framework.request import Request

from api.problems.refusals import ErrorDetail, QueryRefused
from partners.models import Dataset
from partners.names.vocabulary import nearest


def parse_choice(request: Request, name: str, known: Collection[str]) -> str | None:
    """The parameter's value, None where it is not given. Raises `QueryRefused`, which names the
    nearest right values.
    """
    text = request.query_params.get(name)
    if text is not None and text not in known:
        detail = f"{text[:60]!r} is not one of {', '.join(known)}"
        near = nearest(text, known, otherwise=known)
        raise QueryRefused([ErrorDetail(detail, near, parameter=name)])
    return text


def parse_integer(request: Request, name: str) -> int | None:
    """The parameter's value as a whole number of at most 15 digits. Raises `QueryRefused`."""
    text = request.query_params.get(name)
    if text is None:
        return None
    if not (text.isascii() and text.isdigit() and len(text) <= 15):
        raise QueryRefused([ErrorDetail(f"{name} is a whole number", parameter=name)])
    return int(text)


def parse_datasets(request: Request) -> list[str]:
    """The keys of the datasets asked for: all that are not simulated where none is. Raises
    `QueryRefused`.
    """
    simulated = dict(Dataset.objects.values_list("key", "simulated"))
    key = request.query_params.get("dataset")
    if key is None:
        return [known for known, fake in simulated.items() if not fake]
    if key not in simulated:
        detail = f"no dataset is named {key[:60]!r}; these are: {', '.join(simulated)}"
        raise QueryRefused([ErrorDetail(detail, nearest(key, simulated), parameter="dataset")])
    return [key]
