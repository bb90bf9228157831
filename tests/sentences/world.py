"""The places of the seeds and a small lexicon, without a database."""

import csv
import re
from functools import cache
from pathlib import Path

from matcher.briefs.sentence import SentenceReading, read_sentence
from partners.lexicon import Outcome, Resolution, Suggestion
from partners.lexicon.sector_resolver import SectorResolver
from partners.name_resolvers import NameResolvers
from partners.names.place_resolver import PlaceResolver
from partners.reference.atlas import Atlas, ClusterRow, PlaceRow
from partners.reference.taxonomy import Taxonomy

SEEDS = Path(__file__).parents[2] / "seeds"
# What goods and services end in -> their sectors, the likeliest first.
GOODS = """
C132 animal feed;
C136 shrimp, shrimps;
C143 水饺;
C153 tea;
C171|C175 布料;
C177 towel, 毛巾, dog bed;
C181|C182 jacket, clothes;
C182 sweater;
C195 shoe, shoes, 运动鞋, 鞋;
C211 table, children's furniture;
C21 furniture, 家具;
C213|C214 chair;
C223 box;
C245 toy, 玩具;
C262 肥料;
C268 face serum, skincare;
C282 yarn;
C291 kitchenware;
C292 injection moulding, injection molding, 注塑;
C303 台面, 大理石台面;
C307 tableware, 餐具;
C325 铝型材;
C331 turbine tower;
C338 water bottle, bottle, 保温杯;
C339 die casting, die-cast, die cast, 压铸;
C343 guide rail;
C344 hydraulic cylinder, cylinder;
C345 减速器;
C346 power tool;
C348|C339 cnc machining;
C352 模具, 注塑模;
C358 medical device, 医疗器械;
C377 e-bike, 电动自行车;
C382 inverter, 逆变器;
C384 battery pack, cell, 电芯;
C385 air fryer, blender, 家电;
C387 light bulb, 路灯, 灯具;
C39 consumer electronics;
C411 toothbrush;
C398 pcba;
C244 yoga mat;
C332 scissors
"""
SERVICES = """
PS011 industrial design, 工业设计;
PS013 intellectual property, 知识产权;
PS014 testing and inspection, inspection, testing, 检测;
PS021 freight forwarding, freight forwarder, 货代;
PS021 freight transport, air freight, 海运;
PS022 warehousing;
PS023 customs clearance;
PS032 software development;
PS033 e-commerce services, 代运营;
PS072 legal services;
PS091 trade agency;
PS084 exhibitions;
PS062 equipment leasing
"""


def _by_word(lines: str) -> dict[str, tuple[str, ...]]:
    found = {}
    for line in lines.replace("\n", " ").split(";"):
        codes, words = line.strip().split(" ", 1)
        found |= {word.strip(): tuple(codes.split("|")) for word in words.split(",")}
    return found


class SmallLexicon:
    """Knows the end of a phrase, as a head noun is the end in both languages."""

    def __init__(self) -> None:
        self._goods, self._services = _by_word(GOODS), _by_word(SERVICES)

    def resolve(self, text, kinds=("manufacturing", "service", "emerging")) -> Resolution:
        known = {}
        known |= self._goods if "manufacturing" in kinds else {}
        known |= self._services if "service" in kinds else {}
        folded = re.sub(r"((?<=[sx])e|(?<=[cs]h)e)?s$", "", text.lower().strip())
        ends = [word for word in known if _ends(folded, word) or _ends(text.lower(), word)]
        if not ends:
            return Resolution(text, Outcome.UNKNOWN)
        codes = known[max(ends, key=len)]
        outcome = Outcome.UNDERSTOOD if len(codes) == 1 else Outcome.CHOICES
        return Resolution(text, outcome, tuple(Suggestion(code, 0.9, "a test") for code in codes))

    def lists(self, text, kinds=("manufacturing", "service", "emerging")) -> bool:
        known = {}
        known |= self._goods if "manufacturing" in kinds else {}
        known |= self._services if "service" in kinds else {}
        return text in known or text.removesuffix("s") in known


def _ends(text: str, word: str) -> bool:
    if not word.isascii():
        return text.endswith(word)
    return bool(re.search(rf"(?:^|[\s-]){re.escape(word)}$", text))


def _rows(name: str) -> list[dict[str, str]]:
    with (SEEDS / name).open(encoding="utf-8") as file:
        return list(csv.DictReader(file))


@cache
def names() -> NameResolvers:
    """Every place of the seeds by its names; no sectors."""
    provinces = {row["iso3166_2"]: row for row in _rows("provinces.csv")}
    places = {}
    for iso, row in provinces.items():
        code = row["gb2260"]
        places[code] = PlaceRow(
            code, code, row["name_en"], row["name_zh"], iso, row["name_zh"], row["pinyin"]
        )
    for row in _rows("prefectures.csv"):
        common = (row["name_en"], row["name_zh"], "", row["short_name_zh"], row["pinyin"])
        places[row["code"]] = PlaceRow(row["code"], row["province_code"], *common)
    clusters = {
        row["cluster"]: ClusterRow(
            row["cluster"],
            row["name_en"],
            row["name_zh"],
            row["affinity"] == "yes",
            tuple(provinces[iso]["gb2260"] for iso in row["members"].split(";") if iso),
        )
        for row in _rows("region_clusters.csv")
    }
    return NameResolvers(PlaceResolver(Atlas(places, clusters)), SectorResolver(Taxonomy({})))


def read(text: str) -> SentenceReading:
    """Read a sentence with the small lexicon."""
    return read_sentence(text, names(), SmallLexicon())


def place_codes(values: list[str]) -> list[str]:
    """The codes of places that a brief names."""
    return [names().places.resolve(value).code for value in values]
