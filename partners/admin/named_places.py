"""The places that a searched text names, in any spelling."""

from django.db.models import QuerySet

from partners.errors import NameFault
from partners.models import Place
from partners.names.place_resolver import PlaceResolver
from partners.reference.reference_loader import read_atlas


def places_named(text: str) -> QuerySet[Place] | None:
    """The place or cluster that the text names in Chinese, pinyin, English or as a code, and all
    places in it; None where it names none. Four queries.
    """
    if not text.strip():
        return None
    try:
        named = PlaceResolver(read_atlas()).resolve(text.strip())
    except NameFault:
        return None
    return Place.objects.within([named.code])
