"""Old English spellings of provinces and cities, as factories still write them: Tsingtao, Wusih;
and the parts of Hong Kong, which its firms give as their city.
"""

from collections.abc import Mapping

# Letters only, in lower case -> GB/T 2260 code.
OLD_SPELLINGS: Mapping[str, str] = {
    "peking": "110000", "peiping": "110000", "tientsin": "120000", "chungking": "500000",
    "tsingtao": "370200", "tsinan": "370100", "amoy": "350200", "foochow": "350100",
    "canton": "440100", "swatow": "440500", "nanking": "320100", "soochow": "320500",
    "wusih": "320200", "nantung": "320600", "changchow": "320400", "hangchow": "330100",
    "ningpo": "330200", "wenchow": "330300", "hankow": "420100", "mukden": "210100",
    "dairen": "210200", "sian": "610100", "chengtu": "510100", "lanchow": "620100",
    "kweilin": "450300", "kwangtung": "440000", "kwangsi": "450000", "kiangsu": "320000",
    "kiangsi": "360000", "chekiang": "330000", "fukien": "350000", "szechuan": "510000",
    "szechwan": "510000", "shantung": "370000", "hopei": "130000", "honan": "410000",
    "hupeh": "420000", "hupei": "420000", "kweichow": "520000", "shansi": "140000",
    "shensi": "610000", "kansu": "620000", "sinkiang": "650000", "kirin": "220000",
    "tibet": "540000", "macau": "820000", "hongkong": "810000", "formosa": "710000",
    "neimenggu": "150000", "innermongolia": "150000", "xinjianguygur": "650000",
}  # fmt: skip

# Parts of Hong Kong, which its firms give as their city. They say no place in the name of a firm.
HONG_KONG = frozenset((
    "kowloon", "kowloonbay", "newterritories", "wanchai", "causewaybay", "sheungwan", "quarrybay",
    "chaiwan", "northpoint", "wongchukhang", "tsimshatsui", "hunghom", "mongkok", "kwuntong",
    "cheungshawan", "laichikok", "sanpokong", "kwaichung", "tsuenwan", "tsingyi", "tuenmun",
    "yuenlong", "shatin", "taipo", "fanling",
))  # fmt: skip
