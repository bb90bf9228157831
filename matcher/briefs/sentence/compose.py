"""From the phrases, places and wishes of a text to a brief: who is sought, for what and where."""

from __future__ import annotations

from dataclasses import dataclass, field

from matcher.briefs.sentence import service_words
from matcher.briefs.sentence.buyer_text import BuyerText
from matcher.briefs.sentence.goods import PARTS, SERVICES, Making, WordReader, core, find_makings
from matcher.briefs.sentence.locations import PlaceMention
from matcher.briefs.sentence.phrases import Phrase, find_phrases
from matcher.briefs.sentence.reading import Findings, Reason
from matcher.briefs.sentence.stop_words import BUYER_WORDS
from partners.lexicon import Outcome, Resolution

_LOGISTICS = "PS02"
# As long as a field of a brief may be.
_LONGEST_WORD = 120


@dataclass(frozen=True)
class Goods:
    """A phrase that names goods, and their sectors."""

    phrase: Phrase
    meaning: Resolution
    makings: tuple[Making, ...] = ()

    @property
    def is_making(self) -> bool:
        """Whether the phrase holds nothing but processes and materials."""
        return bool(self.makings) and not core(self.phrase, list(self.makings))


@dataclass(frozen=True)
class Service:
    """A phrase that names a service; `of`: the goods that it is done to, where the phrase has
    them.
    """

    phrase: Phrase
    meaning: Resolution
    of: Goods | None = None


