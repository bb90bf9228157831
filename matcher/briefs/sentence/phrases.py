"""The phrases that are left of a text: runs of words that may name goods or a service."""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass

from matcher.briefs.sentence import stop_words
from matcher.briefs.sentence.buyer_text import BuyerText
from matcher.briefs.sentence.lookup import Lookup

_HAN = re.compile(r"[\u3400-\u9fff]")
# The signs and words within a phrase.
_RUN = re.compile(r"[^\W_]+(?:[ '&+./-]{1,2}[^\W_]+|['&+./-])*")
_WORD = re.compile(r"[^\s]+")
_CUTS = Lookup(stop_words.CHINESE_CUTS)
# Words for who provides that are also goods (prefabricated houses).
_HOUSES = ("house", "houses")
# More words than a name of the lexicon has that a word parts.
_LONGEST_NAME = 5
_AND = re.compile(r"和|与|跟|\s")
_SELF = re.compile(
    r"(?:(?<![a-z])(?:we|i)(?:\sare|\sam|'re|'m|\smake|\smanufacture|\sproduce|\sown|\srun|\ssell"
    r"|\splan\san?|\sbuild"
    r"|\soperate)(?![a-z])|our\s(?:company|factory)\s(?:is|makes)|as\sa(?![a-z])|"
    r"我们?(?:公司)?[是在]|我司[是在]|我司为|我们公司是|我们做|我们生产|我们厂|我厂|本公司|本厂|我们公司做)"
)
_ASKS = re.compile(
    r"(?<![a-z])(?:need|needs|looking|look|seek|seeking|want|search|searching|require|find"
    r"|who)(?![a-z])|想找|想要|需要|寻|找|求"
)


# "A chain wants ...", "our plant in Hangzhou needs ...": the subject is the buyer. Goods want
# nothing, but a pump may need something: of such a verb the subject must be an organisation.
_WANTS = re.compile(
    r"(?<![a-z])(?:wants?|seeks?|(?:(?:is|are)\s)?(?:looking|seeking|searching)\sfor|looks?\sfor"
    r"|(?:is|are)\sseeking|asks?\sfor|would\slike|wishes|intends|buys|(needs?|requires?))(?![a-z])"
)
_ORGANISATION = (
    rf"(?:[^,;:]*[\s-])?(?:{'|'.join(stop_words.ORGANISATIONS)})"
    r"(?:\s(?:in|from|of|near|at|by|with)\s[^,;:]*)?\s*"
)
_ONE = r"(?:an?|one|our|my|another)\s"
_ONE_ORGANISATION = re.compile(rf"{_ONE}{_ORGANISATION}")
_WHO_WANTS = re.compile(rf"(?:{_ONE}[^,;:]+|{_ORGANISATION})")
# 宁波的注塑厂想做...: the same in Chinese, by verbs that part phrases. 要有 and 要能 say what is
# wanted of a maker.
_WHO_WANTS_CHINESE = re.compile(
    r"(?:[^，。；、\s]{0,12})(?:厂|企业|公司|集团|客户)"
    r"(?:想[要找买做]|需要[找做采]|寻找|寻求|求购|采购|打算|准备|计划)"
)
_RELATIVE = re.compile(r"(?<![a-z])(?:that|which|who|whose)(?![a-z])")


# 我们在青岛，做轮胎的: the second clause still speaks of the buyer.
_GOES_ON = re.compile(r"\s?(?:主要|专业)?(?:做|生产|主营)")
# "contact lenses" and "tin cans" are goods, though "contact" and "can" say nothing alone.
_NAMES = re.compile(
    rf"(?<![a-z0-9])(?:{'|'.join(map(re.escape, stop_words.NAMES_OF_GOODS))})(?:e?s)?(?![a-z])"
)
# "buying agent" is a service, though a word for buying alone says nothing.
_AGENT = re.compile(r"(?:sourcing|buying|purchasing|trading|export)\s(?:agent|agenc|compan)")


@dataclass(frozen=True)
class Phrase:
    """Words at `text[start:end]`, in lower case, without those that say nothing.

    `lead`: the word before it that says what it is for (for, of, with, no), or nothing. `maker`:
    followed by a word such as factory; `provider`: by one such as agency. `own`: the buyer
    speaks of itself. `full`: the words with the word for the maker or the provider. `completed`:
    its last word stands behind the next phrase (truck and car tyres).
    """

    words: str
    start: int
    end: int
    lead: str = ""
    maker: bool = False
    provider: bool = False
    own: bool = False
    full: str = ""
    completed: bool = False

    @property
    def in_chinese(self) -> bool:
        """Whether the phrase has a Chinese sign."""
        return bool(_HAN.search(self.words))


