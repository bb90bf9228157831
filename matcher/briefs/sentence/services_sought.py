"""A brief that seeks providers: the services, the client and its place, and where to search."""

from matcher.briefs.sentence.locations import PlaceMention
from matcher.briefs.sentence.phrases import is_subject
from matcher.briefs.sentence.reading import UnusedReason
from matcher.briefs.sentence.sought import GoodsSought, Service, Sought
from partners.lexicon import Outcome, Resolution

_LOGISTICS, _TESTING = "PS02", "PS014"
# Accreditations that laboratories and inspection bodies hold themselves.
_OF_LABORATORIES = frozenset(
    (
        "ISO 17025", "ISO/IEC 17025", "ISO 17020", "ISO/IEC 17020", "ISO 9001",
        "CNAS", "CMA", "CAL", "ILAC", "A2LA",
    )
)  # fmt: skip


def add_services(sought: Sought) -> None:
    """Add the services that a text asks for, their client, and the places."""
    clients: list[GoodsSought] = []
    for one in sought.found:
        if isinstance(one, Service) and one.phrase.own:
            # "A bank in Shanghai wants software": what the buyer does itself.
            sought.left.append((one.phrase, UnusedReason.BUYER))
        elif isinstance(one, Service):
            _add_service(sought, one)
            clients += [one.of] if one.of else []
        else:
            clients.append(one)
    client = _add_client(sought, clients)
    _place_services(sought, client)
    _tell_tests(sought)


def _add_service(sought: Sought, service: Service) -> None:
    note = service.meaning.results[0].because
    for one in service.meaning.results:
        sought.findings.add("services", one.code, service.phrase.start, service.phrase.end, note)


def _add_client(sought: Sought, clients: list[GoodsSought]) -> GoodsSought | None:
    """Add the sector of the client: a brief has one. Of several choices none is guessed."""
    chosen = None
    for one in sorted(clients, key=lambda goods: (not goods.phrase.own, goods.phrase.start)):
        phrase = one.phrase
        if chosen is not None:
            sought.left.append((phrase, UnusedReason.SECOND))
            continue
        code = _one_code(one.meaning)
        if code is None:
            sought.left.append((phrase, UnusedReason.AMBIGUOUS))
            continue
        chosen = one
        sought.findings.add(
            "client.sector", code, phrase.start, phrase.end, one.meaning.results[0].because
        )
    return chosen


def _place_services(sought: Sought, client: GoodsSought | None) -> None:
    """Put each place where it belongs: with the client, or where providers are sought."""
    for place in sought.places:
        where = "client.place" if _is_clients(sought, place, client) else "provinces"
        if where == "client.place" and sought.findings.has("client.place"):
            sought.findings.tell(place.start, place.end, UnusedReason.SECOND)
        else:
            sought.findings.add(where, place.value, place.start, place.end)


def _is_clients(sought: Sought, place: PlaceMention, client: GoodsSought | None) -> bool:
    services = [str(one.value) for one in sought.findings.understood if one.field == "services"]
    sends = sought.findings.has("markets") or any(
        one.reason is UnusedReason.DELIVERY for one in sought.findings.not_understood
    )
    if any(code.startswith(_LOGISTICS) for code in services) and sends and place.cue != "in":
        # The start of a route: the goods are there, the forwarder need not be.
        return True
    if client is None:
        return False
    phrase = client.phrase
    same = sought.text.clause(place.start) == sought.text.clause(phrase.start)
    if is_subject(sought.text, phrase.start):
        return is_subject(sought.text, place.start)
    if phrase.own:
        # "We are in Qingdao, we make tyres": the clause beside counts as well.
        return abs(sought.text.clause(place.start) - sought.text.clause(phrase.start)) <= 1
    return same and phrase.maker and place.start > phrase.start


def _tell_tests(sought: Sought) -> None:
    """A tester does not hold the certificates that it tests for."""
    services = [str(one.value) for one in sought.findings.understood if one.field == "services"]
    if not any(code.startswith(_TESTING) for code in services):
        return
    for one in [one for one in sought.findings.understood if one.field == "certifications"]:
        if one.value not in _OF_LABORATORIES:
            sought.findings.understood.remove(one)
            sought.findings.tell(one.start, one.end, UnusedReason.TEST)


def _one_code(meaning: Resolution) -> str | None:
    """The sector of a meaning; of several groups of one division the division."""
    codes = [one.code for one in meaning.results]
    if meaning.outcome is Outcome.UNDERSTOOD or len(codes) == 1:
        return codes[0]
    divisions = {code[:3] for code in codes}
    is_one_division = len(divisions) == 1 and codes[0].startswith("C")
    return divisions.pop() if is_one_division else None
