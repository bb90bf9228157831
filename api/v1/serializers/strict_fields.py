"""Serializer fields without coercion: no text for a number, no unknown name; an error names the
nearest valid value.
"""

import datetime as dt
import re
from collections.abc import Collection, Mapping, Sequence
from contextlib import suppress
from decimal import Decimal
from typing import Any, ClassVar

from rest_framework import serializers
from rest_framework.exceptions import ValidationError
from rest_framework.fields import empty

from api.problems.refusals import ErrorCode, ValueRefused
from core.languages.messages import Message
from partners.errors import NameFault
from partners.names.nearest import nearest_names

# The nearest names of each unknown field are searched by similarity, which is slow: a body of 1 MB
# may hold a hundred thousand unknown names.
_MOST_UNKNOWN = 20
_DAY = re.compile(r"\d{4}-\d\d-\d\d", re.ASCII)
# Wider than any priority list, and far from the limits of date types, so that arithmetic on a
# date (time zones, ranges) cannot overflow.
FIRST_YEAR, LAST_YEAR = 1949, 2199
_THOUSANDTH = Decimal("0.001")
_LIMITS = ("max_length", "min_length", "max_value", "min_value")


class UnknownField(NameFault):
    """The body has a name that is not a field."""

    code = "unknown_field"

    def __init__(self, name: str, fields: Collection[str]) -> None:
        self.fields, self.nearest = fields, nearest_names(name, fields)
        super().__init__(name)

    def __str__(self) -> str:
        name = self.args[0][:60]
        if self.nearest:
            return Message(
                "no field is called {name!r}; the nearest is {nearest}",
                name=name,
                nearest=self.nearest[0],
            )
        return Message(
            "no field is called {name!r}; known are {known}",
            name=name,
            known=", ".join(self.fields),
        )


def _kind(value: Any) -> str:
    # bool is a subclass of int, so it must be tested before the numbers.
    if isinstance(value, bool):
        return Message("true or false")
    names: Mapping[type, str] = {
        str: Message("text"),
        int: Message("a number"),
        Decimal: Message("a number"),
        list: Message("a list"),
        dict: Message("an object"),
    }
    return names.get(type(value), "null")


class ErrorMessagesMixin:
    """Error messages that all strict fields share."""

    default_error_messages: ClassVar[dict[str, Any]] = {
        "required": "is missing",
        "null": "is null: omit it, or give a value",
        "blank": "is empty",
        "max_length": "at most {max_length} characters",
        "min_length": "at least {min_length} characters",
        "max_value": "at most {max_value}",
        "min_value": "at least {min_value}",
    }

    def run_validators(self, value: Any) -> None:
        """Run the validators of DRF, whose messages are texts alone: keep the templates."""
        try:
            super().run_validators(value)  # type: ignore[misc]
        except ValidationError as fault:
            if not isinstance(fault.detail, list):
                raise
            raise ValidationError([self._with_template(one) for one in fault.detail]) from None

    def _with_template(self, error: Any) -> Any:
        # The code of a limit is also the name of the attribute that holds it.
        name = str(getattr(error, "code", ""))
        if name not in _LIMITS:
            return error
        template: str = self.error_messages[name]  # type: ignore[attr-defined]
        said = Message(template, **{name: getattr(self, name)})
        return serializers.ErrorDetail(said, ErrorCode.saying(said, name))


class StrictCharField(ErrorMessagesMixin, serializers.CharField):
    """A string; 1 to 120 characters by default."""

    def __init__(self, **options: Any) -> None:
        super().__init__(**{"max_length": 120, **options})

    def run_validation(self, data: Any = empty) -> Any:
        # The type is checked before DRF's own validation, which converts any value (also a list of
        # 1 MB) to a string to see whether it is blank.
        if not (data is None or data is empty or isinstance(data, str)):
            raise ValueRefused(
                Message("text is needed, not {kind}", kind=_kind(data)), "wrong_type"
            )
        return super().run_validation(data)


class StrictIntegerField(ErrorMessagesMixin, serializers.IntegerField):
    """A JSON number without a fraction."""

    def to_internal_value(self, data: Any) -> int:
        # DRF would accept "12" and true: a client that sends them has a bug that it should see.
        if isinstance(data, Decimal) and _is_whole(data):
            return int(data)
        if isinstance(data, bool) or not isinstance(data, int):
            given = Message("a fraction") if isinstance(data, Decimal) else _kind(data)
            raise ValueRefused(
                Message("a whole number is needed, not {given}", given=given), "wrong_type"
            )
        return data


