"""Wishes that no field of a brief takes, and words by which no partner can be compared."""

import re

from matcher.briefs.sentence.buyer_text import BuyerText
from matcher.briefs.sentence.lookup import Lookup
from matcher.briefs.sentence.reading import Findings, Reason

_WISHES = (
    "oem", "odm", "obm", "oem/odm", "private label", "private-label", "private labelling", "white label", "white-label", "own brand", "our brand",
    "with our logo printed", "with our logo", "with logo", "our logo printed", "our logo", "custom logo", "own logo", "logo printed", "logo printing", "logo",
    "custom packaging", "customised packaging", "customized packaging", "gift packaging", "retail packaging", "custom made", "custom-made", "made to order",
    "customised", "customized", "customizable", "custom", "bespoke", "drawings available", "drawing available", "drawings", "design available", "own design", "our own design", "our design", "as per drawing", "per drawing",
    "cad files", "3d files", "tech pack", "samples available", "sample available", "free samples", "free sample", "samples first", "sample first", "samples", "sample",
    "lcl", "fcl", "less than container load", "full container load", "door to door", "door-to-door", "ddp door", "by sea", "by air", "by rail", "by train", "by truck", "weekly", "every week", "biweekly", "twice a week", "daily departures",
    "food grade", "food-grade", "food safe", "food-safe", "medical grade", "bpa free", "bpa-free", "lead free", "lead-free", "eco-friendly", "eco friendly", "environmentally friendly", "sustainable", "vegan", "non-toxic", "non toxic",
    "dropshipping", "drop shipping", "dropship", "nda", "t/t", "l/c", "letter of credit", "payment terms", "open account", "30% deposit", "warranty", "guarantee", "tooling included", "tooling cost", "after-sales service", "after sales service", "after-sales",
    "factory audit", "walmart audit", "disney audit", "costco audit", "certified", "certificate", "certificates", "certification required", "video call", "showroom", "trade assurance", "amazon fba", "fba",
    "贴牌", "代工", "代加工", "自有品牌", "打样", "样品", "先打样", "免费样品", "看样", "定制logo", "印logo", "logo定制", "来图定制", "来图加工", "来样加工", "来样定制", "有图纸", "图纸", "自带图纸", "定制包装", "礼盒包装", "彩盒包装",
    "拼箱", "整柜", "整箱", "门到门", "双清包税", "双清", "一件代发", "每周一班", "每周", "食品级", "医用级", "无毒", "环保", "可持续", "开票", "含税", "账期", "月结", "验厂", "售后", "包邮", "免费", "保密协议",
)  # fmt: skip
_VAGUE = (
    "fast turnaround", "quick turnaround", "fast delivery", "quick delivery", "fast shipping", "fast lead time", "short lead time", "prompt delivery", "fast production", "fast", "quickly", "quick", "urgent", "urgently", "asap", "as soon as possible", "rush order", "rush",
    "small orders", "small order", "small quantities", "small quantity", "small batches", "small batch", "small moq", "low moq", "no moq", "low minimum", "low volume", "low volumes", "large orders", "large quantities", "large quantity", "big orders", "bulk orders", "bulk order", "bulk", "in bulk", "high volume", "high volumes", "long term", "long-term", "a few hundred", "several hundred", "a few thousand", "a couple of",
    "good quality", "high quality", "high-quality", "best quality", "top quality", "premium quality", "quality", "good price", "good prices", "best price", "best prices", "low price", "low prices", "competitive price", "competitive prices", "competitive pricing", "factory price", "price", "prices", "cheap", "cheapest", "inexpensive", "affordable", "low cost", "low-cost",
    "reliable", "trusted", "trustworthy", "reputable", "experienced", "professional", "well-known", "famous", "leading", "established", "verified", "audited", "large", "good", "best", "better", "great", "nice", "top", "excellent", "flexible", "honest", "serious", "direct", "real", "right",
    "小批量", "小单", "小订单", "大批量", "量大", "长期合作", "长期", "起订量低", "低起订量", "急单", "加急", "尽快", "越快越好", "快速", "交货快", "快", "急", "质量好", "质量稳定", "高质量", "高品质", "优质", "品质好", "精度高", "性价比高", "性价比", "价格便宜", "价格优惠", "价格低", "价格好", "便宜", "实惠", "靠谱", "可靠", "有实力", "实力", "大厂", "知名", "专业", "源头", "好的", "好用", "好", "最低价",
)  # fmt: skip
# Adjectives that are also parts of names of goods (fast charger, small appliance, direct drive).
_ONLY_ALONE = frozenset(
    (
        "fast",
        "quick",
        "direct",
        "real",
        "large",
        "top",
        "leading",
        "right",
        "快",
        "快速",
        "好",
        "急",
        "专业",
        "大厂",
        "环保",
        "sample",
        "samples",
        "price",
        "quality",
        "logo",
        "bulk",
        "rush",
        "good",
        "great",
        "serious",
        "flexible",
        "免费",
        "源头",
        "实力",
    )
)
_OUT = Lookup({*_WISHES, *_VAGUE})
_GOES_ON = re.compile(r"[-\s]?[a-z]|[\u3400-\u9fff]")
_LATIN_BEFORE = re.compile(r"[a-z]-$")


def read_attributes(text: BuyerText, findings: Findings) -> None:
    """Tell the wishes without a field, and the words that are no facts."""
    for start, end, word in _OUT.find(text):
        if word in _ONLY_ALONE and not _is_alone(text, start, end):
            continue
        text.take(start, end)
        findings.tell(start, end, Reason.VAGUE if word in _VAGUE else Reason.NO_FIELD)


def _is_alone(text: BuyerText, start: int, end: int) -> bool:
    """Whether a word is no part of a longer one: what follows is taken, a sign, or the end."""
    if text.before(start, _LATIN_BEFORE):
        return False
    goes_on = text.after(end, _GOES_ON)
    if goes_on is None or not text.free(end, min(end + 2, len(text.plain))):
        return True
    return bool(re.match(r"\s(?:and|or|for|to|in|from|at|with|please)\s", text.plain[end:]))
