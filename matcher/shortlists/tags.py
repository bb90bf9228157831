"""Tags of a shortlist: words of the firm's own, to find it again."""

import unicodedata
from collections.abc import Sequence

from core.faults import Fault
from core.languages.messages import Message
from matcher.errors import TagsRefused
from matcher.models import Shortlist

MOST_TAGS, LONGEST_TAG = 20, 40


def normal_tag(text: str) -> str:
    """The tag in its one spelling: small letters, single spaces, no compatible forms of letters."""
    return " ".join(unicodedata.normalize("NFKC", text).casefold().split())


def set_tags(*, shortlist: Shortlist, tags: Sequence[str]) -> list[str]:
    """Give the shortlist these tags in the place of its own, each once, in alphabetical order;
    return them. Raises `TagsRefused`.
    """
    normal = [normal_tag(text) for text in tags]
    faults = []
    for n, tag in enumerate(normal):
        if not any(map(str.isalnum, tag)):
            faults.append(Fault(f"/tags/{n}", "holds no letter or digit"))
        elif len(tag) > LONGEST_TAG:
            detail = Message("at most {longest_tag} characters", longest_tag=LONGEST_TAG)
            faults.append(Fault(f"/tags/{n}", detail, [tag[:LONGEST_TAG].rstrip()]))
    found = sorted(set(normal))
    if len(found) > MOST_TAGS:
        faults.append(Fault("/tags", Message("at most {most_tags} tags", most_tags=MOST_TAGS)))
    if faults:
        raise TagsRefused(faults)
    Shortlist.objects.filter(pk=shortlist.pk).update(tags=found)
    return found
