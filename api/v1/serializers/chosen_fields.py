"""Rows of which a caller chooses the fields."""

from collections.abc import Callable
from functools import cache
from typing import Any, ClassVar

from drf_spectacular.utils import OpenApiParameter
from rest_framework import serializers
from rest_framework.request import Request

from api.requests.representation import parse_list


class WithChosenFields(serializers.Serializer[Any]):
    """A shape of which the parameter `fields` leaves out all fields but `always`."""

    always: ClassVar[tuple[str, ...]] = ()

    def get_fields(self) -> dict[str, serializers.Field[Any, Any, Any, Any]]:
        fields = super().get_fields()
        for name, field in fields.items():
            field.required = name in self.always
        return fields

    @classmethod
    @cache
    def known(cls) -> tuple[str, ...]:
        """The names of the fields."""
        # To make the fields takes longer than to render a row.
        return tuple(cls().fields)

    @classmethod
    def parameter(cls) -> OpenApiParameter:
        """The parameter that names the fields to show."""
        kept = " and ".join(f"`{name}`" for name in cls.always)
        return OpenApiParameter(
            "fields",
            str,
            description=f"Show only these fields of each row besides {kept}, separated by commas, "
            f"of: {', '.join(cls.known())}.",
        )

    @classmethod
    def chosen(cls, request: Request) -> frozenset[str] | None:
        """The fields to show; None where all are. Raises `QueryRefused`."""
        named = parse_list(request, "fields", cls.known())
        return None if named is None else frozenset((*cls.always, *named))

    @classmethod
    def rendering(
        cls, request: Request, render: Callable[[Any], dict[str, Any]]
    ) -> Callable[[Any], dict[str, Any]]:
        """The function `render`, but for the fields that are not to be shown. Raises
        `QueryRefused`.
        """
        fields = cls.chosen(request)
        if fields is None:
            return render
        return lambda row: {name: one for name, one in render(row).items() if name in fields}
