"""Find what a command names; a wrong name ends the command with a sentence."""

from django.core.management.base import CommandError

from firms import members
from firms.models import ApiKey, Firm, Member


def find_firm(name: str) -> Firm:
    """Return the firm with this name. Raises `CommandError`."""
    found = Firm.objects.filter(name=name).first()
    if found is None:
        known = ", ".join(Firm.objects.values_list("name", flat=True)[:20]) or "none yet"
        raise CommandError(f"no firm is called {name}; the firms are: {known}")
    return found


def find_member(firm: Firm, email: str) -> Member:
    """Return the member of the firm with this address. Raises `CommandError`."""
    found = members.find_member(firm, email)
    if found is None:
        raise CommandError(f"{email} is no member of {firm}: set_member enters one")
    return found


def find_key(text: str) -> ApiKey:
    """Return the key with this id, or with this whole text. Raises `CommandError`."""
    prefix = text.split("_")[1] if text.count("_") >= 2 else text
    found = ApiKey.objects.select_related("firm").filter(prefix=prefix).first()
    if found is None:
        raise CommandError("no key has this id: list_keys shows them")
    return found
