"""Find partners by what somebody types: names in either language, pinyin, initials, identifiers."""

from __future__ import annotations

import re

from django.contrib.postgres.search import TrigramSimilarity, TrigramWordSimilarity
from django.db.models import Case, IntegerField, Q, Value, When
from django.db.models.functions import Cast, Greatest, Length

from partners.identity.parsed_name import is_chinese, normalise
from partners.models import Alias
from partners.models.partner import PartnerQuerySet

LONGEST_QUERY = 120
# What a ranked answer holds at most: nobody reads on, and a page further is sorted in memory.
MOST_FOUND = 1_000
_PINYIN = re.compile(r"[^\W\d_]+(?:['’ -]?[^\W\d_]+)*")
_IDENTIFIERS = ("uscc", "lei", "customs", "stock", "website")
_EXCHANGES = ("SH", "SZ", "BJ")
# Ranks from the surest to the least sure kind of find; a likeness adds up to 100.
_IDENTIFIER, _EXACT, _BEGINS, _CONTAINS, _SOUNDS, _ALIKE = 1_000, 900, 800, 700, 500, 300


def ranked_partners(rows: PartnerQuerySet, text: str) -> list[tuple[int, int, int]]:
    """(-rank, length of the name, partner id) of the partners that a text finds, best first.

    Traditional characters find simplified ones. At most `MOST_FOUND`; an empty text finds none.
    """
    typed = " ".join(normalise(text[:LONGEST_QUERY]).split())
    if not typed:
        return []
    found = rows.filter(_candidates(typed)).annotate(
        rank=_rank(typed), length=Length("name_zh") + Length("name_en")
    )
    best = found.order_by("-rank", "length", "pk")[:MOST_FOUND]
    return [(-rank, length, pk) for rank, length, pk in best.values_list("rank", "length", "pk")]


def _candidates(typed: str) -> Q:
    # Every condition but the pinyin's can be answered by an index.
    found = Q(identifiers__overlap=_identifiers(typed))
    found |= Q(name_zh__contains=typed) | Q(name_en__icontains=typed) | _named(typed)
    if is_chinese(typed):
        return found | Q(name_zh__trigram_similar=typed)
    found |= Q(name_en__trigram_word_similar=typed)
    return found | Q(pinyin__matches=typed) if _PINYIN.fullmatch(typed) else found


def _named(typed: str) -> Q:
    # A subquery of its own: one for each row would keep the indexes from being used.
    return Q(pk__in=Alias.objects.filter(name__icontains=typed).values("partner"))


def _rank(typed: str) -> Case:
    kinds = [
        When(identifiers__overlap=_identifiers(typed), then=Value(_IDENTIFIER)),
        When(Q(name_zh=typed) | Q(name_en__iexact=typed), then=Value(_EXACT)),
        When(Q(name_zh__startswith=typed) | Q(name_en__istartswith=typed), then=Value(_BEGINS)),
        When(Q(name_zh__contains=typed) | Q(name_en__icontains=typed), then=Value(_CONTAINS)),
        When(_named(typed), then=Value(_CONTAINS)),
    ]
    if not is_chinese(typed) and _PINYIN.fullmatch(typed):
        kinds.append(When(pinyin__matches=typed, then=Value(_SOUNDS)))
    likeness = Greatest(
        TrigramSimilarity("name_zh", typed), TrigramWordSimilarity(typed, "name_en")
    )
    alike = Value(_ALIKE) + Cast(likeness * Value(100.0), IntegerField())
    return Case(*kinds, default=alike, output_field=IntegerField())


def _identifiers(typed: str) -> list[str]:
    """The identifiers that the text may be: a stock code also without its exchange."""
    plain = re.sub(r"[\s-]", "", typed).upper()
    found = [f"{kind}:{plain}" for kind in _IDENTIFIERS if kind != "website"]
    host = re.sub(r"^https?://", "", typed.casefold()).split("/")[0]
    found += [f"website:{host}", f"website:{host.removeprefix('www.')}"]
    if plain.isdigit() and len(plain) == 6:
        found += [f"stock:{plain}.{exchange}" for exchange in _EXCHANGES]
    return found
