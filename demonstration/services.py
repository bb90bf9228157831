"""The services of simulated providers: weight and trade name."""

from dataclasses import dataclass


@dataclass(frozen=True)
class ServiceProfile:
    """`weight` is our rough estimate of the number of providers; the trade is part of the name."""

    weight: int
    trade_en: str
    trade_zh: str


SERVICES = {
    "PS011": ServiceProfile(12, "Product Design", "产品设计"),
    "PS012": ServiceProfile(4, "Technology Transfer", "科技成果转化"),
    "PS013": ServiceProfile(6, "Intellectual Property", "知识产权"),
    "PS014": ServiceProfile(9, "Testing and Certification", "检测认证"),
    "PS015": ServiceProfile(5, "Engineering", "工程技术"),
    "PS021": ServiceProfile(9, "Freight", "货运"),
    "PS022": ServiceProfile(4, "Port and Terminal", "港口货站"),
    "PS023": ServiceProfile(2, "General Aviation", "通用航空"),
    "PS024": ServiceProfile(7, "Warehousing", "仓储"),
    "PS025": ServiceProfile(7, "Packing and Forwarding", "包装货代"),
    "PS026": ServiceProfile(5, "Express", "快递"),
    "PS031": ServiceProfile(2, "Networks", "网络传输"),
    "PS032": ServiceProfile(10, "Industrial Software", "工业软件"),
    "PS033": ServiceProfile(10, "E-commerce Operations", "电商运营"),
    "PS041": ServiceProfile(3, "Trade Finance", "贸易金融"),
    "PS042": ServiceProfile(2, "Capital Advisory", "资本顾问"),
    "PS043": ServiceProfile(3, "Cargo Insurance", "货运保险"),
    "PS044": ServiceProfile(2, "Factoring", "保理"),
    "PS051": ServiceProfile(4, "Energy Saving", "节能"),
    "PS052": ServiceProfile(4, "Pollution Control", "环保治理"),
    "PS053": ServiceProfile(3, "Materials Recovery", "回收利用"),
    "PS061": ServiceProfile(2, "Finance Leasing", "融资租赁"),
    "PS062": ServiceProfile(3, "Equipment Hire", "设备租赁"),
    "PS071": ServiceProfile(3, "Supply Chain Management", "供应链管理"),
    "PS072": ServiceProfile(6, "Consulting", "咨询"),
    "PS073": ServiceProfile(5, "Exhibitions and Marketing", "会展营销"),
    "PS081": ServiceProfile(4, "Staffing", "人力资源"),
    "PS082": ServiceProfile(3, "Vocational Training", "职业培训"),
    "PS091": ServiceProfile(6, "Wholesale", "批发"),
    "PS092": ServiceProfile(9, "Trade Agency", "贸易代理"),
    "PS101": ServiceProfile(1, "Farm Support", "农业服务"),
    "PS102": ServiceProfile(1, "Mining Support", "采矿服务"),
    "PS103": ServiceProfile(2, "Worker Support", "员工后勤"),
    "PS104": ServiceProfile(5, "Equipment Maintenance", "设备维修"),
    "PS105": ServiceProfile(2, "Industrial Cleaning", "工业保洁"),
}

# Services that handle goods: only for these are minimum order and lead time meaningful.
HANDLES_GOODS = ("PS02", "PS033", "PS09")
RESEARCH = ("PS011", "PS012", "PS014")

# Services that makers offer besides their goods, with weights.
SERVICES_OF_MAKERS = (
    ("PS011", 30), ("PS014", 12), ("PS015", 10), ("PS025", 14), ("PS032", 10), ("PS053", 6),
    ("PS104", 18),
)  # fmt: skip

PROVIDER_NAMES = (
    ("Services", "服务公司"), ("Partners", "服务中心"), ("Bureau", "事务所"), ("Hub", "服务平台"),
)  # fmt: skip
