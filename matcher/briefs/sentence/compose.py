"""From the phrases and places of a text to a brief: makers or providers, goods, and places."""

from __future__ import annotations

import re

from matcher.briefs.sentence import service_words
from matcher.briefs.sentence.completed_phrases import complete_phrases
from matcher.briefs.sentence.goods import MAKERS, SERVICES, core, find_makings
from matcher.briefs.sentence.makers_sought import add_makers
from matcher.briefs.sentence.phrases import Phrase, find_phrases
from matcher.briefs.sentence.reading import UnusedReason
from matcher.briefs.sentence.services_sought import add_services
from matcher.briefs.sentence.sought import LONGEST_WORD, GoodsSought, Service, Sought, add_makings
from matcher.briefs.sentence.stop_words import BUYER_WORDS
from partners.lexicon import Outcome, Resolution

# As sure of a service as a name that ends in that of another one: a MES system integrator.
_SURE = 0.85
# Only alike a known name.
_GUESSED = 0.5
_OR_MORE = re.compile(
    r"(?:\s?,\s?(?!but)[^,.;:]{1,60})*\s?,?\s(?:or|nor)\s(?:[^,.;:](?!\sbut\s)){1,60}"
)


class Composer(Sought):
    """Reads the goods and services of a text, and adds them to the findings."""

    def compose(self) -> str:
        """Add what is sought to the findings. Returns the `seeking` of the brief, or an empty text
        where nothing is sought.
        """
        self._read_acts()
        phrases = list(find_phrases(self.text, self.words.is_name))
        against = 0
        for phrase in complete_phrases(self.text, self.words, phrases):
            if phrase.lead in ("no", "without"):
                against = self._end_of_list(phrase)
            if phrase.start < against:
                self.left.append((phrase, UnusedReason.AGAINST))
            else:
                self._read(phrase)
        if not any(isinstance(one, GoodsSought) and not one.phrase.own for one in self.found):
            self._read_parts()
        self._leave_guesses()
        self.found.sort(key=lambda one: one.phrase.start)
        seeking = self._seeking() or ("manufacturer" if self.findings.has("products") else "")
        if seeking == "service_provider":
            add_services(self)
        elif seeking == "manufacturer":
            add_makers(self)
        for phrase, reason in self.left:
            self._tell(phrase, reason)
        return seeking

    def _read_acts(self) -> None:
        """Read "who can test ...": a service that a verb names."""
        for act in self.text.find(service_words.ACT):
            meaning = self.words.ask(service_words.SERVICE_OF_VERB[act[1]], SERVICES)
            if meaning.outcome is Outcome.UNKNOWN:
                continue
            start, end = act.span(1)
            self.text.take(*act.span())
            self.found.append(Service(Phrase(act[1], start, end), meaning))

    def _read(self, phrase: Phrase) -> None:
        if not phrase.full:
            return
        if len(phrase.full) > LONGEST_WORD:
            self.left.append((phrase, UnusedReason.UNKNOWN))
            return
        if service := self._service(phrase) or self._named_service(phrase):
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

    def _leave_guesses(self) -> None:
        """Leave what is merely alike a known name ("a yard" a boat yard) where other goods are
        known: beside them it would be a search of its own.
        """
        goods = [one for one in self.found if isinstance(one, GoodsSought)]
        if all(_sure(one.meaning) < _SURE for one in goods):
            return
        for one in goods:
            if _sure(one.meaning) < _GUESSED and not one.phrase.own:
                self.found.remove(one)
                self.left.append((one.phrase, UnusedReason.UNKNOWN))

    def _read_parts(self) -> None:
        """Read the first unknown phrase of which a part names goods. Only where no whole phrase
        names any: a part of other words (before shipment) would be a guess.
        """
        # Beside a service only what it is for can be the client's goods.
        any_phrase = not self.found
        for phrase, reason in self.left:
            may_name = any_phrase or phrase.in_chinese or phrase.lead == "for" or phrase.own
            if reason is not UnusedReason.UNKNOWN or not may_name:
                continue
            if meaning := self.words.goods_in(phrase):
                self.left.remove((phrase, reason))
                makings = tuple(find_makings(phrase, self.text.text))
                self.found.append(GoodsSought(phrase, meaning, makings))
                return

    def _goods(self, phrase: Phrase) -> GoodsSought | None:
        makings = find_makings(phrase, self.text.text)
        if phrase.lead in ("with", "of") and makings and not core(phrase, makings):
            add_makings(self, makings)
            return None
        meaning = self.words.goods(phrase, makings)
        return GoodsSought(phrase, meaning, tuple(makings)) if meaning else None

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
        goods = Phrase(before, phrase.start, phrase.start + len(before))
        return Service(phrase, meaning, self._goods(goods) if before else None)

    def _named_service(self, phrase: Phrase) -> Service | None:
        """The service that the lexicon knows better by the whole phrase than goods of its name."""
        meaning = max(
            (self.words.ask(spelled, SERVICES) for spelled in (phrase.words, phrase.full)),
            key=_sure,
        )
        if _sure(meaning) < _SURE:
            return None
        goods = self.words.goods(phrase, find_makings(phrase, self.text.text))
        better = goods is None or _sure(goods) < _sure(meaning)
        return Service(phrase, meaning) if better else None

    def _end_of_list(self, phrase: Phrase) -> int:
        """Where the words end that are not wanted: "not chips, displays or lamps"."""
        more = self.text.after(phrase.end, _OR_MORE)
        return more.end() if more else phrase.end

    def _seeking(self) -> str:
        """The `seeking` of the brief, by the first part that is no use, no client and no buyer."""
        main = [one for one in self.found if one.phrase.lead != "for" and not one.phrase.own]
        first = next(iter(main or [one for one in self.found if not one.phrase.own]), None)
        if first is None:
            return ""
        return "service_provider" if isinstance(first, Service) else "manufacturer"

    def _tell(self, phrase: Phrase, reason: UnusedReason) -> None:
        near = ""
        if reason is UnusedReason.UNKNOWN:
            # Sectors that the lexicon finds near to words that it does not know.
            near = ", ".join(one.code for one in self.words.ask(phrase.words, MAKERS).results)
        self.findings.tell(phrase.start, phrase.end, reason, near)


def _sure(meaning: Resolution) -> float:
    return meaning.results[0].confidence if meaning.outcome is not Outcome.UNKNOWN else 0.0


def _reason(phrase: Phrase) -> UnusedReason:
    """The reason why a phrase without a meaning is not used."""
    if phrase.own or (not phrase.in_chinese and phrase.words.split()[-1] in BUYER_WORDS):
        return UnusedReason.BUYER
    return UnusedReason.UNKNOWN
