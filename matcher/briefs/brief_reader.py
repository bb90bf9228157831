"""The names in a brief: their meanings, the assumptions, and every fault."""

from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from core.faults import Fault
from core.languages.messages import Message
from matcher.reference.reasons import Reason
from matcher.reference.reference_data import ReferenceData
from partners.errors import NameFault, UnknownName
from partners.lexicon.sector_resolver import SectorMeaning
from partners.name_resolvers import NameResolvers
from partners.names.certificates import (
    certificate_key,
    certificate_name,
    find_certificate,
    is_assumed_alias,
)
from partners.names.nearest import nearest_names

# The kinds of sectors that a brief may name as made, and as served.
MADE = ("manufacturing", "emerging")
SERVED = ("service",)
_OR = {"en": " or ", "zh": "或"}


@dataclass
class BriefReader:
    """The brief as it was asked, and all faults found in it: a firm corrects them at once."""

    reference: ReferenceData
    names: NameResolvers
    asked: Mapping[str, Any]
    faults: list[Fault] = field(default_factory=list)
    assumed: list[Reason] = field(default_factory=list)
    simulated: bool = False
    notices: Mapping[str, str] = field(default_factory=dict)

    def refuse(self, pointer: str, detail: str | NameFault, nearest: Sequence[str] = ()) -> None:
        self.faults.append(Fault(pointer, detail, nearest))

    def refuse_unknown(self, pointer: str, name: str, problem: str, known: Collection[str]) -> None:
        """Refuse a name that is none of the known ones, and tell these and the nearest."""
        self.refuse(
            pointer,
            Message("{problem}; these are: {known}", problem=problem, known=", ".join(known)),
            nearest_names(name, known),
        )

    def resolve(self, pointer: str, text: str | None, find: Callable[[str], str]) -> str | None:
        """The code that a name stands for; None where no name is given, and None and a fault where
        it stands for none or for several.
        """
        try:
            return find(text) if text else None
        except NameFault as fault:
            self.refuse(pointer, fault, fault.nearest)
        return None

    def each(self, name: str, find: Callable[[str], str]) -> tuple[str, ...]:
        """The codes of a list field, once each, in the order asked."""
        found = [
            self.resolve(f"/{name}/{n}", text, find)
            for n, text in enumerate(self.asked.get(name) or ())
        ]
        return tuple(dict.fromkeys(code for code in found if code is not None))

    def meanings(self, name: str, kinds: Sequence[str]) -> tuple[str, ...]:
        """The codes that the words of a list field mean: of a word of several plausible meanings
        all of them.
        """
        found: dict[str, None] = {}
        for n, text in enumerate(self.asked.get(name) or ()):
            if meaning := self.meaning(f"/{name}/{n}", text, kinds):
                found |= dict.fromkeys(row.code for row in meaning.rows)
        return tuple(found)

    def meaning(self, pointer: str, text: str, kinds: Sequence[str]) -> SectorMeaning | None:
        """The sectors that a text means; None, and a fault, where it means none. A meaning that the
        text does not name itself is kept as an assumption.
        """
        try:
            meaning = self.names.sectors.meaning(text, kinds)
        except NameFault as fault:
            self.refuse(pointer, fault, fault.nearest)
            return None
        if not meaning.is_named:
            self.assume("sector" if len(meaning.rows) == 1 else "sectors", **_meant(meaning))
        return meaning

    def assume(self, what: str, **args: Any) -> None:
        """Keep an assumption (`assumed` in phrases.toml); once, however often it is made."""
        reason = Reason(f"assumed.{what}", args)
        if reason not in self.assumed:
            self.assumed.append(reason)

    def client_sector(self, text: str) -> str:
        """The sector of a client: the likeliest, where a word has several meanings."""
        meaning = self.names.sectors.meaning(text, MADE)
        if not meaning.is_named:
            what = "sector" if len(meaning.rows) == 1 else "first_sector"
            self.assume(what, **_meant(meaning))
        return meaning.rows[0].code

    def place(self, text: str) -> str:
        found = self.names.places.resolve(text)
        if town := self.names.places.find_town(text):
            place = _with_code(found.code, {"en": found.name_en, "zh": found.name_zh})
            self.assume("town", place=place, town={"en": town.name, "zh": town.name_zh})
        return found.code

    def single_place(self, text: str) -> str:
        """A place that is no cluster: a client is in one of its members."""
        code = self.place(text)
        if cluster := self.reference.atlas.clusters.get(code):
            raise UnknownName(text, cluster.members, what="single place")
        return code

    def standard(self, text: str) -> str:
        found = certificate_name(text)
        if is_assumed_alias(text):
            self.assume("certificate", standard=found, text=text.strip())
        elif find_certificate(text) is None:
            if not certificate_key(text):
                raise UnknownName(text, what="certificate")
            self.assume("free_text", text=found)
        return found


def _meant(meaning: SectorMeaning) -> dict[str, Any]:
    """What a text was taken for, as arguments of an assumption."""
    named = [_with_code(one.code, {"en": one.name_en, "zh": one.name_zh}) for one in meaning.rows]
    joined = {lang: _OR[lang].join(one[lang] for one in named) for lang in _OR}
    return {"found": joined, "text": meaning.text}


def _with_code(code: str, names: Mapping[str, str]) -> dict[str, str]:
    return {"en": f"{names['en']} ({code})", "zh": f"{names['zh']}（{code}）"}