def find_phrases(text: BuyerText, is_name: Callable[[str], bool]) -> Iterator[Phrase]:
    """Yield the phrases of the words that no reader has taken, in order. `is_name` tells whether
    words are as a whole the name of something, though one of them says nothing alone: market
    research, supply chain finance.
    """
    for run in text.free_runs(_RUN):
        if _HAN.search(text.plain, *run):
            yield from _chinese(text, *run)
        else:
            yield from _english(text, *run, is_name)


def _names(
    plain: str, words: list[re.Match[str]], is_name: Callable[[str], bool]
) -> Iterator[tuple[int, int]]:
    """Yield where names stand of which a word alone says nothing: the longest at each place."""
    kinds = [_kind(word[0].strip("'&+./-")) for word in words]
    first = 0
    while first < len(words):
        for last in range(min(first + _LONGEST_NAME, len(words)) - 1, first, -1):
            # Others need no care: no word would part them or be cut off.
            held = set(kinds[first : last + 1])
            cut = words[last][0] in _HOUSES
            bounds = words[first].start(), words[last].end()
            may_be = held <= {"word", "function", "provider"} and ("function" in held or cut)
            if may_be and is_name(plain[slice(*bounds)]):
                yield bounds
                first = last
                break
        first += 1


def _english(
    text: BuyerText, start: int, end: int, is_name: Callable[[str], bool]
) -> Iterator[Phrase]:
    """Yield the phrases of a run of Latin words: function words part them."""
    lead, gathered = "", list[re.Match[str]]()
    previous = ""
    words = list(_WORD.finditer(text.plain, start, end))
    named = [found.span() for found in _NAMES.finditer(text.plain, start, end)]
    named += _names(text.plain, words, is_name)
    for word in words:
        bare = word[0].strip("'&+./-")
        kind = _kind(bare)
        if _AGENT.match(text.plain, word.start(), end) or any(
            first <= word.start() < last for first, last in named
        ):
            kind = "word"
        if kind in ("word", "maker", "provider", "buyer") and bare:
            gathered.append(word)
            previous = bare
            continue
        if gathered:
            yield from _phrase(text, gathered, lead, named)
            gathered = []
            lead = ""
        if kind == "preposition":
            # "looking for jackets": the goods, not what they are for.
            lead = "" if bare == "for" and previous in stop_words.SEEKING_WORDS else bare
        elif kind == "negation":
            lead = "no"
        elif kind == "joining":
            pass
        previous = bare
    if gathered:
        yield from _phrase(text, gathered, lead, named)


def _kind(word: str) -> str:
    for kind, words in _KINDS:
        if word in words:
            return kind
    return "word"


_KINDS = (
    ("negation", stop_words.NEGATIONS),
    ("preposition", stop_words.PREPOSITIONS),
    ("joining", stop_words.JOINING),
    ("maker", stop_words.MAKER_WORDS),
    ("provider", stop_words.PROVIDER_WORDS),
    ("buyer", stop_words.BUYER_WORDS),
    ("function", stop_words.FUNCTION_WORDS),
)


def _phrase(
    text: BuyerText, gathered: list[re.Match[str]], lead: str, named: list[tuple[int, int]]
) -> Iterator[Phrase]:
    """Yield the phrase of these words, without the word for its maker or provider at its end;
    within a name it belongs to it.
    """
    words = list(gathered)
    maker = provider = False
    while words and (kind := _kind(words[-1][0].strip("'&+./-"))) in ("maker", "provider"):
        if any(first <= words[-1].start() < last for first, last in named):
            break
        maker, provider = maker or kind == "maker", provider or kind == "provider"
        words.pop()
    while words and (_kind(words[0][0]) == "maker" or words[0][0] == "sourcing"):
        words.pop(0)
    first, last = gathered[0].start(), gathered[-1].end()
    own = _is_own(text, first)
    if not words:
        if provider or maker:
            yield Phrase("", first, last, lead, maker, provider, own, text.plain[first:last])
        return
    start, end = words[0].start(), words[-1].end()
    spelled = re.sub(r"[./&+-]+$", "", text.plain[start:end])
    full = text.plain[start:last]
    yield Phrase(spelled, start, start + len(spelled), lead, maker, provider, own, full)


