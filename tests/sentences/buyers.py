"""Sentences of buyers, and what a careful reader takes from each.

They were written before any of them was read by the code. `sectors`, `services` and `client_sector`
are the codes that a reader would accept: one of them must be found. `told` are words that the
reading must hand back as not understood. Everything else must be found exactly.
"""

from typing import Any

Expected = dict[str, Any]

ENGLISH: tuple[tuple[str, Expected], ...] = (
    (
        "500 stainless steel water bottles, LFGB, 45 days, to France",
        {
            "seeking": "manufacturer",
            "sectors": ["C338", "C33"],
            "quantity": 500,
            "days": 45,
            "certifications": ["LFGB"],
            "markets": ["FR"],
            "materials": ["stainless steel"],
        },
    ),
    (
        "Looking for a ceramic tableware factory in Chaozhou or Jingdezhen, FDA, MOQ 1,000 sets",
        {
            "seeking": "manufacturer",
            "sectors": ["C307", "C30"],
            "provinces": ["445100", "360200"],
            "quantity": 1000,
            "unit": "set",
            "certifications": ["FDA"],
        },
    ),
    (
        "We need 10k LED light bulbs a month for Brazil, CE and RoHS required",
        {
            "sectors": ["C387", "C38"],
            "quantity": 10000,
            "markets": ["BR"],
            "certifications": ["CE", "RoHS"],
            "require": ["certifications"],
        },
    ),
    (
        "die-cast aluminium gearbox housings, 20 tonnes, IATF 16949 a must, near Chongqing",
        {
            "sectors": ["C339", "C33", "C325", "C367", "C345"],
            "quantity": 20,
            "unit": "tonne",
            "certifications": ["IATF 16949"],
            "require": ["certifications"],
            "provinces": ["500000"],
            "processes": ["die casting"],
            "materials": ["aluminium"],
        },
    ),
    (
        "organic cotton baby clothes, GOTS, 200 to 500 pieces, ship to Sweden within 8 weeks",
        {
            "sectors": ["C181", "C182", "C18"],
            "certifications": ["GOTS"],
            "quantity": 200,
            "days": 56,
            "markets": ["SE"],
        },
    ),
    (
        "2,000 pairs of running shoes from Jinjiang, BSCI, target price USD 8.50 per pair",
        {
            "sectors": ["C195", "C19"],
            "quantity": 2000,
            "unit": "pair",
            "provinces": ["350500"],
            "certifications": ["BSCI"],
            "target_price": {"amount": 8.5, "currency": "USD"},
        },
    ),
    (
        "oak dining tables FSC, FOB Shanghai, delivery 60 days",
        {
            "sectors": ["C211", "C21"],
            "certifications": ["FSC"],
            "incoterm": "FOB",
            "days": 60,
            "provinces": [],
            "told": ["Shanghai"],
        },
    ),
    (
        "Who makes lithium battery packs for e-bikes in Jiangsu? UN 38.3, UL 2271",
        {"sectors": ["C384", "C38"], "provinces": ["320000"], "certifications": ["UN 38.3"]},
    ),
    (
        "English-speaking supplier of plastic toys in Shantou, EN 71, 3000 pcs",
        {
            "sectors": ["C245", "C24"],
            "languages": ["en"],
            "provinces": ["440500"],
            "certifications": ["EN 71"],
            "quantity": 3000,
        },
    ),
    (
        "corrugated boxes with our logo printed, 5000 units, for the Netherlands",
        {
            "sectors": ["C223", "C22", "C231"],
            "quantity": 5000,
            "markets": ["NL"],
            "told": ["logo"],
        },
    ),
    (
        "hydraulic cylinders for excavators, 300 a year, lead time 6-8 weeks, Shandong or Jiangsu",
        {
            "sectors": ["C344", "C34"],
            "quantity": 300,
            "days": 56,
            "provinces": ["370000", "320000"],
            "told": ["a year"],
        },
    ),
    (
        "office chairs BIFMA, 2 x 40HQ containers, Anji",
        {"sectors": ["C213", "C214", "C219", "C21"], "provinces": ["330500"], "told": ["40HQ"]},
    ),
    (
        "Third-party inspection company in Shenzhen for consumer electronics",
        {
            "seeking": "service_provider",
            "services": ["PS014"],
            "provinces": ["440300"],
            "client_sector": ["C395", "C396", "C39", "C397", "C392"],
        },
    ),
    (
        "patent attorney for a medical device maker in Suzhou, Jiangsu",
        {
            "seeking": "service_provider",
            "services": ["PS013", "PS072", "PS07"],
            "client_sector": ["C358", "C35"],
            "client_place": "320500",
        },
    ),
    (
        "customs broker in Ningbo",
        {"seeking": "service_provider", "services": ["PS02"], "provinces": ["330200"]},
    ),
    (
        "need a lab to test children's furniture for ASTM F2057 in Zhejiang",
        {
            "seeking": "service_provider",
            "services": ["PS014"],
            "client_sector": ["C211", "C21", "C213", "C219"],
            "provinces": ["330000"],
            "certifications": [],
        },
    ),
    (
        "Warehousing and fulfilment in Dongguan, English speaking",
        {
            "seeking": "service_provider",
            "services": ["PS02"],
            "provinces": ["441900"],
            "languages": ["en"],
        },
    ),
    (
        "air freight from Shenzhen to Chicago",
        {
            "seeking": "service_provider",
            "services": ["PS02"],
            "client_place": "440300",
            "markets": ["US"],
        },
    ),
    (
        "We are a furniture factory in Foshan and need an ERP software developer",
        {
            "seeking": "service_provider",
            "services": ["PS03"],
            "client_sector": ["C21"],
            "client_place": "440600",
        },
    ),
    (
        "Hello, I want to buy bamboo toothbrushes, 10,000 pcs, no plastic packaging, to Australia",
        {
            "sectors": ["C411", "C41", "C204"],
            "quantity": 10000,
            "markets": ["AU"],
            "told": ["plastic packaging"],
        },
    ),
    (
        "power tools 20V cordless, GS + CE, for Germany and Austria, OEM",
        {
            "sectors": ["C346", "C34"],
            "markets": ["DE", "AT"],
            "certifications": ["CE"],
            "told": ["OEM", "20V"],
        },
    ),
    (
        "injection moulding of ABS enclosures, 50k shots a year, Dongguan, ISO 13485 mandatory",
        {
            "sectors": ["C292", "C29"],
            "provinces": ["441900"],
            "certifications": ["ISO 13485"],
            "require": ["certifications"],
            "processes": ["injection moulding"],
            "materials": ["ABS"],
        },
    ),
    (
        "frozen shrimp, HACCP, BRC, 24 tons, CIF Hamburg",
        {
            "sectors": ["C136", "C13"],
            "quantity": 24,
            "unit": "tonne",
            "certifications": ["HACCP", "BRCGS"],
            "incoterm": "CIF",
            "markets": ["DE"],
        },
    ),
    (
        "green tea from Anhui, organic certified, 500 kg, to Morocco",
        {
            "sectors": ["C153", "C15"],
            "provinces": ["340000"],
            "quantity": 500,
            "unit": "kilogram",
            "markets": ["MA"],
        },
    ),
    (
        "dog beds, 800 pcs, Walmart audit, California Prop 65",
        {"sectors": ["C177", "C178", "C17", "C195", "C24", "C41"], "quantity": 800},
    ),
    (
        "elevator guide rails, 400 tonnes, EN 81, to Turkey",
        {
            "sectors": ["C343", "C34", "C348"],
            "quantity": 400,
            "unit": "tonne",
            "markets": ["TR"],
        },
    ),
    (
        "skincare OEM in Guangzhou, GMPC and ISO 22716, 3000 bottles of face serum",
        {"sectors": ["C268", "C26"], "provinces": ["440100"], "told": ["OEM"]},
    ),
    (
        "Wind turbine towers, 40 sets, for Vietnam, delivery in 5 months",
        {
            "sectors": ["C331", "C33", "C341", "C38", "C34"],
            "quantity": 40,
            "unit": "set",
            "markets": ["VN"],
            "days": 150,
        },
    ),
    (
        "polyester yarn DTY, 2 containers a month, GRS, Shaoxing or Hangzhou",
        {
            "sectors": ["C282", "C28", "C175"],
            "certifications": ["GRS"],
            "provinces": ["330600", "330100"],
        },
    ),
    ("We want something nice, fast and cheap.", {"refused": True}),
    ("Can you help me?", {"refused": True}),
    ("300 pcs, 30 days, ISO 9001, Shenzhen", {"refused": True}),
    ("Wir suchen einen Hersteller von Spielzeug in China", {"refused": "German"}),
    ("Buscamos un fabricante de muebles de madera para España", {"refused": "Spanish"}),
    ("Ищем производителя обуви", {"refused": True}),
)