@dataclass
class Composer:
    """The parts of a text that say what is sought, in their order."""

    text: BuyerText
    words: WordReader
    places: list[PlaceMention]
    findings: Findings
    found: list[Goods | Service] = field(default_factory=list)
    left: list[tuple[Phrase, Reason]] = field(default_factory=list)

    def compose(self) -> str:
        """Add what is sought to the findings. Returns the `seeking` of the brief, or an empty text
        where nothing is sought.
        """
        self._read_acts()
        for phrase in find_phrases(self.text):
            self._read(phrase)
        self.found.sort(key=lambda one: one.phrase.start)
        seeking = self._seeking()
        if seeking == "service_provider":
            self._seek_services()
        elif seeking == "manufacturer":
            self._seek_makers()
        for phrase, reason in self.left:
            self._tell(phrase, reason)
        return seeking

    def _read_acts(self) -> None:
        """Read "who can test ...": a service that a verb names."""
        for act in self.text.find(service_words.ACT):
            meaning = self.words.ask(service_words.service_of_act(act[1]), SERVICES)
            if meaning.outcome is Outcome.UNKNOWN:
                continue
            start, end = act.span(1)
            self.text.take(*act.span())
            self.found.append(Service(Phrase(act[1], start, end), meaning))

    def _read(self, phrase: Phrase) -> None:
        if not phrase.full:
            return
        if len(phrase.full) > _LONGEST_WORD:
            self.left.append((phrase, Reason.UNKNOWN))
            return
        if phrase.lead in ("no", "without"):
            self.left.append((phrase, Reason.AGAINST))
            return
        if service := self._service(phrase):
            self.found.append(service)
            return
        if not phrase.words:
            return
        goods = self._goods(phrase)
        if goods is None and phrase.provider:
            # Only now: "medical device company" are goods first.
            meaning = self.words.ask(phrase.words, SERVICES)
            if meaning.outcome is not Outcome.UNKNOWN:
                self.found.append(Service(phrase, meaning))
                return
        if goods is None:
            self.left.append((phrase, _reason(phrase)))
        else:
            self.found.append(goods)

    def _goods(self, phrase: Phrase) -> Goods | None:
        makings = find_makings(phrase, self.text.text)
        if phrase.lead in ("with", "of") and makings and not core(phrase, makings):
            self._add_makings(makings)
            return None
        meaning = self.words.goods(phrase, makings)
        return Goods(phrase, meaning, tuple(makings)) if meaning else None

    def _service(self, phrase: Phrase) -> Service | None:
        """The service that a phrase ends in, with the goods before it: `toy testing`."""
        # "law firm" ends in a provider's word, "freight forwarders" in the service itself.
        spelled = next(
            (one for one in (phrase.full, phrase.words) if service_words.service_at_end(one)), ""
        )
        word = service_words.service_at_end(spelled)
        if not word:
            return None
        before = spelled[: -len(word)].strip()
        weak = word in service_words.WEAK and not phrase.provider and (before or phrase.maker)
        # "graphic design" and "sample test" beside goods are no search for a provider.
        if weak and self.words.ask(spelled, SERVICES).outcome is not Outcome.UNDERSTOOD:
            return None
        meaning = self.words.best(iter((spelled, word, service_words.NAME_OF[word])), SERVICES)
        if meaning is None:
            return None
        goods = (
            self._goods(Phrase(before, phrase.start, phrase.start + len(before)))
            if before
            else None
        )
        return Service(phrase, meaning, goods)

    def _seeking(self) -> str:
        """Who is sought: by the first part that is no use, no client and not the buyer itself."""
        main = [one for one in self.found if one.phrase.lead != "for" and not one.phrase.own]
        first = next(iter(main or [one for one in self.found if not one.phrase.own]), None)
        if first is None:
            return ""
        return "service_provider" if isinstance(first, Service) else "manufacturer"

    def _seek_makers(self) -> None:
        wanted: list[Goods] = []
        for one in self.found:
            if isinstance(one, Service):
                self.left.append((one.phrase, Reason.SERVICE))
            elif one.phrase.own:
                self.left.append((one.phrase, Reason.BUYER))
            elif one.phrase.lead == "for" and one is not self.found[0]:
                self.left.append((one.phrase, Reason.USE))
            else:
                wanted.append(one)
        self._add_wanted(wanted)
        self._add_what_is_made()
        self.left = [(phrase, _for_use(phrase, reason)) for phrase, reason in self.left]
        for place in self.places:
            self.findings.add("provinces", place.value, place.start, place.end)

    def _add_wanted(self, wanted: list[Goods]) -> None:
        """Add all goods. A process beside goods is how they are made, and no goods of its own; but
        it says who makes mere parts: housings are made where injection moulding is done.
        """
        things = [one for one in wanted if not one.is_making]
        only_parts = all(PARTS.search(one.phrase.words) for one in things)
        processes = [one for one in wanted if one.is_making and one.makings[0].field == "processes"]
        for one in wanted:
            if one.is_making and things and not one.phrase.maker and not (only_parts and processes):
                self._add_makings(one.makings)
            elif not one.is_making and only_parts and processes:
                self._add_product(one.phrase, one.makings)
            else:
                self._add_goods(one)

    def _add_what_is_made(self) -> None:
        """Add what no sector is known for: parts, where a process says who makes them, and
        materials and processes that stand alone.
        """
        for phrase, reason in list(self.left):
            if reason is not Reason.UNKNOWN or phrase.lead == "for":
                continue
            makings = find_makings(phrase, self.text.text)
            is_part = self.findings.has("processes") and PARTS.search(phrase.words)
            if not is_part and not (makings and not core(phrase, makings)):
                continue
            self.left.remove((phrase, reason))
            if is_part:
                self._add_product(phrase, tuple(makings))
            else:
                self._add_makings(makings)

    def _add_product(self, phrase: Phrase, makings: tuple[Making, ...]) -> None:
        self._add_makings(makings)
        self.findings.add("products", self._written(phrase), phrase.start, phrase.end)
        self.text.take(phrase.start, phrase.end)

    def _written(self, phrase: Phrase) -> str:
        return " ".join(self.text.text[phrase.start : phrase.end].split())[:_LONGEST_WORD]

    def _add_goods(self, goods: Goods) -> None:
        phrase, note = goods.phrase, goods.meaning.results[0].because
        if goods.meaning.outcome is Outcome.CHOICES:
            note = "several sectors make these: name one of them to narrow the search"
        for one in goods.meaning.results:
            self.findings.add("sectors", one.code, phrase.start, phrase.end, note)
        self._add_makings(goods.makings)
        bare = core(phrase, list(goods.makings))
        done = any(one.field == "processes" for one in goods.makings)
        if not (done and not bare):
            self.findings.add("products", self._product(goods, bare), phrase.start, phrase.end)
        self.text.take(phrase.start, phrase.end)

    def _product(self, goods: Goods, bare: str) -> str:
        """The product word: without processes and materials where the rest still names goods."""
        phrase = goods.phrase
        written = self._written(phrase)
        if not goods.makings or not bare or phrase.in_chinese:
            return written
        rest = self.words.ask(bare, ("manufacturing", "emerging"))
        return bare[:_LONGEST_WORD] if rest.outcome is not Outcome.UNKNOWN else written

    def _add_makings(self, makings: list[Making] | tuple[Making, ...]) -> None:
        for one in makings:
            self.text.take(one.start, one.end)
            self.findings.add(one.field, one.name, one.start, one.end)

    def _seek_services(self) -> None:
        clients: list[Goods] = []
        for one in self.found:
            if isinstance(one, Service):
                self._add_service(one)
                clients += [one.of] if one.of else []
            else:
                clients.append(one)
        client = self._add_client(clients)
        self._place_services(client)
        self._tell_tests()

    def _add_service(self, service: Service) -> None:
        note = service.meaning.results[0].because
        codes = {one.value for one in self.findings.understood if one.field == "services"}
        for one in service.meaning.results:
            if one.code not in codes:
                self.findings.add(
                    "services", one.code, service.phrase.start, service.phrase.end, note
                )
        self.text.take(service.phrase.start, service.phrase.end)

    def _add_client(self, clients: list[Goods]) -> Goods | None:
        """Add the sector of the client: a brief has one. Of several choices none is guessed."""
        chosen = None
        for one in sorted(clients, key=lambda goods: (not goods.phrase.own, goods.phrase.start)):
            phrase = one.phrase
            if chosen is not None:
                self.left.append((phrase, Reason.SECOND))
                continue
            code = _one_code(one.meaning)
            if code is None:
                self.left.append((phrase, Reason.AMBIGUOUS))
                continue
            chosen = one
            self.findings.add(
                "client.sector", code, phrase.start, phrase.end, one.meaning.results[0].because
            )
            self.text.take(phrase.start, phrase.end)
        return chosen

    def _place_services(self, client: Goods | None) -> None:
        """Put each place where it belongs: with the client, or where providers are sought."""
        for place in self.places:
            where = "client.place" if self._is_clients(place, client) else "provinces"
            if where == "client.place" and self.findings.has("client.place"):
                self.findings.tell(place.start, place.end, Reason.SECOND)
            else:
                self.findings.add(where, place.value, place.start, place.end)

    def _is_clients(self, place: PlaceMention, client: Goods | None) -> bool:
        services = [str(one.value) for one in self.findings.understood if one.field == "services"]
        sends = self.findings.has("markets") or any(
            one.reason is Reason.DELIVERY for one in self.findings.not_understood
        )
        if any(code.startswith(_LOGISTICS) for code in services) and sends and place.cue != "in":
            # The start of a route: the goods are there, the forwarder need not be.
            return True
        if client is None:
            return False
        phrase = client.phrase
        same = self.text.clause(place.start) == self.text.clause(phrase.start)
        if phrase.own:
            # "We are in Qingdao, we make tyres": the clause beside counts as well.
            return abs(self.text.clause(place.start) - self.text.clause(phrase.start)) <= 1
        return same and phrase.maker and place.start > phrase.start

    def _tell_tests(self) -> None:
        """A tester does not hold the certificates that it tests for."""
        services = [str(one.value) for one in self.findings.understood if one.field == "services"]
        if not any(code.startswith("PS014") for code in services):
            return
        for one in [one for one in self.findings.understood if one.field == "certifications"]:
            if one.value not in _OF_LABORATORIES:
                self.findings.understood.remove(one)
                self.findings.tell(one.start, one.end, Reason.TEST)

    def _tell(self, phrase: Phrase, reason: Reason) -> None:
        near = self._near(phrase) if reason is Reason.UNKNOWN else ""
        self.text.take(phrase.start, phrase.end)
        self.findings.tell(phrase.start, phrase.end, reason, near)

    def _near(self, phrase: Phrase) -> str:
        """Sectors that the lexicon finds near to words that it does not know."""
        return ", ".join(
            one.code for one in self.words.ask(phrase.words, ("manufacturing", "emerging")).results
        )