def is_subject(text: BuyerText, start: int) -> bool:
    """Whether the words at this place belong to who wants something: "a chain in Poland wants"."""
    clause, end = text.clause_bounds(start)
    if chinese := _WHO_WANTS_CHINESE.match(text.plain, clause, end):
        return start < chinese.end() and not _SELF.match(text.plain, clause)
    wants = _WANTS.search(text.plain, clause, end)
    if wants is None or start >= wants.start():
        return False
    subject = text.plain[clause : wants.start()].lstrip()
    who = _ONE_ORGANISATION if wants[1] else _WHO_WANTS
    return bool(who.fullmatch(subject)) and not _RELATIVE.search(subject)


def _is_own(text: BuyerText, start: int) -> bool:
    """Whether a buyer speaks of itself here: "we are a ...", and asks for nothing in between; or
    is spoken of: "a chain wants ...".
    """
    if is_subject(text, start):
        return True
    clause, _ = text.clause_bounds(start)
    if clause and _GOES_ON.match(text.plain, clause):
        clause, _ = text.clause_bounds(clause - 1)
    before = text.plain[clause:start]
    says = None
    for found in _SELF.finditer(before):
        says = found
    return says is not None and not _ASKS.search(before, says.end())


def _chinese(text: BuyerText, start: int, end: int) -> Iterator[Phrase]:
    """Yield the phrases of a run with Chinese signs: function words are cut out."""
    at, lead = start, ""
    for cut in _CUTS.find_in(text.plain, start, end):
        yield from _chinese_pieces(text, at, cut.start, lead)
        at, lead = cut.end, "no" if cut.name in stop_words.CHINESE_NEGATIONS else ""
    yield from _chinese_pieces(text, at, end, lead)


def _chinese_pieces(text: BuyerText, start: int, end: int, lead: str) -> Iterator[Phrase]:
    """Yield the phrases of a piece: an `and` with two signs on both sides parts it."""
    at = start
    for joint in _AND.finditer(text.plain, start, end):
        # A space parts two phrases that both have Chinese signs, and not "LED 灯".
        if joint[0].isspace() and not (
            _HAN.search(text.plain, at, joint.start()) and _HAN.search(text.plain, joint.end(), end)
        ):
            continue
        if joint.start() - at >= 2 and end - joint.end() >= 2:
            if found := _strip(text, at, joint.start(), lead):
                yield found
            at = joint.end()
    if found := _strip(text, at, end, lead):
        yield found


def _strip(text: BuyerText, start: int, end: int, lead: str) -> Phrase | None:
    """The piece without the verbs before it and the word for its maker behind it."""
    first, last = start, end
    while first < last and text.plain[first].isspace():
        first += 1
    while started := _starts_with(text.plain[first:last]):
        lead = "for" if started in ("给", "为", "用") else lead
        first += len(started)
    maker = provider = False
    while ended := _ends_with(text.plain[first:last]):
        maker = maker or ended.endswith(stop_words.CHINESE_MAKERS)
        provider = provider or ended in ("公司", "机构", "服务商", "服务", "单位", "团队")
        last -= len(ended)
    last -= len(text.plain[first:last]) - len(text.plain[first:last].rstrip())
    words = text.plain[first:last]
    if not words and not (maker or provider):
        return None
    if all(sign in stop_words.CHINESE_SILENT for sign in words) and words:
        return None
    if words and not _HAN.search(words) and _kind(words) != "word":
        return None
    return Phrase(
        words,
        first,
        last if words else end,
        lead,
        maker,
        provider,
        _is_own(text, start) or _is_own(text, first),
        text.plain[first:end].strip(),
    )


def _starts_with(piece: str) -> str:
    if piece.startswith(stop_words.CHINESE_KEPT_STARTS):
        return ""
    return next((word for word in stop_words.CHINESE_STARTS if piece.startswith(word)), "")


def _ends_with(piece: str) -> str:
    found = next((word for word in stop_words.CHINESE_ENDS if piece.endswith(word)), "")
    # Of a piece of one sign nothing is left but the sign.
    return found if len(found) <= len(piece) else ""