def _is_whole(number: Decimal) -> bool:
    """Is it an integer as JSON Schema means it, which 12.0 and 1e2 are? None that is too long to be
    one of ours.
    """
    exponent = number.as_tuple().exponent
    return isinstance(exponent, int) and -18 <= exponent <= 18 and number % 1 == 0


class StrictNumberField(ErrorMessagesMixin, serializers.FloatField):
    """A JSON number with at most three decimals. Integers stay integers."""

    def to_internal_value(self, data: Any) -> float:
        if isinstance(data, bool) or not isinstance(data, int | Decimal):
            raise ValueRefused(
                Message("a number is needed, not {kind}", kind=_kind(data)), "wrong_type"
            )
        # Bounds first: 1e999999999 is a short text, but its integer form would exhaust the memory.
        for outside in (self._above(data), self._below(data)):
            if outside:
                raise ValueRefused(outside, "out_of_range")
        # Three decimals fit the column types and every unit; a longer fraction would be rounded
        # silently.
        exact = Decimal(data)
        if exact != exact.quantize(_THOUSANDTH):
            raise ValueRefused("a number has at most three decimals", "out_of_range")
        return int(exact) if exact == exact.to_integral_value() else float(exact)

    def to_representation(self, value: Any) -> float:  # type: ignore[override]
        return int(value) if value == int(value) else float(value)

    def _above(self, data: int | Decimal) -> str:
        return (
            Message("at most {max_value}", max_value=self.max_value)
            if self.max_value is not None and data > self.max_value
            else ""
        )

    def _below(self, data: int | Decimal) -> str:
        return (
            Message("at least {min_value}", min_value=self.min_value)
            if self.min_value is not None and data < self.min_value
            else ""
        )


class StrictDateField(ErrorMessagesMixin, serializers.DateField):
    """A date in the format YYYY-MM-DD and no other."""

    def to_internal_value(self, data: Any) -> dt.date:
        found = None
        # fromisoformat alone also accepts 20260224 and week dates.
        if isinstance(data, str) and _DAY.fullmatch(data):
            with suppress(ValueError):
                found = dt.date.fromisoformat(data)
        if found is None:
            near = ErrorCode.with_nearest("no_day", ["2026-02-24"])
            raise ValueRefused("a date in the format YYYY-MM-DD is needed", near)
        _refuse_far(found)
        return found


class StrictDateTimeField(ErrorMessagesMixin, serializers.DateTimeField):
    """An instant: date and time with a UTC offset."""

    def to_internal_value(self, data: Any) -> dt.datetime:
        found = None
        if isinstance(data, str):
            with suppress(ValueError):
                found = dt.datetime.fromisoformat(data)
        # Without an offset the instant would depend on the time zone of the server.
        if not found or not found.tzinfo:
            near = ErrorCode.with_nearest("no_instant", ["2026-02-24T09:30:00+08:00"])
            raise ValueRefused("an instant with a UTC offset is needed", near)
        instant = to_utc(found)
        _refuse_far(instant)
        return instant


def to_utc(instant: dt.datetime) -> dt.datetime:
    """Return the instant in UTC, because PostgreSQL accepts no offset of 16 hours or more. An
    instant beyond the calendar becomes its first or last instant.
    """
    try:
        return instant.astimezone(dt.UTC)
    except OverflowError:
        # Only the first and last day of the calendar can overflow, so the sign follows from the
        # year.
        end = dt.datetime.min if instant.year == dt.MINYEAR else dt.datetime.max
        return end.replace(tzinfo=dt.UTC)


def year_range_error(day: dt.date) -> tuple[str, tuple[str, ...]] | None:
    """Return the message and the nearest valid day for a day or instant outside the accepted
    years; None if it lies within.
    """
    if FIRST_YEAR <= day.year <= LAST_YEAR:
        return None
    nearest_day = f"{FIRST_YEAR}-01-01" if day.year < FIRST_YEAR else f"{LAST_YEAR}-12-31"
    return Message(
        "out of range: {first_year} to {last_year} are accepted",
        first_year=FIRST_YEAR,
        last_year=LAST_YEAR,
    ), (nearest_day,)


