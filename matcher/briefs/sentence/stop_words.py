"""Words that say nothing about the goods: they are read over, and not told."""

# English: function words, greetings, verbs of asking and buying, and who makes.
FUNCTION_WORDS = frozenset(
    "a an the this that these those some any all each every both such same other another more less most few several many much "
    "i we you he she it they me us him her them my our your his its their mine ours yours who whom whose which what where when how why "
    "there here is are am be been being was were have has had having do does did doing can could would should will shall may might must "
    "need needs needed want wants wanted like looking look looks seeking seek seeks search searching find finding found source sourcing "
    "buy buying purchase purchasing order orders ordering get getting obtain require requires required requirement requirements request "
    "requesting quote quotation rfq inquiry enquiry interested please kindly hi hello hey dear sir madam team thanks thank regards best-regards "
    "also too just only very really quite so if then than but because while as yes ok okay not now today soon ever able "
    "about approx approximately around roughly least up over under near between within per via etc ie eg including include includes "
    "able available make makes making made produce produces producing produced production manufacture manufactures manufacturing manufactured "
    "supply supplies supplying supplied provide provides providing provided offer offers offering offered sell sells selling sold "
    "work works working do'nt don't doesn't i'm we're we'd i'd we've i've it's who's ideally preferably possibly maybe perhaps "
    "help know recommend suggest send give tell contact let see think hope plan planning project start starting new use used using "
    "one ones someone anyone somebody anybody people person china chinese prc mainland product products goods items item thing things stuff something anything "
    "total quantity qty pcs piece pieces unit units each ship shipping shipped deliver delivery delivered export exported exporting market markets "
    "id ideal ll ve re s t d m".split()
)
PREPOSITIONS = frozenset("for of with without in to from by on at into onto".split())
JOINING = frozenset("and or & plus".split())
NEGATIONS = frozenset("no not without except excluding never nor avoid".split())
# Who makes. Behind goods they say that a maker is sought, or that the client is one.
MAKER_WORDS = frozenset(
    "factory factories maker makers manufacturer manufacturers manufacture producer producers plant plants mill mills workshop workshops "
    "supplier suppliers vendor vendors foundry foundries oem-factory shop shops facility facilities exporter exporters wholesaler wholesalers".split()
)
# Who may do either.
PROVIDER_WORDS = frozenset(
    "company companies firm firms agency agencies agent agents service services provider providers lab labs laboratory laboratories "
    "office offices bureau studio studios house houses specialist specialists expert experts partner partners center centre institute "
    "contractor contractors operator operators business businesses enterprise enterprises brand startup start-up".split()
)
# What a buyer says of itself.
BUYER_WORDS = frozenset(
    "importer importers retailer retailers distributor distributors buyer buyers customer customers client clients reseller resellers "
    "amazon shopify seller sellers webshop entrepreneur".split()
)
# Verbs and nouns before `for`: what follows is the thing that is sought, not its use.
SEEKING_WORDS = frozenset(
    "looking look searching search seeking ask asking quote quotation rfq request inquiry enquiry price pricing supplier suppliers manufacturer "
    "manufacturers factory factories maker makers producer producers vendor vendors need source sourcing order orders hunting interested".split()
)

# Chinese: cut out wherever they stand.
CHINESE_CUTS = (
    "我们公司", "我们", "我司", "我方", "贵司", "你们", "您好", "你好", "大家好", "请问", "有没有", "哪里有", "哪里", "哪家", "哪些", "哪个", "什么", "谁家", "谁能", "谁",
    "需要", "想要", "想找", "想买", "想做", "寻找", "寻求", "求购", "急需", "急求", "采购", "购买", "定购", "订购", "诚招", "诚求", "希望", "打算", "准备", "计划", "可以", "能够", "能做", "能不能", "可不可以", "会做",
    "或者", "以及", "还有", "并且", "而且", "同时", "另外", "大概", "大约", "左右", "一家", "几家", "一个", "一些", "一批", "一款", "这种", "那种", "这个", "比较", "非常", "最好", "优先", "如果", "因为", "所以",
    "专业做", "专门做", "专做", "主做", "主营", "谢谢", "麻烦", "推荐", "介绍", "联系", "报价", "询价", "在吗", "东西", "产品", "目前", "现在", "要求", "必须", "国内", "中国", "出口", "地区", "附近", "内", "要有", "具备", "带有", "通过", "支持", "接受",
    "的", "了", "吗", "呢", "吧", "啊", "、", "或", "及", "并",
)  # fmt: skip
CHINESE_STARTS = (
    "做", "找", "要", "求", "想", "能", "会", "有", "买", "用", "是", "请", "给", "我", "需", "寻", "从", "到", "在", "发", "对", "为", "与", "和", "跟", "个", "批", "家", "种", "款", "些", "都", "也", "再", "就", "可", "生产", "制造", "供应", "加工", "定制", "定做", "订做", "代工",
    "件", "台", "只", "支", "套", "条", "块", "张", "双", "把", "于", "及", "搞", "弄", "让", "帮", "由", "往", "去", "卖", "每", "共", "约",
)  # fmt: skip
# Words whose first sign is no such verb.
CHINESE_KEPT_STARTS = (
    "有机", "有色", "有轨", "有线", "发动", "发电", "发光", "发泡", "发热", "发饰", "发夹", "发酵", "发膜", "发卡", "对讲", "对联", "会议", "会展", "能源", "能量", "用具", "在线", "求生", "个人", "个性", "家具", "家电", "家居", "家用", "家纺", "家庭", "家装", "家私",
    "种子", "种植", "要素", "可降解", "可折叠", "可穿戴", "可编程", "可充电", "可视", "可可", "可乐", "为", "到期", "和服", "台灯", "台面", "台球", "台式", "条码", "条形", "套装", "套筒", "套管", "把手", "件套", "双面", "双层", "双肩", "双壁", "双色", "支架", "支撑", "块煤", "张紧", "请柬", "再生", "买菜", "是",
    "加工中心", "生产线", "生产设备", "制造执行", "定制家具", "给水", "让", "批头", "款式", "从动", "需氧", "与", "往复", "去污", "去皮", "每日坚果",
)  # fmt: skip
CHINESE_ENDS = (
    "生产厂家", "生产企业", "生产厂", "加工厂", "制造厂", "制造商", "生产商", "供应商", "代工厂", "厂商", "厂家", "工厂", "厂", "企业", "公司", "源头", "货源", "商家", "生产", "制造", "加工", "定制", "供应", "批发商", "批发", "贸易商", "等", "机构", "单位", "团队", "服务商", "服务", "呢", "方", "做", "有", "要", "能", "会",
)  # fmt: skip
CHINESE_MAKERS = (
    "厂",
    "厂家",
    "工厂",
    "企业",
    "制造商",
    "生产商",
    "供应商",
    "厂商",
    "加工",
    "生产",
    "制造",
)
CHINESE_SILENT = frozenset(
    "我你您他她它要有能会做找是在的了和与或及从到于为等个些想请也都就再可以用需对发给好吗呢吧啊求内外件台只套双条每来去把被让将这那其有没"
)
