"""How operations that give tables are documented."""

from collections.abc import Callable, Mapping, Sequence
from typing import Any

from drf_spectacular.utils import OpenApiParameter

from api.openapi.operations import ETAG, OperationDescription, ViewMethod, describe_operation
from api.requests.table_formats import SUFFIX, TABLE_FORMATS, XLSX
from api.v1.etags import IF_NONE_MATCH

_BINARY = {"type": "string", "format": "binary"}
# What an operation gives besides JSON, where the caller accepts it.
TABLE_ANSWERS: Mapping[Any, Any] = {
    **{(200, one.media_type): _BINARY if one is XLSX else str for one in TABLE_FORMATS},
    304: None,
}
TABLE_PARAMETERS = (
    IF_NONE_MATCH,
    ETAG,
    OpenApiParameter(
        "Content-Disposition",
        str,
        OpenApiParameter.HEADER,
        description="Only of a table: the name of the file.",
        response=[200],
    ),
)


def describe_table(
    description: OperationDescription, parameters: Sequence[OpenApiParameter] = ()
) -> Callable[[ViewMethod], ViewMethod]:
    """Document an operation that gives a table by the suffix of its address."""
    return describe_operation(
        **description,
        parameters=(*parameters, SUFFIX, *TABLE_PARAMETERS),
        answers=TABLE_ANSWERS,
    )
