"""The fields that an import may fill, the names that their columns bear, and persons' columns."""

from __future__ import annotations

import re
from collections.abc import Mapping

from partners.intake.reading.cell_text import header_key

# An allow-list: a column that is mapped to none of these is not read. None of them is a person's.
# Field -> names that its column bears in lists, in either language.
FIELD_NAMES: Mapping[str, tuple[str, ...]] = {
    "key": ("id", "os id", "oar id", "record id", "code", "symbol", "编码", "代码", "编号"),
    "name": (
        "name", "company", "company name", "supplier", "supplier name", "factory", "factory name",
        "facility", "facility name", "organisation", "organization", "manufacturer", "firm",
        "enterprise name", "legal name", "entity legal name", "entity.legalname", "vendor",
        "vendor name",
    ),
    "name_zh": (
        "name zh", "name cn", "chinese name", "name in chinese", "名称", "企业名称", "公司名称",
        "单位名称", "工厂名称", "厂名", "中文名称", "中文名", "供应商名称", "供应商", "企业",
        "公司全称", "申报单位",
    ),
    "name_en": ("name en", "english name", "name in english", "英文名称", "英文名", "公司英文名称"),
    "alias": (
        "alias", "aliases", "short name", "former name", "trade name", "简称", "曾用名", "别名",
    ),
    "country": ("country", "country code", "country name", "国家", "国家地区"),
    "place": (
        "place", "place code", "city", "province", "province code", "region", "prefecture", "state",
        "location", "省份", "省", "城市", "市", "地区", "所在地", "所在地区", "省市", "所属省份",
        "所在省市", "place zh", "entity.legaladdress.city",
    ),
    "address": (
        "address", "factory address", "supplier address", "street address", "facility address",
        "registered address", "full address", "地址", "工厂地址", "注册地址", "详细地址",
        "企业地址", "生产地址", "经营地址",
    ),
    "sector": (
        "sector", "sectors", "industry", "industry code", "sector code", "gbt4754 division",
        "行业", "所属行业", "行业代码", "行业类别", "领域", "industry zh", "csrc industry",
    ),
    "industry": ("trade", "finer industry", "细分行业"),
    "makes": ("makes", "sectors made", "manufactures", "制造行业"),
    "serves": ("serves", "service", "services", "服务", "服务类型", "服务内容"),
    "products": (
        "product", "products", "product zh", "product category", "product type", "product types",
        "goods", "items", "产品", "产品名称", "产品类别", "product en",
    ),
    "category": ("category zh", "product kind", "产品种类"),
    "hs": ("hs", "hs code", "hs codes", "hts code", "海关编码", "hs编码", "商品编码"),
    "uscc": (
        "uscc", "unified social credit code", "credit code", "registration number",
        "统一社会信用代码", "社会信用代码", "信用代码",
    ),
    "lei": ("lei", "lei code"),
    "stock": ("stock code", "ticker", "股票代码", "证券代码"),
    "customs": ("customs code", "customs registration", "海关注册编码", "海关备案编码"),
    "website": ("website", "web site", "url", "homepage", "网址", "网站", "官网", "公司网站"),
    "certificates": (
        "certificates", "certificate", "certifications", "certification", "standards", "认证",
        "证书", "资质", "体系认证",
    ),
    "valid_until": ("valid until", "expiry", "expiry date", "expires", "有效期至", "有效期"),
    "valid_from": ("valid from", "issue date", "issued on", "发证日期"),
    "main_products": (
        "main product", "primary product", "主要产品", "主营产品", "主导产品", "主营产品名称",
    ),
    "processes": (
        "process", "processes", "processing type", "processing types", "manufacturing process",
        "manufacturing processes", "production processes", "facility type", "工艺", "加工工艺",
        "生产工艺", "主要工艺", "制程",
    ),
    "phone": (
        "phone", "telephone", "tel", "phone number", "company phone", "factory phone",
        "office phone", "company tel", "factory tel", "switchboard", "landline", "fixed line",
        "电话", "公司电话", "企业电话", "单位电话", "工厂电话", "办公电话", "固定电话", "座机",
        "总机", "电话号码",
    ),
    "employees": (
        "employees", "number of employees", "number of workers", "workers", "no of workers",
        "no. of workers", "headcount", "staff", "employee count", "total workers",
        "total number of workers", "员工人数", "员工数", "职工人数", "从业人数", "人数", "员工总数",
    ),
    "size_class": (
        "size class", "company size", "enterprise size", "企业规模", "企业类型规模", "规模",
    ),
    "founded": (
        "founded", "year founded", "founding year", "established", "year established",
        "established in", "date of establishment", "成立时间", "成立日期", "成立年份", "创立时间",
        "注册时间",
    ),
    "overseas_share": (
        "overseas share", "export share", "export ratio", "export percentage",
        "overseas revenue percent", "出口占比", "出口比例", "外销比例", "海外收入占比",
    ),
    "minimum_order": ("minimum order", "moq", "min order", "minimum order quantity", "起订量"),
    "lead_time_days": ("lead time", "lead time days", "delivery days", "交货期", "交期"),
    "monthly_capacity": ("monthly capacity", "capacity", "月产能", "产能"),
    "export_years": ("export years", "years of export", "出口年限"),
    "markets": ("markets", "export markets", "出口市场", "主要市场"),
    "languages": ("languages", "language", "语言"),
}  # fmt: skip
FIELDS = frozenset(FIELD_NAMES)
# The columns that an annotated file begins with (`partners.intake.annotated_file`); they are never
# read, so that a file which was mended can be imported as it is.
ENDING_COLUMN, REASON_COLUMN = "import ending", "import reason"
OUR_COLUMNS = (ENDING_COLUMN, REASON_COLUMN)
KNOWN_HEADERS: Mapping[str, str] = {
    header_key(name): field
    for field, names in FIELD_NAMES.items()
    for name in (field.replace("_", " "), *names)
}
# Columns about persons. Their values never enter, and a map may not name them.
_PERSONS = re.compile(
    r"contact|person|e-?mail|mobile|cell ?phone|fax|wechat|whats ?app|linkedin|job title"
    r"|legal rep|representative|director|chair|manager|\bceo\b|owner|shareholder|employee name"
    r"|联系人|联系方式|联系电话|手机|邮箱|传真|微信|法人|法定代表|负责人|董事|经理|股东|姓名|身份证|经办人|签字|实际控制",
    re.IGNORECASE,
)


def is_personal(column: str) -> bool:
    """Whether the name of a column says that it holds the data of persons."""
    return bool(_PERSONS.search(column.replace("_", " ")))
