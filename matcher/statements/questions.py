"""The questions that answers ask of partners, and the form of what a partner says to each.

A value has the form that it has among the facts of a partner, and is read as these are: every word
becomes a code, every unit is known, every fault names the nearest right values.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from core.faults import Fault
from core.languages.messages import Message
from partners.errors import NameFault
from partners.name_resolvers import NameResolvers
from partners.names.certificates import certificate_key, certificate_name
from partners.registry.records import OrganisationFacts
from partners.registry.written_facts import FactsRefused, merge_written

# As it is stored and shown: numbers, texts, lists and objects of these.
Value = Any
_SERVED_SECTORS = ("manufacturing", "emerging")


@dataclass(frozen=True)
class Question:
    """`read` gives the value in codes; it raises `FactsRefused` with pointers within the value."""

    key: str
    read: Callable[[Value, NameResolvers], Value]


def _facts(changes: Mapping[str, Any], at: Mapping[str, str], names: NameResolvers) -> Any:
    """What the facts of a partner would be. `at`: where each fact of these stands in the value."""
    try:
        return merge_written(OrganisationFacts(), changes, names)
    except FactsRefused as refused:
        raise FactsRefused(_moved(fault, at) for fault in refused.faults) from None


def _moved(fault: Fault, at: Mapping[str, str]) -> Fault:
    for fact, place in at.items():
        if fault.pointer.startswith(fact):
            return replace(fault, pointer=place + fault.pointer.removeprefix(fact))
    return fault


def _quantity(name: str) -> Callable[[Value, NameResolvers], Value]:
    def read(value: Value, names: NameResolvers) -> Value:
        found = _facts({"profile": {name: value}}, {f"/profile/{name}": ""}, names).profile
        return {"amount": value["amount"], "unit": getattr(found, f"{name}_unit")}

    return read


def _listing(name: str) -> Callable[[Value, NameResolvers], Value]:
    def read(value: Value, names: NameResolvers) -> Value:
        changes = {"profile": {name: value["listed"]}}
        found = _facts(changes, {f"/profile/{name}": "/listed"}, names).profile
        return {"listed": list(getattr(found, name)), "complete": bool(value.get("complete"))}

    return read


def _certificates(value: Value, names: NameResolvers) -> Value:
    found = _facts({"certificates": value["held"]}, {"/certificates": "/held"}, names).certificates
    held = [
        {
            "standard": one.standard,
            "valid_from": one.valid_from and str(one.valid_from),
            "valid_until": one.valid_until and str(one.valid_until),
        }
        for one in found
    ]
    return {"held": held, "complete": bool(value.get("complete"))}


def _place(value: Value, names: NameResolvers) -> Value:
    return _facts({"place": value}, {"/place": ""}, names).place


def _as_it_is(value: Value, names: NameResolvers) -> Value:
    return value


def _each(find: Callable[[str, NameResolvers], str]) -> Callable[[Value, NameResolvers], Value]:
    """Each text of a list as `find` reads it, once."""

    def read(value: Sequence[str], names: NameResolvers) -> Value:
        found, faults = [], []
        for n, text in enumerate(value):
            try:
                found.append(find(text, names))
            except NameFault as fault:
                faults.append(Fault(f"/{n}", fault, fault.nearest))
        if faults:
            raise FactsRefused(faults)
        return list(dict.fromkeys(found))

    return read


def _word(text: str, names: NameResolvers) -> str:
    if not any(map(str.isalnum, text)):
        raise NameFault(Message("{text!r} holds no letter or digit", text=text))
    return " ".join(text.split())


def _sector(text: str, names: NameResolvers) -> str:
    return names.sectors.resolve(text, _SERVED_SECTORS).code


def _standard(text: str, names: NameResolvers) -> str:
    if not certificate_key(text):
        raise NameFault(Message("{text!r} names no certificate", text=text))
    return certificate_name(text)


QUESTIONS: Mapping[str, Question] = {
    key: Question(key, read)
    for key, read in {
        "minimum_order": _quantity("minimum_order"),
        "capacity": _quantity("monthly_capacity"),
        "lead_time": _as_it_is,
        "certificates": _certificates,
        "validity": _certificates,
        "tests_for": _each(_standard),
        "languages": _listing("languages"),
        "markets": _listing("markets"),
        "products": _each(_word),
        "processes": _each(_word),
        "materials": _each(_word),
        "specialities": _each(_word),
        "client_sector": _each(_sector),
        "place": _place,
        "evidence": _as_it_is,
    }.items()
}
