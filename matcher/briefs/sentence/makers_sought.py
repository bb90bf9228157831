"""A brief that seeks makers: the goods, how and of what they are made, and where."""

from matcher.briefs.sentence.goods import MAKERS, PARTS, Making, core, find_makings
from matcher.briefs.sentence.phrases import Phrase, is_subject
from matcher.briefs.sentence.reading import UnusedReason
from matcher.briefs.sentence.sought import LONGEST_WORD, GoodsSought, Service, Sought, add_makings
from partners.lexicon import Outcome


def add_makers(sought: Sought) -> None:
    """Add the goods that a text asks for, and the places to search in."""
    wanted: list[GoodsSought] = []
    for one in sought.found:
        if isinstance(one, Service):
            sought.left.append((one.phrase, UnusedReason.SERVICE))
        elif one.phrase.own:
            sought.left.append((one.phrase, UnusedReason.BUYER))
        elif one.phrase.lead == "for" and one is not sought.found[0]:
            sought.left.append((one.phrase, UnusedReason.USE))
        elif _is_where_from(one) and wanted:
            sought.left.append((one.phrase, UnusedReason.UNKNOWN))
        else:
            wanted.append(one)
    _add_wanted(sought, wanted)
    _add_what_is_made(sought)
    sought.left = [(phrase, _for_use(phrase, reason)) for phrase, reason in sought.left]
    for place in sought.places:
        if is_subject(sought.text, place.start):
            sought.findings.tell(place.start, place.end, UnusedReason.BUYER)
        else:
            sought.findings.add("provinces", place.value, place.start, place.end)


def _is_where_from(goods: GoodsSought) -> bool:
    """Whether the words say where goods come from, and of no material: "cement from kilns"."""
    phrase = goods.phrase
    return phrase.lead in ("from", "at", "on") and not (phrase.maker or goods.makings)


def _add_wanted(sought: Sought, wanted: list[GoodsSought]) -> None:
    """Add all goods. A process beside goods is how they are made, and no goods of its own; but
    it says who makes mere parts: housings are made where injection moulding is done.
    """
    things = [one for one in wanted if not one.is_making]
    only_parts = all(PARTS.search(one.phrase.words) for one in things)
    processes = [one for one in wanted if one.is_making and one.makings[0].field == "processes"]
    for one in wanted:
        if one.is_making and things and not one.phrase.maker and not (only_parts and processes):
            add_makings(sought, one.makings)
        elif not one.is_making and only_parts and processes:
            _add_product(sought, one.phrase, one.makings)
        else:
            _add_goods(sought, one)


def _add_what_is_made(sought: Sought) -> None:
    """Add the phrases without a known sector: parts, where a process tells their makers, and
    materials and processes that stand alone.
    """
    for phrase, reason in list(sought.left):
        if reason is not UnusedReason.UNKNOWN or phrase.lead == "for":
            continue
        makings = find_makings(phrase, sought.text.text)
        is_part = sought.findings.has("processes") and PARTS.search(phrase.words)
        if not is_part and not (makings and not core(phrase, makings)):
            continue
        sought.left.remove((phrase, reason))
        if is_part:
            _add_product(sought, phrase, tuple(makings))
        else:
            add_makings(sought, makings)


def _add_product(sought: Sought, phrase: Phrase, makings: tuple[Making, ...]) -> None:
    add_makings(sought, makings)
    sought.findings.add("products", _written(sought, phrase), phrase.start, phrase.end)


def _written(sought: Sought, phrase: Phrase) -> str:
    if phrase.completed:
        return phrase.words[:LONGEST_WORD]
    return " ".join(sought.text.text[phrase.start : phrase.end].split())[:LONGEST_WORD]


def _add_goods(sought: Sought, goods: GoodsSought) -> None:
    phrase, note = goods.phrase, goods.meaning.results[0].because
    if goods.meaning.outcome is Outcome.CHOICES:
        note = "several sectors make these: name one of them to narrow the search"
    for one in goods.meaning.results:
        sought.findings.add("sectors", one.code, phrase.start, phrase.end, note)
    add_makings(sought, goods.makings)
    bare = core(phrase, list(goods.makings))
    done = any(one.field == "processes" for one in goods.makings)
    if bare or not done:
        sought.findings.add("products", _product(sought, goods, bare), phrase.start, phrase.end)


def _product(sought: Sought, goods: GoodsSought, bare: str) -> str:
    """The product word: without processes and materials where the rest still names goods."""
    phrase = goods.phrase
    written = _written(sought, phrase)
    if not goods.makings or not bare or phrase.in_chinese or phrase.completed:
        return written
    if sought.words.whole(phrase) and not _same_goods(sought, phrase.words, bare):
        return written
    rest = sought.words.ask(bare, MAKERS)
    return bare[:LONGEST_WORD] if rest.outcome is not Outcome.UNKNOWN else written


def _same_goods(sought: Sought, words: str, bare: str) -> bool:
    """Whether the words mean the same sectors without their processes and materials: glass
    bottles may be bottles, but bed linen is no bed and titanium sponge is no sponge.
    """
    whole, rest = (sought.words.ask(one, MAKERS) for one in (words, bare))
    return {one.code for one in whole.results} == {one.code for one in rest.results}


def _for_use(phrase: Phrase, reason: UnusedReason) -> UnusedReason:
    """Beside goods, a phrase behind `for` is their use."""
    return UnusedReason.USE if reason is UnusedReason.UNKNOWN and phrase.lead == "for" else reason
