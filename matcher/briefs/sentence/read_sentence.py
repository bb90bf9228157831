"""Read a sentence: each reader takes the words that it uses; the words that are left are told."""

import re
from typing import Any, NoReturn

from core.faults import Fault
from matcher.briefs.sentence.amounts import read_amounts
from matcher.briefs.sentence.attributes import read_attributes
from matcher.briefs.sentence.buyer_text import BuyerText
from matcher.briefs.sentence.certificate_wishes import read_certificates
from matcher.briefs.sentence.compose import Composer
from matcher.briefs.sentence.goods import AsksLexicon, WordReader
from matcher.briefs.sentence.hard_wishes import read_hard_wishes
from matcher.briefs.sentence.locations import PlaceMention, read_places
from matcher.briefs.sentence.markets import read_markets
from matcher.briefs.sentence.reading import Findings, SentenceReading, Understood, UnusedReason
from matcher.briefs.sentence.spoken_languages import read_languages
from matcher.briefs.sentence.text_language import foreign_language, read_other_scripts
from matcher.errors import BriefRefused
from partners.name_resolvers import NameResolvers

LONGEST_TEXT = 2_000
EXAMPLES = (
    "500 stainless steel bottles, LFGB, 45 days, to France",
    "找宁波的玩具厂，EN71，2000件",
)
# Fields of a brief with one value; all others are lists.
_SINGLE = ("order_quantity", "order_unit", "lead_time_days", "incoterm", "target_price")
_MOST_VALUES = 50
_AGAINST = re.compile(
    r"(?:(?<![a-z])(?:no|not|without|except(?:\sfor)?|excluding|other\sthan|avoid"
    r"|non)(?:\s(?:from|in|near|need(?:ed)?|a|any|the))?[\s-]|"
    r"不要|不需要|不用|无需|除了|除|不含|不在|不出口|不发|非)$"
)


def read_sentence(text: str, names: NameResolvers, lexicon: AsksLexicon) -> SentenceReading:
    """Read a buyer's text. Raises `BriefRefused`, with an example, where nothing can be looked for
    in it, where it is in another language, and where it is longer than `LONGEST_TEXT`.
    """
    if len(text) > LONGEST_TEXT:
        _refuse(f"the text has {len(text)} characters; at most {LONGEST_TEXT} are read")
    buyer = BuyerText(text)
    findings = Findings(buyer)
    if language := foreign_language(buyer):
        _refuse(
            f"the text looks like {language}; English and Chinese are read, such as {_examples()}"
        )
    places, hard = _read_wishes(buyer, names, findings)
    seeking = Composer(buyer, WordReader(lexicon), places, findings).compose()
    sought = any(findings.has(name) for name in ("sectors", "services", "products"))
    if not sought:
        _refuse(
            f"the text names no goods and no service that we know{_unknown(buyer, findings)}; "
            f"say what is looked for, such as {_examples()}"
        )
    return SentenceReading(
        text,
        _brief(seeking or "manufacturer", findings, hard),
        tuple(sorted(findings.understood, key=lambda one: (one.start, one.field))),
        tuple(sorted(findings.not_understood, key=lambda one: one.start)),
    )


def _read_wishes(
    buyer: BuyerText, names: NameResolvers, findings: Findings
) -> tuple[list[PlaceMention], list[str]]:
    """Read all but the goods and services. The order matters: "ISO 9001" is no number of pieces."""
    read_other_scripts(buyer, findings)
    read_certificates(buyer, findings)
    read_amounts(buyer, findings)
    read_languages(buyer, findings)
    read_markets(buyer, findings)
    places = read_places(buyer, names, findings)
    _turn_against(buyer, findings)
    hard = read_hard_wishes(buyer, findings)
    read_attributes(buyer, findings)
    kept = [place for place in places if not buyer.before(place.start, _AGAINST)]
    for place in places:
        if place not in kept:
            findings.tell(place.start, place.end, UnusedReason.AGAINST)
    return kept, hard


def _turn_against(buyer: BuyerText, findings: Findings) -> None:
    """Tell the wishes that the text says it does not have: "no CE needed"."""
    for one in list(findings.understood):
        if one.field in ("certifications", "markets", "languages") and buyer.before(
            one.start, _AGAINST
        ):
            findings.understood.remove(one)
            findings.tell(one.start, one.end, UnusedReason.AGAINST)


def _brief(seeking: str, findings: Findings, hard: list[str]) -> dict[str, Any]:
    brief: dict[str, Any] = {"seeking": seeking}
    client: dict[str, Any] = {}
    for one in findings.understood:
        _put(client if one.field.startswith("client.") else brief, one)
    if client:
        brief["client"] = client
    if hard := [name for name in hard if name in brief]:
        brief["require"] = hard
    return brief


def _put(into: dict[str, Any], one: Understood) -> None:
    name = one.field.removeprefix("client.")
    if name in _SINGLE or one.field.startswith("client."):
        into[name] = one.value
    elif one.value not in into.setdefault(name, []) and len(into[name]) < _MOST_VALUES:
        into[name].append(one.value)


def _unknown(buyer: BuyerText, findings: Findings) -> str:
    words = [
        buyer.text[one.start : one.end]
        for one in findings.not_understood
        if one.reason is UnusedReason.UNKNOWN
    ]
    return f" ({', '.join(words[:3])})"[:160] if words else ""


def _examples() -> str:
    return " or ".join(f'"{example}"' for example in EXAMPLES)


def _refuse(detail: str) -> NoReturn:
    raise BriefRefused([Fault("/text", detail, EXAMPLES)])
