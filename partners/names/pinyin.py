"""How Chinese names sound: the pinyin by which people look for them.

Read by those who write partners alone: the dictionary takes some 60 MB of a process.
"""

from collections.abc import Iterable

from pypinyin import lazy_pinyin, load_single_dict

from partners.names.spellings import key

# As they are read in names (长鑫, 美的, 锦都), where no longer word says otherwise.
load_single_dict({ord("长"): "cháng,zhǎng", ord("的"): "dí,de", ord("都"): "dū,dōu"})


def of(names: Iterable[str]) -> str:
    """A line for each name that holds Chinese: its syllables without tones, a space between
    (重庆长安: chong qing chang an). `models.sounds.PinyinLookup` finds in it.
    """
    return "\n".join(dict.fromkeys(_line(name) for name in names if _is_chinese(name)))


def _line(name: str) -> str:
    syllables = (key(syllable) for syllable in lazy_pinyin(name))
    return " ".join(syllable for syllable in syllables if syllable)


def _is_chinese(name: str) -> bool:
    return any("\u3400" <= sign <= "\u9fff" for sign in name)
