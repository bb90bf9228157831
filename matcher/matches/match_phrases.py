"""What an explained match says, in English and Chinese; of evidence it says what `trust` does."""

from collections.abc import Mapping

Both = Mapping[str, str]


def _both(en: str, zh: str) -> Both:
    return {"en": en, "zh": zh}


PHRASES: Mapping[str, Both] = {
    "match.need": _both(
        "{sector} uses {service} {times} times as much as others do (estimate: {basis})",
        "{sector}对{service}的使用为平均水平的{times}倍（估算依据：{basis}）",
    ),
    "match.no_figure": _both(
        "no figure for how much {sector} uses {service}", "没有{sector}使用{service}的数据"
    ),
    "match.class_only": _both(
        "only the wider field {offered} is documented: counted as the least needed of its groups, "
        "{service}",
        "仅记录了更宽的类别{offered}：按其中需求最低的{service}计",
    ),
    "match.priority": _both(
        "{province} puts {target} first: {title} ({signal}, {stage}; {document}, {key})",
        "{province}将{target}列为重点：{title}（{signal}，{stage}；{document}，{key}）",
    ),
    "match.affinity_255": _both("both in {maker}", "同在{maker}"),
    "match.affinity_224": _both(
        "same province: maker in {maker}, provider in {provider}",
        "同省：制造商在{maker}，服务商在{provider}",
    ),
    "match.affinity_176": _both(
        "{maker} and {provider} act as one area", "{maker}与{provider}同属一个城市群"
    ),
    "match.affinity_112": _both(
        "neighbouring provinces: maker in {maker}, provider in {provider}",
        "邻省：制造商在{maker}，服务商在{provider}",
    ),
    "match.affinity_48": _both(
        "far apart: maker in {maker}, provider in {provider}",
        "相距较远：制造商在{maker}，服务商在{provider}",
    ),
    "match.no_place": _both("place unknown: neutral", "所在地未知：按中性处理"),
    "match.languages": _both("both work in: {have}", "共同的工作语言：{have}"),
    "match.no_languages": _both("no working language in common", "没有共同的工作语言"),
    "match.open_languages": _both(
        "languages not known of both: neutral", "双方语言未全知：按中性处理"
    ),
    "match.standards": _both("both hold: {have}", "双方均持有：{have}"),
    "match.no_standards": _both("no standard in common", "没有共同的标准认证"),
    "match.open_standards": _both(
        "certificates not known of both: neutral", "双方证书未全知：按中性处理"
    ),
    "match.lead_time": _both(
        "the provider's {provider} days go with the maker's {maker}",
        "服务商{provider}天的交期配合制造商的{maker}天",
    ),
    "match.no_lead_time": _both(
        "the provider's {provider} days are more than the maker's {maker}",
        "服务商{provider}天的交期长于制造商的{maker}天",
    ),
    "match.open_lead_time": _both(
        "lead times not known of both, or no goods: neutral",
        "双方交期未全知或不涉及货物：按中性处理",
    ),
    "match.order_size": _both(
        "the provider's minimum of {provider} goes with the maker's {maker}",
        "服务商的起订量{provider}配合制造商的{maker}",
    ),
    "match.no_order_size": _both(
        "the provider's minimum of {provider} is above the maker's {maker}",
        "服务商的起订量{provider}高于制造商的{maker}",
    ),
    "match.open_order_size": _both(
        "minimum orders not known of both in pieces, or no goods: neutral",
        "双方起订量（按件）未全知或不涉及货物：按中性处理",
    ),
}
