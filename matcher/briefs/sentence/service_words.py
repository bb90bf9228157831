"""Words by which a service is sought, and the name by which the lexicon is asked for it."""

import re
from collections.abc import Mapping

# Name for the lexicon -> words at the end of a phrase, in English and in Chinese.
_NAMES: Mapping[str, tuple[str, ...]] = {
    "industrial design": ("industrial design", "industrial designer", "industrial designers", "product design", "product designer", "product designers", "design", "designer", "designers", "id design", "工业设计", "外观设计", "产品设计", "结构设计", "设计"),
    "packaging design": ("packaging design", "packaging designer", "package design", "包装设计"),
    "research and development": ("r&d", "research and development", "product development", "contract research", "研发", "技术研发", "产品开发"),
    "testing and inspection": ("testing", "tests", "test", "tester", "testers", "inspection", "inspections", "inspector", "inspectors", "quality control", "quality inspection", "third-party inspection", "third party inspection", "pre-shipment inspection", "test lab", "test report", "certification", "certification body", "product certification", "ce certification", "calibration", "检测", "测试", "检验", "验货", "质检", "品质检验", "第三方检测", "第三方验货", "产品检测", "产品认证", "认证", "认证代办", "校准", "计量校准", "检验检测"),
    "freight forwarding": ("freight forwarder", "freight forwarders", "freight forwarding", "forwarder", "forwarders", "forwarding", "货代", "货运代理", "国际货代", "货运代理人"),
    "freight transport": ("freight", "logistics", "sea freight", "ocean freight", "air freight", "rail freight", "trucking", "haulage", "cargo transport", "物流", "货运", "海运", "空运", "铁路运输", "陆运", "运输", "国际物流", "中欧班列", "海运拼箱", "冷链物流"),
    "courier": ("courier", "couriers", "express delivery", "parcel delivery", "快递", "国际快递"),
    "customs clearance": ("customs broker", "customs brokers", "customs brokerage", "customs clearance", "customs", "报关", "清关", "报关行", "清关代理", "报关代理"),
    "warehousing": ("warehousing", "warehouse", "warehouses", "fulfilment", "fulfillment", "warehousing and fulfilment", "warehousing and fulfillment", "3pl", "4pl", "cold storage", "仓储", "仓库", "海外仓", "云仓", "保税仓", "仓储物流", "冷库"),
    "legal services": ("lawyer", "lawyers", "law firm", "law firms", "attorney", "attorneys", "legal advice", "legal counsel", "legal", "律师", "律所", "律师事务所", "法律顾问", "法律咨询"),
    "intellectual property": ("patent", "patents", "patent attorney", "patent attorneys", "patent agent", "patent agents", "patent lawyer", "trademark", "trademarks", "trademark registration", "trademark attorney", "trademark lawyer", "trademark agent", "intellectual property", "ip lawyer", "ip attorney", "专利", "专利代理", "专利申请", "商标", "商标注册", "商标代理", "知识产权", "知识产权律师", "知识产权代理"),
    "accounting": ("accountant", "accountants", "accounting", "bookkeeping", "bookkeeper", "auditor", "auditors", "tax advice", "tax advisor", "financial audit", "会计", "会计师", "会计师事务所", "代理记账", "记账", "审计", "税务咨询"),
    "management consulting": ("consultant", "consultants", "consulting", "consultancy", "management consulting", "lean consulting", "咨询", "管理咨询", "企业咨询", "精益咨询"),
    "equipment leasing": ("leasing", "equipment leasing", "financial leasing", "融资租赁", "设备租赁", "租赁"),
    "trade finance": ("financing", "trade finance", "supply chain finance", "factoring", "loan", "loans", "credit", "bank loan", "融资", "贷款", "供应链金融", "保理"),
    "insurance": ("insurance", "cargo insurance", "export credit insurance", "insurer", "保险", "货运保险", "出口信用保险", "信用保险"),
    "advertising": ("advertising", "marketing", "branding", "brand design", "promotion", "广告", "营销", "推广", "品牌策划", "市场营销"),
    "exhibitions": ("exhibition", "exhibitions", "trade fair", "trade fairs", "booth builder", "booth construction", "exhibition stand", "展会", "展览", "会展", "展台搭建", "参展"),
    "e-commerce services": ("e-commerce", "ecommerce", "e-commerce operation", "e-commerce agency", "online store operation", "amazon agency", "tmall partner", "跨境电商", "电商", "代运营", "电商代运营", "跨境电商代运营", "店铺运营"),
    "software development": ("software", "software development", "software developer", "software developers", "app development", "erp", "erp software", "erp software developer", "mes", "mes software", "mes system", "saas", "it services", "it support", "软件开发", "软件", "erp系统", "mes系统", "系统开发", "app开发", "小程序开发", "信息化"),
    "cloud computing": ("cloud computing", "cloud hosting", "cloud", "data centre", "data center", "hosting", "云计算", "云服务", "数据中心"),
    "equipment repair": ("repair", "repairs", "maintenance", "equipment maintenance", "machine repair", "after-sales repair", "维修", "设备维修", "设备维护", "维保", "保养"),
    "installation": ("installation", "commissioning", "安装", "安装调试", "设备安装"),
    "staff training": ("training", "staff training", "trainer", "trainers", "培训", "员工培训", "职业培训"),
    "recruitment": ("recruitment", "recruiter", "recruiters", "recruiting", "staffing", "headhunter", "headhunters", "temp workers", "hr outsourcing", "招聘", "人力资源", "劳务派遣", "猎头"),
    "translation": ("translation", "translator", "translators", "interpreter", "interpreters", "翻译", "口译"),
    "environmental services": ("waste disposal", "waste treatment", "wastewater treatment", "hazardous waste disposal", "waste recycling", "environmental assessment", "环评", "危废处理", "污水处理", "废水处理", "环保咨询", "固废处理", "废气治理"),
    "energy saving services": ("energy audit", "energy audits", "energy management", "energy saving", "carbon accounting", "carbon audit", "节能", "节能改造", "合同能源管理", "碳核查", "能源管理"),
    "trade agency": ("sourcing agent", "sourcing agents", "buying agent", "buying agents", "trading company", "trading companies", "sourcing agency", "purchasing agent", "export agent", "采购代理", "外贸代理", "出口代理", "贸易公司", "外贸公司", "代采购"),
    "wholesale": ("wholesale distribution", "distribution", "批发分销", "分销"),
    "industrial cleaning": ("industrial cleaning", "cleaning", "工业清洗", "保洁", "清洗"),
    "mould flow analysis": ("mould flow analysis", "mold flow analysis", "模流分析"),
    "engineering design": ("engineering", "factory design", "plant design", "工程设计", "厂房设计"),
}  # fmt: skip
# Agents that bring their own field: "a CE tester".
NAME_OF: Mapping[str, str] = {word: name for name, words in _NAMES.items() for word in words}
# Words that are goods or acts of a maker as well: they are services only with a provider's word.
WEAK = frozenset(
    [
        "test",
        "tests",
        "testing",
        "design",
        "software",
        "warehouse",
        "warehouses",
        "freight",
        "legal",
        "credit",
        "cleaning",
        "distribution",
        "customs",
        "cloud",
        "promotion",
        "e-commerce",
        "engineering",
        "patent",
        "patents",
        "设计",
        "认证",
        "软件",
        "租赁",
        "运输",
        "安装",
        "仓库",
        "清洗",
        "贸易公司",
        "信息化",
        "分销",
        "展览",
        "广告",
        "推广",
        "电商",
        "环保",
    ]
)
# "who can test toys": the act, and what it is done to behind it.
_VERBS: Mapping[str, str] = {
    **dict.fromkeys(("test", "inspect", "certify", "check"), "testing and inspection"),
    "design": "industrial design",
    **dict.fromkeys(("ship", "transport", "forward", "freight"), "freight forwarding"),
    **dict.fromkeys(("store", "warehouse", "fulfil", "fulfill"), "warehousing"),
    **dict.fromkeys(("repair", "maintain", "service"), "equipment repair"),
    "install": "installation",
    "calibrate": "testing and inspection",
    "translate": "translation",
    "train": "staff training",
    "insure": "insurance",
    "finance": "trade finance",
    **dict.fromkeys(("recruit", "hire"), "recruitment"),
    "audit": "testing and inspection",
    **dict.fromkeys(("clear", "declare"), "customs clearance"),
    **dict.fromkeys(("patent", "trademark", "register"), "intellectual property"),
    "advertise": "advertising",
}
_DOES = "|".join(_VERBS)
# "who can test", "someone to design", "we need to register": the last word is the act.
ACT = re.compile(
    r"(?<![a-z])(?:(?:who|that|which|someone|somebody|anyone|anybody|company|firm|lab|laboratory|agency|partner|provider)\s"
    r"(?:(?:who|that|which)\s)?(?:(?:can|could|will|would|may|to|is\sable\sto)\s)?"
    r"|(?:(?:we|i)\s)?(?:need|want|have|would\slike|like|looking)\sto\s|help\s(?:us\s|me\s)?(?:to\s)?)"
    rf"(?:help\s(?:us\s|me\s)?(?:to\s)?)?({_DOES})s?(?:\s(?:and|or)\s(?:{_DOES}))?(?![a-z-])"
)


def service_of_act(verb: str) -> str:
    """The name of the service that does this."""
    return _VERBS[verb]


def service_at_end(words: str) -> str:
    """The longest service word at the end of a phrase; an empty text where it ends in none."""
    starts = range(len(words))
    ends = (words[at:] for at in starts if words[at:] in NAME_OF and _begins(words, at))
    return next(ends, "")


def _begins(words: str, at: int) -> bool:
    """Whether a word begins here: at the start, behind a space, or at any Chinese sign."""
    return at == 0 or words[at] >= "\u3400" or words[at - 1] in " -/"
