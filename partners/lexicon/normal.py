"""The normal form of a word: one spelling for plural, hyphen, accent, British and American."""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

from partners.names.traditional import to_simplified

_HAN = re.compile(r"[㐀-鿿]")
_ACRONYM = re.compile(r"\b([A-Z]{2,5})s\b")
_ONE_LETTER = re.compile(r"\b(e)-(\w)|\b(t)[- ](?=shirt)")
_TOKEN = re.compile(r"[a-z0-9][a-z0-9.+#&']*")
_MARKS = str.maketrans(dict.fromkeys("-/_,()", " "))
_CUT = re.compile(r"[\s·、，。（）()\-/\"'“”的]+")
# Words whose last s is no plural, and plurals that no rule makes.
_SINGULAR = {
    "knives": "knife", "shelves": "shelf", "scarves": "scarf", "loaves": "loaf", "leaves": "leaf",
    "feet": "foot", "teeth": "tooth", "children": "child", "men": "man", "women": "woman",
    "dies": "die", "movies": "movie", "cookies": "cookie", "ties": "tie", "hoodies": "hoodie",
    "brownies": "brownie", "smoothies": "smoothie", "beanies": "beanie", "bikes": "bike",
    "mice": "mouse", "halves": "half", "calves": "calf", "axes": "axe", "news": "news",
    "gas": "gas", "lens": "lens", "bus": "bus", "canvas": "canvas", "iris": "iris",
    "chassis": "chassis", "tennis": "tennis", "logistics": "logistics", "plastics": "plastic",
    "ceramics": "ceramic", "electronics": "electronics", "cosmetics": "cosmetic", "abs": "abs",
    "textiles": "textile", "optics": "optic", "robotics": "robot", "analysis": "analysis",
    "gasses": "gas", "lenses": "lens", "buses": "bus", "biomass": "biomass", "asbestos": "asbestos",
    "clothes": "clothes", "trousers": "trousers", "jeans": "jeans", "pants": "pants",
    "pes": "pes", "as": "as", "is": "is", "us": "us", "ems": "ems", "oled": "oled", "gps": "gps",
    "series": "series", "species": "species", "pos": "pos", "saas": "saas", "rus": "rus",
    "sus": "sus", "sas": "sas", "tes": "tes", "cctvs": "cctv", "shoes": "shoe", "toes": "toe",
    "talkies": "talkie", "scrunchies": "scrunchie", "selfies": "selfie", "calories": "calorie",
    "veggies": "veggie", "booties": "bootie", "onesies": "onesie", "hoes": "hoe", "gases": "gas",
    "potatoes": "potato", "tomatoes": "tomato", "canoes": "canoe", "hoses": "hose", "vases": "vase",
    "cases": "case", "bases": "base", "valves": "valve", "gloves": "glove", "sleeves": "sleeve",
    "stoves": "stove", "adhesives": "adhesive", "olives": "olive", "additives": "additive",
    "horses": "horse", "houses": "house", "nurses": "nurse", "purses": "purse", "blouses": "blouse",
    "axles": "axle", "gauzes": "gauze", "caches": "cache", "releases": "release",
    "adhesive's": "adhesive", "fuses": "fuse", "licenses": "license", "enzymes": "enzyme",
    "buggies": "buggy", "accessories": "accessory", "bodies": "body", "batteries": "battery",
}  # fmt: skip
# American, and the spellings that shops use, to one form.
_SPELLING = {
    "fiber": "fibre", "fiberglass": "fibreglass", "aluminum": "aluminium", "color": "colour",
    "gray": "grey", "jewelry": "jewellery", "tire": "tyre", "mold": "mould", "molding": "moulding",
    "molded": "moulded", "molder": "moulder", "galvanized": "galvanised",
    "galvanizing": "galvanising", "anodized": "anodised", "anodizing": "anodising",
    "fertilizer": "fertiliser", "sulfur": "sulphur", "sulfate": "sulphate", "pajama": "pyjama",
    "pajamas": "pyjama", "pyjamas": "pyjama", "plow": "plough", "center": "centre",
    "meter": "metre", "liter": "litre", "catalog": "catalogue", "program": "programme",
    "organization": "organisation", "customized": "custom", "customised": "custom",
    "license": "licence", "donut": "doughnut", "yoghurt": "yogurt", "whisky": "whiskey",
    "stainles": "stainless", "eyeglasses": "eyeglass", "spectacles": "eyeglass", "aging": "ageing",
    "labeling": "labelling", "label": "label", "vapor": "vapour", "armor": "armour",
    "flavor": "flavour", "caliper": "calliper", "wagon": "wagon", "cosy": "cozy",
    "analyzer": "analyser", "sanitizer": "sanitiser", "moisturizer": "moisturiser",
    "vulcanized": "vulcanised", "optimization": "optimisation", "digitalization": "digitisation",
    "digitization": "digitisation", "customization": "customisation", "polyesters": "polyester",
    "fibreglas": "fibreglass", "sulfuric": "sulphuric", "axe": "axe", "gypsums": "gypsum",
    "inox": "stainless", "gage": "gauge", "tyer": "tyre", "mom": "mum", "behavior": "behaviour",
    "theater": "theatre", "artifact": "artefact", "airplane": "aeroplane",
}  # fmt: skip
# Words that change nothing of what a thing is.
FILLER = frozenset(
    [
        "a",
        "an",
        "the",
        "of",
        "for",
        "and",
        "with",
        "in",
        "to",
        "from",
        "by",
        "on",
        "or",
        "our",
        "your",
        "my",
        "new",
        "good",
        "best",
        "cheap",
        "quality",
        "high",
        "low",
        "price",
        "premium",
        "custom",
        "oem",
        "odm",
        "bulk",
        "wholesale",
        "made",
        "manufacturer",
        "factory",
        "supplier",
        "assorted",
        "various",
        "other",
        "type",
        "kind",
        "set",
        "pcs",
        "piece",
        "china",
        "chinese",
        "supply",
        "maker",
        "producer",
        "producing",
        "manufacturing",
        "production",
        "factories",
        "vendor",
        "buy",
        "need",
        "want",
        "bespoke",
        "branded",
        "standard",
        "general",
        "eco",
        "friendly",
    ]
)


