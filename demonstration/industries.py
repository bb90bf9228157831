"""The industries of simulated makers: weight, trade name and quantity kind."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Industry:
    """`weight`: of about 1,200 makers; `quantity_kind`: a key of `sizes.QUANTITY_KINDS`."""

    weight: int
    trade_en: str
    trade_zh: str
    quantity_kind: str


# The weights are our rough estimate of the number of firms. Garment workshops are added to these:
# see `Makers.draw_workshop`.
INDUSTRIES = {
    "C13": Industry(35, "Agrifood", "农产品", "bulk"),
    "C14": Industry(25, "Foods", "食品", "bulk"),
    "C15": Industry(10, "Beverages", "饮品", "drink"),
    "C17": Industry(70, "Textiles", "纺织", "cloth"),
    "C18": Industry(90, "Garments", "服装", "garment"),
    "C19": Industry(50, "Leather and Footwear", "皮革鞋业", "consumer"),
    "C20": Industry(25, "Wood", "木业", "sheet"),
    "C21": Industry(45, "Furniture", "家具", "furniture"),
    "C22": Industry(20, "Paper", "纸业", "bulk"),
    "C23": Industry(20, "Printing", "印刷", "consumer"),
    "C24": Industry(60, "Toys and Gifts", "玩具工艺", "consumer"),
    "C25": Industry(3, "Fuels", "燃料", "bulk"),
    "C26": Industry(50, "Chemicals", "化工", "bulk"),
    "C27": Industry(20, "Medicines", "医药", "bulk"),
    "C28": Industry(8, "Fibres", "化纤", "bulk"),
    "C29": Industry(65, "Rubber and Plastics", "橡塑", "consumer"),
    "C30": Industry(45, "Ceramics and Glass", "陶瓷玻璃", "sheet"),
    "C31": Industry(10, "Steel", "钢铁", "bulk"),
    "C32": Industry(18, "Non-ferrous Metals", "有色金属", "bulk"),
    "C33": Industry(80, "Metalware", "金属制品", "parts"),
    "C34": Industry(75, "Machinery", "机械", "machine"),
    "C35": Industry(60, "Special Machinery", "专用设备", "machine"),
    "C36": Industry(45, "Auto Parts", "汽配", "parts"),
    "C37": Industry(15, "Transport Equipment", "运输设备", "machine"),
    "C38": Industry(80, "Electrical", "电气", "electronic"),
    "C39": Industry(75, "Electronics", "电子", "electronic"),
    "C40": Industry(20, "Instruments", "仪器", "electronic"),
    "C41": Industry(8, "Sundries", "日用杂品", "consumer"),
    "C42": Industry(6, "Recycling", "再生资源", "bulk"),
    "C43": Industry(6, "Repair", "维修", "machine"),
}

# Groups that weigh other than 1 within their division; the products of GOODS weigh 4.
GROUP_WEIGHTS = {
    "C181": 36, "C182": 48, "C183": 16, "C253": 0, "C267": 0, "C314": 0, "C364": 0, "C365": 0,
}  # fmt: skip

# Groups whose goods are counted in another way than the rest of their division.
GROUP_QUANTITY_KINDS = {
    "C177": "consumer", "C191": "sheet", "C195": "pair", "C277": "consumer", "C305": "consumer",
    "C307": "set", "C345": "parts", "C348": "parts", "C361": "machine", "C363": "machine",
    "C366": "machine", "C376": "consumer", "C377": "consumer", "C383": "cable",
    "C404": "consumer", "C278": "consumer",
}  # fmt: skip

# A trade word of the group's own, where the division's would mislead.
GROUP_TRADES = {
    "C176": ("Knit Fabrics", "针织面料"), "C177": ("Home Textiles", "家纺"),
    "C181": ("Woven Garments", "机织服装"), "C182": ("Knitting", "针织"),
    "C183": ("Accessories", "服饰"), "C192": ("Bags", "箱包"), "C195": ("Shoes", "鞋业"),
    "C241": ("Stationery", "文具"), "C243": ("Crafts", "工艺品"), "C244": ("Sports", "体育用品"),
    "C245": ("Toys", "玩具"), "C268": ("Cosmetics", "日化"), "C291": ("Rubber", "橡胶"),
    "C292": ("Plastics", "塑料"), "C304": ("Glass", "玻璃"), "C305": ("Glassware", "玻璃制品"),
    "C307": ("Ceramics", "陶瓷"), "C332": ("Tools", "工具"), "C335": ("Hardware", "五金"),
    "C358": ("Medical Devices", "医疗器械"), "C361": ("Vehicles", "整车"),
    "C373": ("Shipbuilding", "船舶"), "C374": ("Aircraft", "航空器"),
    "C376": ("Bicycles", "自行车"), "C384": ("Batteries", "电池"),
    "C385": ("Home Appliances", "家电"), "C387": ("Lighting", "照明"),
    "C396": ("Smart Devices", "智能设备"), "C404": ("Optics", "光学"),
}  # fmt: skip