def _refuse_far(day: dt.date) -> None:
    if far := year_range_error(day):
        # The suggested value must itself be valid for the field, so an instant gets a time.
        time = "T00:00:00Z" if isinstance(day, dt.datetime) else ""
        near = ErrorCode.with_nearest("too_far", [f"{nearest_day}{time}" for nearest_day in far[1]])
        raise ValueRefused(far[0], near)


class StrictChoiceField(ErrorMessagesMixin, serializers.ChoiceField):
    """A string from a fixed set."""

    def to_internal_value(self, data: Any) -> str:
        if not isinstance(data, str):
            raise ValueRefused(
                Message("text is needed, not {kind}", kind=_kind(data)), "wrong_type"
            )
        if data == "" and self.allow_blank:
            return data
        if data not in self.choices:
            known = list(self.choices)
            raise ValueRefused(
                Message("{data!r} is not one of {known}", data=data[:60], known=", ".join(known)),
                ErrorCode.with_nearest(
                    "invalid_choice", nearest_names(data, known, otherwise=known)
                ),
            )
        return data


class StrictBooleanField(ErrorMessagesMixin, serializers.BooleanField):
    """JSON true or false: no other value and no text stands for either."""

    def to_internal_value(self, data: Any) -> bool:
        if not isinstance(data, bool):
            raise ValueRefused(Message("must be true or false, not {kind}", kind=_kind(data)))
        return data


class StrictListField(ErrorMessagesMixin, serializers.ListField):
    """A JSON list; at most 50 values by default."""

    def __init__(self, **options: Any) -> None:
        super().__init__(**{"max_length": 50, **options})

    def to_internal_value(self, data: Any) -> list[Any]:
        if not isinstance(data, list):
            raise ValueRefused(
                Message("a list is needed, not {kind}", kind=_kind(data)), "wrong_type"
            )
        # DRF checks the length last, after validating each of hundreds of thousands of items.
        if self.max_length is not None and len(data) > self.max_length:
            raise ValueRefused(
                Message("at most {max_length} values", max_length=self.max_length), "max_length"
            )
        return super().to_internal_value(data)


class StrictDictField(ErrorMessagesMixin, serializers.DictField):
    """A JSON object with freely chosen names, all of whose values have one type."""

    # Weights are the only use: there are fewer than 20 components.
    most, longest_name = 20, 120

    def to_internal_value(self, data: Any) -> dict[str, Any]:
        if not isinstance(data, dict):
            raise ValueRefused(
                Message("an object is needed, not {kind}", kind=_kind(data)), "wrong_type"
            )
        if len(data) > self.most:
            raise ValueRefused(Message("at most {most} names", most=self.most), "max_length")
        if any(len(name) > self.longest_name for name in data):
            raise ValueRefused(
                Message(
                    "a name has at most {longest_name} characters", longest_name=self.longest_name
                ),
                "max_length",
            )
        return super().to_internal_value(data)


class StrictSerializer(ErrorMessagesMixin, serializers.Serializer[Any]):
    """A JSON object whose names are all fields. An unknown name is an error, at any depth."""

    def to_internal_value(self, data: Any) -> Any:
        if not isinstance(data, Mapping):
            fault = Message("an object is needed, not {kind}", kind=_kind(data))
            error = serializers.ErrorDetail(fault, ErrorCode.saying(fault, "wrong_type"))
            raise ValidationError({"non_field_errors": [error]})
        # Unknown names and invalid values are reported together, so that a client can mend all of
        # them in a single round.
        errors = self._unknown([name for name in data if name not in self.fields])
        try:
            value = super().to_internal_value(data)
        except ValidationError as fault:
            raise ValidationError({**self._by_name(fault), **errors}) from None
        if errors:
            raise ValidationError(errors)
        return value

    def _by_name(self, fault: ValidationError) -> Mapping[str, Any]:
        return (
            fault.detail
            if isinstance(fault.detail, Mapping)
            else {"non_field_errors": fault.detail}
        )

    def _unknown(self, names: Sequence[str]) -> dict[str, list[serializers.ErrorDetail]]:
        """Return an error for each of the first unknown names; the last error also counts the
        remaining ones.
        """
        listed = names[:_MOST_UNKNOWN]
        found = {}
        for name in listed:
            fault = UnknownField(name, self.fields)
            times = 1 + len(names) - len(listed) if name == listed[-1] else 1
            # The sentence, which searches for the nearest, is made by the few that are told.
            code = ErrorCode.from_name_fault(fault, times)
            found[name] = [serializers.ErrorDetail(name[:60], code)]
        return found
