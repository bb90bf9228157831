"""Continue what somebody types into a field of a brief."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from itertools import islice

from matcher import loaded
from matcher.briefs.brief_reader import MADE, SERVED
from partners.lexicon import shared_lexicon
from partners.lexicon.normal import is_chinese
from partners.names import making, units, vocabulary
from partners.names.certificates import search_certificates
from partners.reference.reference_loader import read_atlas


def suggest(field: str, typed: str, limit: int = 8) -> list[str]:
    """Return at most `limit` values of the field, a name of a brief's, that continue what was
    typed; none for a field that takes any text.
    """
    typed = typed.strip()
    find = _FINDERS.get(field)
    if not typed or find is None:
        return []
    return list(dict.fromkeys(islice(find(typed), 4 * limit)))[:limit]


def _terms(kinds: Iterable[str]) -> Callable[[str], Iterator[str]]:
    chosen = tuple(kinds)

    def find(typed: str) -> Iterator[str]:
        known = loaded.names().sectors.rows
        found = shared_lexicon().complete(typed, 40, chosen)
        return (one.term for one in found if one.code in known)

    return find


def _places(typed: str) -> Iterator[str]:
    """Provinces first, then prefectures; by the beginning of a name in either language."""
    key = typed.casefold()
    rows = sorted(read_atlas().places.values(), key=lambda one: (not one.is_province, one.code))
    for row in rows:
        for name in (row.name_en, row.name_zh, row.pinyin):
            if name.casefold().startswith(key):
                yield row.name_zh if is_chinese(typed[0]) else row.name_en
                break


def _certificates(typed: str) -> Iterator[str]:
    return (row.name for row in search_certificates(typed))


def _spelled(
    spellings: Callable[[], Mapping[str, str]], name: Callable[[str, str], str]
) -> Callable[[str], Iterator[str]]:
    def find(typed: str) -> Iterator[str]:
        key = typed.casefold()
        locale = "zh" if is_chinese(typed[0]) else "en"
        codes = (code for text, code in spellings().items() if text.startswith(key))
        return (name(code, locale) for code in dict.fromkeys(codes))

    return find


def _beginning(names: Callable[[], Iterable[str]]) -> Callable[[str], Iterator[str]]:
    def find(typed: str) -> Iterator[str]:
        key = typed.casefold()
        return (one for one in names() if one.startswith(key))

    return find


_FINDERS: Mapping[str, Callable[[str], Iterator[str]]] = {
    "products": _terms(MADE),
    "sectors": _terms(MADE),
    "services": _terms(SERVED),
    "client_sector": _terms(MADE),
    "client_place": _places,
    "provinces": _places,
    "certifications": _certificates,
    "languages": _spelled(vocabulary.language_spellings, vocabulary.language_name),
    "markets": _spelled(vocabulary.market_spellings, vocabulary.market_name),
    "processes": _beginning(making.processes),
    "materials": _beginning(making.materials),
    "order_unit": _beginning(lambda: units.UNITS_BY_SPELLING),
}
