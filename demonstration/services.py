"""What simulated service providers do: how often, and under which name."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Service:
    """`weight` is own rough judgement of how many offer it; the names end a provider's name."""

    weight: int
    trade_en: str
    trade_zh: str


SERVICES = {
    "PS011": Service(12, "Product Design", "产品设计"),
    "PS012": Service(4, "Technology Transfer", "科技成果转化"),
    "PS013": Service(6, "Intellectual Property", "知识产权"),
    "PS014": Service(9, "Testing and Certification", "检测认证"),
    "PS015": Service(5, "Engineering", "工程技术"),
    "PS021": Service(9, "Freight", "货运"),
    "PS022": Service(4, "Port and Terminal", "港口货站"),
    "PS023": Service(2, "General Aviation", "通用航空"),
    "PS024": Service(7, "Warehousing", "仓储"),
    "PS025": Service(7, "Packing and Forwarding", "包装货代"),
    "PS026": Service(5, "Express", "快递"),
    "PS031": Service(2, "Networks", "网络传输"),
    "PS032": Service(10, "Industrial Software", "工业软件"),
    "PS033": Service(10, "E-commerce Operations", "电商运营"),
    "PS041": Service(3, "Trade Finance", "贸易金融"),
    "PS042": Service(2, "Capital Advisory", "资本顾问"),
    "PS043": Service(3, "Cargo Insurance", "货运保险"),
    "PS044": Service(2, "Factoring", "保理"),
    "PS051": Service(4, "Energy Saving", "节能"),
    "PS052": Service(4, "Pollution Control", "环保治理"),
    "PS053": Service(3, "Materials Recovery", "回收利用"),
    "PS061": Service(2, "Finance Leasing", "融资租赁"),
    "PS062": Service(3, "Equipment Hire", "设备租赁"),
    "PS071": Service(3, "Supply Chain Management", "供应链管理"),
    "PS072": Service(6, "Consulting", "咨询"),
    "PS073": Service(5, "Exhibitions and Marketing", "会展营销"),
    "PS081": Service(4, "Staffing", "人力资源"),
    "PS082": Service(3, "Vocational Training", "职业培训"),
    "PS091": Service(6, "Wholesale", "批发"),
    "PS092": Service(9, "Trade Agency", "贸易代理"),
    "PS101": Service(1, "Farm Support", "农业服务"),
    "PS102": Service(1, "Mining Support", "采矿服务"),
    "PS103": Service(2, "Worker Support", "员工后勤"),
    "PS104": Service(5, "Equipment Maintenance", "设备维修"),
    "PS105": Service(2, "Industrial Cleaning", "工业保洁"),
}

# Goods pass through the provider's hands: only here do a least order and days mean anything.
HANDLES_GOODS = ("PS02", "PS033", "PS09")
RESEARCH = ("PS011", "PS012", "PS014")

# What makers offer beside their goods.
BESIDE_GOODS = (
    ("PS011", 30), ("PS014", 12), ("PS015", 10), ("PS025", 14), ("PS032", 10), ("PS053", 6),
    ("PS104", 18),
)  # fmt: skip

PROVIDER_NAMES = (
    ("Services", "服务公司"), ("Partners", "服务中心"), ("Bureau", "事务所"), ("Hub", "服务平台"),
)  # fmt: skip
