"""Query parameters with a fixed set of values, integers and datasets."""

from collections.abc import Collection

from django.db import connection
from rest_framework.request import Request

from api.problems.refusals import ErrorDetail, QueryRefused
from core.languages.messages import Message
from partners.names.nearest import nearest_names


def parse_choice(request: Request, name: str, known: Collection[str]) -> str | None:
    """Return the value of the parameter; None if it is absent. Raises `QueryRefused` with the
    nearest valid values.
    """
    text = request.query_params.get(name)
    if text is not None and text not in known:
        detail = Message("{text!r} is not one of {known}", text=text[:60], known=", ".join(known))
        near = nearest_names(text, known, otherwise=known)
        raise QueryRefused([ErrorDetail(detail, near, parameter=name)])
    return text


def parse_integer(request: Request, name: str) -> int | None:
    """Return the value of the parameter as an integer of at most 15 digits; None if it is absent.
    Raises `QueryRefused`.
    """
    text = request.query_params.get(name)
    return None if text is None else _integer(name, text)


def parse_integers(request: Request, name: str, *, least: int, most: int) -> list[int]:
    """Return the values of a parameter that is repeated, each once. Raises `QueryRefused` where
    they are fewer than `least` or more than `most`.
    """
    values = [_integer(name, text) for text in request.query_params.getlist(name)]
    found = list(dict.fromkeys(values))
    if not least <= len(found) <= most:
        detail = Message(
            "name {least} to {most} different ones, as {name}=…&{name}=…",
            least=least,
            most=most,
            name=name,
        )
        raise QueryRefused([ErrorDetail(detail, parameter=name)])
    return found


def _integer(name: str, text: str) -> int:
    # 15 digits fit every integer column; `int` alone also accepts signs, underscores and other
    # scripts.
    if not (text.isascii() and text.isdigit() and len(text) <= 15):
        raise QueryRefused(
            [ErrorDetail(Message("{name} must be an integer", name=name), parameter=name)]
        )
    return int(text)


def parse_datasets(request: Request) -> list[str]:
    """Return the keys of the requested datasets; by default all that are not simulated. Raises
    `QueryRefused`.
    """
    with connection.cursor() as cursor:
        # Every list of partners asks: the query set takes longer than PostgreSQL.
        cursor.execute("SELECT key, simulated FROM partners_dataset ORDER BY key")
        simulated: dict[str, bool] = dict(cursor.fetchall())
    key = request.query_params.get("dataset")
    if key is None:
        return [known for known, fake in simulated.items() if not fake]
    if key not in simulated:
        detail = Message(
            "there is no dataset {key!r}; the datasets are: {simulated}",
            key=key[:60],
            simulated=", ".join(simulated),
        )
        raise QueryRefused(
            [ErrorDetail(detail, nearest_names(key, simulated), parameter="dataset")]
        )
    return [key]