CHINESE: tuple[tuple[str, Expected], ...] = (
    (
        "找宁波的压铸厂，做铝合金灯具外壳，月需5000件，必须有IATF16949",
        {
            "seeking": "manufacturer",
            "sectors": ["C339", "C387", "C33", "C38"],
            "provinces": ["330200"],
            "quantity": 5000,
            "certifications": ["IATF 16949"],
            "require": ["certifications"],
            "processes": ["die casting"],
        },
    ),
    (
        "不锈钢保温杯2000个，45天内交货，出口日本",
        {
            "sectors": ["C338", "C33"],
            "quantity": 2000,
            "days": 45,
            "markets": ["JP"],
            "materials": ["stainless steel"],
        },
    ),
    (
        "泉州或莆田的运动鞋厂，BSCI，起订量一千双",
        {
            "sectors": ["C195", "C19"],
            "provinces": ["350500", "350300"],
            "certifications": ["BSCI"],
            "quantity": 1000,
            "unit": "pair",
        },
    ),
    (
        "苏州有没有做医疗器械检测的机构",
        {
            "seeking": "service_provider",
            "services": ["PS014"],
            "provinces": ["320500"],
            "client_sector": ["C358", "C35"],
        },
    ),
    (
        "我们是佛山的家具厂，想找知识产权律师",
        {
            "seeking": "service_provider",
            "services": ["PS013", "PS072", "PS07"],
            "client_sector": ["C21", "C211"],
            "client_place": "440600",
        },
    ),
    (
        "深圳跨境电商代运营公司，会英语",
        {
            "seeking": "service_provider",
            "services": ["PS033", "PS03"],
            "provinces": ["440300"],
            "languages": ["en"],
        },
    ),
    (
        "光伏逆变器10千瓦，出口波兰，要有TÜV认证，安徽厂家",
        {
            "sectors": ["C382", "C38"],
            "markets": ["PL"],
            "provinces": ["340000"],
            "told": ["10千瓦"],
        },
    ),
    (
        "全棉毛巾三千条，六周交货，FOB青岛，目标价每条1.2美元",
        {
            "sectors": ["C177", "C17"],
            "quantity": 3000,
            "days": 42,
            "incoterm": "FOB",
            "target_price": {"amount": 1.2, "currency": "USD"},
            "provinces": [],
        },
    ),
    (
        "景德镇陶瓷餐具，500套，发往洛杉矶",
        {
            "sectors": ["C307", "C30"],
            "provinces": ["360200"],
            "quantity": 500,
            "unit": "set",
            "markets": ["US"],
        },
    ),
    (
        "太阳能路灯，年产两万套，江苏或浙江",
        {
            "sectors": ["C387", "C38", "C382"],
            "quantity": 20000,
            "unit": "set",
            "provinces": ["320000", "330000"],
        },
    ),
    (
        "儿童玩具，EN71和CE必须，贴牌，汕头",
        {
            "sectors": ["C245", "C24"],
            "certifications": ["EN 71", "CE"],
            "require": ["certifications"],
            "provinces": ["440500"],
            "told": ["贴牌"],
        },
    ),
    (
        "从上海到汉堡的海运拼箱",
        {
            "seeking": "service_provider",
            "services": ["PS02"],
            "client_place": "310000",
            "markets": ["DE"],
        },
    ),
    (
        "请问哪里有电动自行车工厂？出口欧盟，100台起订",
        {"sectors": ["C377", "C37"], "markets": ["EU"], "quantity": 100},
    ),
    (
        "有机肥料500吨，山东，半个月内发货",
        {
            "sectors": ["C262", "C26"],
            "quantity": 500,
            "unit": "tonne",
            "provinces": ["370000"],
            "days": 15,
        },
    ),
    (
        "大理石台面，福建，出口沙特阿拉伯",
        {"sectors": ["C303", "C30"], "provinces": ["350000"], "markets": ["SA"]},
    ),
    (
        "工业机器人减速器，精度高，质保两年，常州",
        {"sectors": ["C345", "C34", "C349"], "provinces": ["320400"], "told": ["质保两年"]},
    ),
    (
        "塑料模具厂，台州黄岩，注塑模，30天交期",
        {"sectors": ["C352", "C35"], "days": 30, "provinces": ["331000"]},
    ),
    (
        "印花布料，OEKO-TEX，绍兴柯桥，5000米",
        {
            "sectors": ["C171", "C17", "C175", "C176"],
            "provinces": ["330600"],
            "quantity": 5000,
            "unit": "metre",
        },
    ),
    (
        "想做冷冻水饺出口加拿大，要HACCP，急",
        {
            "sectors": ["C143", "C14"],
            "markets": ["CA"],
            "certifications": ["HACCP"],
            "told": ["急"],
        },
    ),
    (
        "東莞的玩具廠，起訂量500",
        {"sectors": ["C245", "C24"], "provinces": ["441900"], "quantity": 500},
    ),
    ("你好，在吗", {"refused": True}),
    ("我想要便宜的好东西", {"refused": True}),
    ("1000件，三十天，ISO9001", {"refused": True}),
    ("おもちゃの工場を探しています", {"refused": True}),
    (
        "做铝型材挤压的厂家，佛山，说英语",
        {
            "sectors": ["C325", "C32", "C331", "C33"],
            "provinces": ["440600"],
            "languages": ["en"],
        },
    ),
)