def is_chinese(text: str) -> bool:
    """Whether a text holds a Chinese character."""
    return not text.isascii() and _HAN.search(text) is not None


def plain(text: str) -> str:
    """Lower case, half width, without accents, one space between words."""
    text = text.lower()
    if not text.isascii():
        text = unicodedata.normalize("NFKD", unicodedata.normalize("NFKC", text))
        text = "".join(one for one in text if not unicodedata.combining(one))
    return " ".join(text.replace("’", "'").split())


@lru_cache(maxsize=50_000)
def singular(word: str) -> str:
    """The singular of an English word in the one spelling that the lexicon keeps."""
    word = _SPELLING.get(word, word)
    word = _SINGULAR.get(word) or _by_rule(word)
    return _SPELLING.get(word, word)


def _by_rule(word: str) -> str:
    if len(word) < 4 or not word.endswith("s") or word.endswith(("ss", "us", "is", "'s")):
        return word.removesuffix("'s").removesuffix("'")
    if word.endswith("ies") and len(word) > 4:
        return word[:-3] + "y"
    if word.endswith(("sses", "shes", "ches", "xes", "zzes", "oes")):
        return word[:-2]
    return word[:-1]


def words(text: str) -> list[str]:
    """The English words of a text as the lexicon compares them: singular, one spelling."""
    if not text.islower():
        text = _ACRONYM.sub(r"\1", text)
    text = plain(text).replace("r&d", "research development").replace("wi-fi", "wifi")
    if "-" in text or "shirt" in text:
        text = _ONE_LETTER.sub(r"\1\2\3", text)
    found = _TOKEN.findall(text.translate(_MARKS))
    if found == ["glasses"]:
        return ["eyeglass"]
    return [singular(one.strip(".'")) for one in found if one != "and"]


def english_key(text: str) -> str:
    """The key of an English term: its words without a space, so that hyphens do not matter."""
    return "".join(words(text))


def chinese_key(text: str) -> str:
    """The key of a Chinese term: simplified, lower case, without spaces and marks."""
    if not text.isalnum():
        text = unicodedata.normalize("NFKC", text)
    text = text.translate(to_simplified()).lower()
    return text if text.isalnum() else _CUT.sub("", text)
