"""Every sentence that an explanation can say, in English and Chinese."""

from collections.abc import Mapping

Both = Mapping[str, str]


def _both(en: str, zh: str) -> Both:
    return {"en": en, "zh": zh}


DIMENSIONS: Mapping[str, Both] = {
    "count": _both("pieces", "件"),
    "pairs": _both("pairs", "双"),
    "sets": _both("sets", "套"),
    "mass": _both("kg", "千克"),
    "length": _both("m", "米"),
    "area": _both("m²", "平方米"),
    "volume": _both("m³", "立方米"),
}
SIGNALS: Mapping[str, Both] = {
    "support": _both("promised support", "承诺支持"),
    "strength": _both("named as a strength", "列为优势"),
    "shortage": _both("named as lacking", "列为短板"),
    "context": _both("context", "背景"),
}
SPEAKERS: Mapping[str, Both] = {
    "government": _both("government", "政府"),
    "statistic": _both("a statistic", "统计数据"),
    "company": _both("a company's own words", "企业自述"),
    "press": _both("the press", "媒体"),
    "scholar": _both("a scholar", "学者"),
}
STAGES: Mapping[str, Both] = {
    "pledged": _both("pledged", "已承诺"),
    "launched": _both("launched", "已启动"),
    "under way": _both("under way", "推进中"),
    "delivered": _both("delivered", "已兑现"),
    "lapsed": _both("lapsed", "已失效"),
}
# What a demand figure rests on, as the seeds' `basis` column names it.
BASES: Mapping[str, Both] = {
    "io+expert": _both("input-output table and judgement", "投入产出表与判断"),
    "expert": _both("judgement", "判断"),
    "expert override": _both("judgement, in place of the table", "判断，取代投入产出表"),
    "not said": _both("not said", "未注明"),
}
# Who vouches for the demonstration's records; all others are told by their own names.
SPOKESMEN: Mapping[str, str] = {"Simulated inspection body": "模拟检验机构"}
# Said where what is documented is the very thing that was asked for.
SAME: Mapping[str, Both] = {"fit.exact": _both("{need}: documented", "{need}：有记录")}
PHRASES: Mapping[str, Both] = {
    # fit
    "fit.exact": _both("{need}: documented as {offered}", "{need}：记录为{offered}"),
    "fit.wider": _both(
        "{need}: only the wider field {offered} is documented",
        "{need}：仅记录了更宽的类别{offered}",
    ),
    "fit.sibling": _both(
        "{need} is not documented; another group of the same division is: {offered}",
        "未记录{need}；记录了同一大类的{offered}",
    ),
    "fit.related": _both(
        "{need} is related to {offered} only through an emerging industry",
        "{need}与{offered}仅通过新兴产业相关",
    ),
    "fit.products": _both(
        "product words or codes found: {products}", "产品词或编码相符：{products}"
    ),
    "fit.products_differ": _both(
        "listed products do not include: {products}", "所列产品不包括：{products}"
    ),
    "fit.client_sector": _both("says it works for {sector}", "称服务于{sector}"),
    "fit.client_others": _both(
        "says it works for other fields, such as {sector}", "称服务于其他领域，如{sector}"
    ),
    # policy
    "policy.named": _both(
        "{province} puts this first, for {target}: {title} ({signal}, {stage}; {document}, {key})",
        "{province}将{target}列为重点：{title}（{signal}，{stage}；{document}，{key}）",
    ),
    "policy.named_in_part": _both(
        "{province} puts this first, for {target}: {title} ({signal}, {stage}; {document}, "
        "{key}); counts in part, as far as the fit goes ({level} of 255)",
        "{province}将{target}列为重点：{title}（{signal}，{stage}；{document}，{key}）；"
        "按匹配程度部分计入（{level}/255）",
    ),
    "policy.city_unknown": _both(
        "{province} puts this first, for {target}, in {places} only: {title} ({signal}, "
        "{stage}; {document}, {key}); city not known: neutral",
        "{province}仅在{places}将{target}列为重点：{title}（{signal}，{stage}；{document}，"
        "{key}）；所在城市未知：按中性处理",
    ),
    "policy.not_named": _both(
        "no government priority for this in the excerpt held for {province}: neutral",
        "所持{province}摘录中没有政府对此的重点：按中性处理",
    ),
    "policy.not_named_complete": _both(
        "no government priority for this in {province}'s complete list",
        "{province}完整清单中没有政府对此的重点",
    ),
    "policy.no_list": _both(
        "no list held for {province}: neutral", "未持有{province}的清单：按中性处理"
    ),
    "policy.no_place": _both("place unknown: neutral", "所在地未知：按中性处理"),
    "context.priority": _both(
        "{province}, {speaker}: {title} ({document}, {key}); scores nothing",
        "{province}，{speaker}：{title}（{document}，{key}）；不计分",
    ),
    # operations
    "operations.minimum_met": _both(
        "minimum order {minimum}, within your {order}", "起订量{minimum}，不超过您的{order}"
    ),
    "operations.minimum_above": _both(
        "minimum order {minimum}, above your {order}", "起订量{minimum}，高于您的{order}"
    ),
    "operations.minimum_other_unit": _both(
        "minimum order stated as {minimum}, which cannot be compared with your unit",
        "起订量记录为{minimum}，无法与您的单位比较",
    ),
    "operations.capacity_other_unit": _both(
        "monthly capacity stated as {capacity}, which cannot be compared with your unit",
        "月产能记录为{capacity}，无法与您的单位比较",
    ),
    "operations.lead_time_met": _both(
        "lead time {days} days, within your {asked}", "交期{days}天，不超过您的{asked}天"
    ),
    "operations.lead_time_above": _both(
        "lead time {days} days, longer than your {asked}", "交期{days}天，长于您的{asked}天"
    ),
    "operations.capacity_met": _both(
        "monthly capacity {capacity}, for a rate of {rate}", "月产能{capacity}，所需月产量{rate}"
    ),
    "operations.capacity_below": _both(
        "monthly capacity {capacity}, below the rate of {rate}",
        "月产能{capacity}，低于所需月产量{rate}",
    ),
    "operations.no_goods": _both(
        "handles no goods: order size and days do not apply", "不处理货物：订单量与天数不适用"
    ),
    # assurance
    "assurance.certificate": _both("{standard} valid until {until}", "{standard}有效期至{until}"),
    "assurance.certificate_undated": _both(
        "{standard} on record without an end date: not known to be valid",
        "记录有{standard}，但未注明到期日：是否有效未知",
    ),
    "assurance.expired": _both(
        "{standard} is not valid today (until {until})", "{standard}目前无效（至{until}）"
    ),
    "assurance.not_yet": _both(
        "{standard} is valid only from {since}", "{standard}自{since}起方有效"
    ),
    "assurance.no_certificate": _both("does not hold {standard}", "未持有{standard}"),
    "assurance.languages": _both("works in: {have}", "工作语言：{have}"),
    "assurance.no_languages": _both("does not work in: {lack}", "不提供语言：{lack}"),
    "assurance.markets": _both("exports to: {have}", "出口市场：{have}"),
    "assurance.no_markets": _both("does not export to: {lack}", "不出口至：{lack}"),
    # ecosystem
    "ecosystem.supplied": _both(
        "providers around cover what {sector} needs most: {services}",
        "周边服务商可满足{sector}的主要需求：{services}",
    ),
    "ecosystem.gaps": _both(
        "few providers on record around for: {services}", "周边在册服务商不足：{services}"
    ),
    "ecosystem.affinity_255": _both("in {place}, as the client", "与客户同在{place}"),
    "ecosystem.affinity_224": _both(
        "{place}: same province as the client ({client})", "{place}：与客户（{client}）同省"
    ),
    "ecosystem.affinity_176": _both(
        "{place}: acts as one area with {client}", "{place}：与{client}同属一个城市群"
    ),
    "ecosystem.affinity_112": _both(
        "{place}: in a province next to the client ({client})", "{place}：与客户（{client}）邻省"
    ),
    "ecosystem.affinity_48": _both(
        "{place}: far from the client ({client})", "{place}：距客户（{client}）较远"
    ),
    "ecosystem.demand": _both(
        "{sector} uses {service} {times} times as much as others do (estimate: {basis})",
        "{sector}对{service}的使用为平均水平的{times}倍（估算依据：{basis}）",
    ),
    "ecosystem.makers": _both(
        "makers around that need this most: {sectors}", "周边最需要此服务的制造业：{sectors}"
    ),
    "ecosystem.no_place": _both("place unknown: neutral", "所在地未知：按中性处理"),
    "ecosystem.no_providers": _both(
        "no providers in the datasets asked: neutral", "所选数据集中没有服务商：按中性处理"
    ),
    "ecosystem.no_makers": _both(
        "no makers that need this in the datasets asked: neutral",
        "所选数据集中没有需要此服务的制造商：按中性处理",
    ),
    "ecosystem.no_demand": _both("no demand figures for this field", "该领域没有需求数据"),
    # trust
    "trust.verified": _both("verified by {speaker}, checked {on}", "由{speaker}核实，核查于{on}"),
    "trust.verified_undated": _both(
        "verified by {speaker}, date not said", "由{speaker}核实，日期未注明"
    ),
    "trust.reported": _both("reported by {speaker}, checked {on}", "由{speaker}报道，核查于{on}"),
    "trust.reported_undated": _both("reported: {speaker}, not checked", "据{speaker}，未核查"),
    "trust.declared": _both(
        "declared by {speaker}, checked {on}", "由{speaker}自行申报，核查于{on}"
    ),
    "trust.declared_undated": _both(
        "declared by {speaker}, date not said", "由{speaker}自行申报，日期未注明"
    ),
    "trust.nothing": _both("no evidence on record", "没有任何佐证记录"),
    # questions
    "ask.products": _both("Do you make or handle: {products}?", "贵方是否生产或经营：{products}？"),
    "ask.client_sector": _both("Do you work for {sector}?", "贵方是否服务于{sector}？"),
    "ask.minimum_order": _both(
        "What is your minimum order, and would you take {order}?",
        "最低起订量是多少？能否接受{order}？",
    ),
    "ask.lead_time": _both(
        "How many days from order to shipment; can it be {days}?",
        "从下单到发货需要多少天？能否在{days}天内？",
    ),
    "ask.capacity": _both(
        "What is your monthly capacity; does it allow {rate} a month?",
        "月产能是多少？能否达到每月{rate}？",
    ),
    "ask.certificates": _both(
        "Do you hold {standards}, and until when?", "是否持有{standards}？有效期至何时？"
    ),
    "ask.validity": _both(
        "Until when is your {standards} valid?", "贵方的{standards}有效期至何时？"
    ),
    "ask.languages": _both("Do you work in: {asked}?", "能否使用以下语言工作：{asked}？"),
    "ask.markets": _both("Do you export to: {asked}?", "是否出口至：{asked}？"),
    "ask.place": _both("In which city are you?", "贵方位于哪个城市？"),
    "ask.evidence": _both(
        "What document or third party confirms what your record says?",
        "有哪些文件或第三方可以证实贵方的记录？",
    ),
}