# Accreditations that laboratories and inspection bodies hold themselves.
_OF_LABORATORIES = frozenset(
    (
        "ISO 17025",
        "ISO/IEC 17025",
        "ISO 17020",
        "ISO/IEC 17020",
        "CNAS",
        "CMA",
        "CAL",
        "ILAC",
        "A2LA",
        "ISO 9001",
    )
)


def _for_use(phrase: Phrase, reason: Reason) -> Reason:
    """Beside goods, what stands behind `for` is their use."""
    return Reason.USE if reason is Reason.UNKNOWN and phrase.lead == "for" else reason


def _reason(phrase: Phrase) -> Reason:
    """Why a phrase without a meaning is not used."""
    if phrase.own or (not phrase.in_chinese and phrase.words.split()[-1] in BUYER_WORDS):
        return Reason.BUYER
    return Reason.UNKNOWN


def _one_code(meaning: Resolution) -> str | None:
    """The sector of a meaning; of several groups of one division the division."""
    codes = [one.code for one in meaning.results]
    if meaning.outcome is Outcome.UNDERSTOOD or len(codes) == 1:
        return codes[0]
    divisions = {code[:3] for code in codes}
    return (
        divisions.pop()
        if len(divisions) == 1 and all(code.startswith("C") for code in codes)
        else None
    )
