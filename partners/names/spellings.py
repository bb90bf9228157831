"""The key by which names are compared, and aliases that the seed files do not hold."""

import unicodedata
from functools import lru_cache

from partners.names.traditional import to_simplified

# Longer than any name in the seeds; longer texts from requests are not worth a search.
MAX_NAME_LENGTH = 100


# The resolvers index all names anew for every version of the reference data; the cache holds all
# names of about one version.
@lru_cache(maxsize=16_384)
def name_key(text: str) -> str:
    """The form in which names are compared: letters and digits only, in lower case, without tone
    marks, traditional characters simplified, cut to `MAX_NAME_LENGTH`.
    """
    text = unicodedata.normalize("NFC", text[:MAX_NAME_LENGTH]).casefold()
    # Before the tones go: they alone distinguish Shǎnxī (Shaanxi, 陕西) from Shānxī (Shanxi, 山西).
    text = text.replace("shǎnx", "shaanx")
    plain = unicodedata.normalize("NFKD", text)
    return "".join(sign for sign in plain if sign.isalnum()).translate(to_simplified())


# Ending of the full Chinese name -> words that may follow the short name in English or pinyin. The
# order matters: the first ending that fits is taken, so 新区 must precede 区.
PLACE_ENDINGS: dict[str, tuple[str, ...]] = {
    "市": ("city", "municipality", "shi"),
    "自治州": ("prefecture", "autonomous prefecture", "州"),
    "地区": ("prefecture", "diqu"),
    "盟": ("league", "meng"),
    "新区": ("new area", "district", "区"),
    "林区": ("forestry district",),
    "自治县": ("county", "autonomous county", "县"),
    "区": ("district", "qu"),
    "县": ("county", "xian"),
}

_REGION = ("autonomous region", "自治区", "zizhiqu", "region")
_SAR = ("sar", "special administrative region", "特别行政区", "特区")
_MUNICIPALITY = ("municipality", "city", "shi", "市")
PROVINCE_ENDINGS: dict[str, tuple[str, ...]] = {
    **dict.fromkeys(("110000", "120000", "310000", "500000"), _MUNICIPALITY),
    **dict.fromkeys(("150000", "540000"), _REGION),
    "450000": ("zhuang autonomous region", "壮族自治区", *_REGION),
    "640000": ("hui autonomous region", "回族自治区", *_REGION),
    "650000": ("uygur autonomous region", "uyghur autonomous region", "维吾尔自治区", *_REGION),
    **dict.fromkeys(("810000", "820000"), _SAR),
}
COUNTRY_NAMES = ("china", "中国")
PROVINCE_WORDS = ("province", "sheng", "省")

PLACE_ALIASES: dict[str, tuple[str, ...]] = {
    "150000": ("Nei Mongol",),
    "540000": ("Tibet",),
    "540500": ("Lhoka",),
    "810000": ("HK", "HKSAR"),
    "820000": ("Macau",),
}

CLUSTER_ALIASES: dict[str, tuple[str, ...]] = {
    "GBA": ("Greater Bay Area", "Guangdong-Hong Kong-Macau Greater Bay Area", "大湾区"),
    "YRD": ("Yangtze Delta", "长江三角洲", "长三角地区"),
    "JJJ": ("Jing-Jin-Ji", "京津冀地区"),
    "CCE": ("Chengdu-Chongqing", "成渝", "成渝经济圈", "成渝双城经济圈", "成渝地区"),
    "NE": ("东北",),
    "YEB": ("Yangtze River Economic Belt",),
    "PPRD": ("Pan-Pearl River Delta",),
}
