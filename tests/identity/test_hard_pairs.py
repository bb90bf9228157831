"""Pairs that simple rules confuse: invented names, and firms on the public record."""

import pytest

from partners.identity import Identity, compare

PAIRS = [
    ("different", "江苏江阴农村商业银行股份有限公司", "无锡农村商业银行股份有限公司"),
    ("different", "Bank of Nanjing Co., Ltd.", "Bank of Jiangsu Co., Ltd."),
    ("unsure", "Ruilian Electric Co., Ltd. Chengdu", "Ruilian Electric Company Limited"),
    ("different", "江阴农村商业银行股份有限公司", "Wuxi Rural Commercial Bank Co., Ltd."),
    ("same", "比亚迪股份有限公司", "BYD Company Limited"),
    ("same", "珠海格力电器股份有限公司", "Gree Electric Appliances, Inc. of Zhuhai"),
    ("same", "海尔智家股份有限公司", "Haier Smart Home Co., Ltd."),
    ("same", "宁德时代新能源科技股份有限公司", "Contemporary Amperex Technology Co., Limited"),
    ("same", "长城汽车股份有限公司", "Great Wall Motor Company Limited"),
    ("same", "东方航空股份有限公司", "東方航空股份有限公司"),
    ("same", "中国南方航空股份有限公司", "China Southern Airlines Company Limited"),
    ("different", "中国南方航空股份有限公司", "China Eastern Airlines Corporation Limited"),
    ("same", "中国东方航空股份有限公司", "China Eastern Airlines Corporation Limited"),
    ("different", "中国南方航空股份有限公司", "中国东方航空股份有限公司"),
    ("different", "China Southern Airlines Co., Ltd.", "China Eastern Airlines Co., Ltd."),
    ("different", "华为技术有限公司", "华为终端有限公司"),
    ("different", "华为技术有限公司", "华为云计算技术有限公司"),
    ("same", "华为技术有限公司", "Huawei Technologies Co., Ltd."),
    ("different", "华为终端有限公司", "Huawei Technologies Co., Ltd."),
    ("different", "中国第一汽车集团有限公司", "第二汽车制造厂"),
    ("different", "一汽解放", "二汽解放"),
    ("same", "中国第一汽车股份有限公司", "中國第一汽車股份有限公司"),
    ("different", "沈阳第一机床厂", "沈阳第二机床厂"),
    ("different", "沈阳第一机床厂", "Shenyang No. 2 Machine Tool Works"),
    ("different", "上海汽车集团股份有限公司", "东风汽车集团股份有限公司"),
    ("different", "上海汽车集团股份有限公司", "Dongfeng Motor Group Co., Ltd."),
    ("different", "宿州华辰纺织有限公司", "苏州华辰纺织有限公司"),
    ("different", "陕西恒泰机械有限公司", "山西恒泰机械有限公司"),
    ("different", "Shaanxi Hengtai Machinery Co., Ltd.", "Shanxi Hengtai Machinery Co., Ltd."),
    ("same", "陕西恒泰机械有限公司", "Shaanxi Hengtai Machinery Co., Ltd."),
    ("different", "陕西恒泰机械有限公司", "Shanxi Hengtai Machinery Co., Ltd."),
    ("same", "苏州瑞联精密机械有限公司", "Suzhou Ruilian Precision Machinery Co., Ltd."),
    ("same", "苏州瑞联精密机械有限公司", "SUZHOU RUI LIAN PRECISION MACHINERY CO LTD"),
    ("same", "宁波海锋轴承有限公司", "Ningbo Haifeng Bearing Co.,Ltd"),
    ("different", "宁波海锋轴承有限公司", "Ningbo Haiyang Bearing Co.,Ltd"),
    ("unsure", "宁波海锋轴承有限公司", "Ningbo Haifeng Garments Co.,Ltd"),
    ("same", "青岛啤酒股份有限公司", "Tsingtao Brewery Company Limited"),
    ("same", "广东永兴五金有限公司", "Kwangtung Wing Hing Hardware Co., Ltd."),
    ("same", "东莞永华塑料制品有限公司", "Dongguan Wing Wah Plastic Products Co. Ltd."),
    ("same", "南京中兴化工有限公司", "Nanking Chung Hsing Chemical Co., Ltd."),
    ("same", "重庆新光机械有限公司", "Chungking Hsin Kuang Machinery Co Ltd"),
    ("branch", "华为技术有限公司苏州分公司", "华为技术有限公司"),
    ("branch", "中国工商银行股份有限公司苏州分行", "中国工商银行股份有限公司"),
    ("different", "中国工商银行股份有限公司苏州分行", "中国工商银行股份有限公司无锡分行"),
    ("branch", "恒丰电缆有限公司", "恒丰电缆有限公司上海办事处"),
    ("branch", "Hengfeng Cable Co., Ltd. Shanghai Branch", "Hengfeng Cable Co., Ltd."),
    ("different", "恒丰集团有限公司", "恒丰股份有限公司"),
    ("unsure", "江苏恒丰电缆有限公司", "恒丰电缆有限公司"),
    ("same", "江苏恒丰电缆有限公司", "江苏恒丰电缆股份有限公司"),
    ("same", "江苏恒丰电缆有限公司", "恒丰电缆"),
    ("different", "江苏恒丰电缆有限公司", "江苏恒丰电机有限公司"),
    ("different", "江苏恒丰电缆有限公司", "江苏恒锋电缆有限公司"),
    ("same", "金龙联合汽车工业（苏州）有限公司", "金龙联合汽车工业(苏州)有限公司"),
    ("different", "大众汽车（中国）投资有限公司", "大众汽车（上海）投资有限公司"),
    ("same", "ＴＣＬ科技集团股份有限公司", "TCL科技集团股份有限公司"),
    ("same", "TCL科技集团股份有限公司", "TCL Technology Group Corporation"),
    ("same", "中国石化", "中国石油化工股份有限公司"),
    ("different", "中国石化", "中国石油天然气股份有限公司"),
    ("same", "贵州茅台", "贵州茅台酒股份有限公司"),
    ("same", "Shenzhen Hualian Electronics Co., Ltd.", "SHENZHEN HUA LIAN ELECTRONIC CO LTD"),
    (
        "different",
        "Shenzhen Hualian Electronics Co., Ltd.",
        "Shenzhen Hualing Electronics Co., Ltd.",
    ),
    ("same", "廣州寶龍紡織有限公司", "广州宝龙纺织有限公司"),
    ("same", "廣州寶龍紡織有限公司", "Guangzhou Baolong Textile Co., Ltd."),
    ("unsure", "广州宝龙纺织有限公司", "Guangzhou Golden Dragon Textile Co., Ltd."),
    ("same", "广州金龙纺织有限公司", "Guangzhou Golden Dragon Textile Co., Ltd."),
    ("same", "浙江红狮水泥有限公司", "Zhejiang Red Lion Cement Co., Ltd."),
    ("unsure", "浙江红狮水泥有限公司", "Zhejiang Golden Lion Cement Co., Ltd."),
    ("same", "Xi'an Qinchuan Gear Co., Ltd.", "Xian Qinchuan Gear Co Ltd"),
    ("same", "西安秦川齿轮有限公司", "Xi'an Qinchuan Gear Co., Ltd."),
    ("different", "西安秦川齿轮有限公司", "宝鸡秦川齿轮有限公司"),
    ("different", "三一重工股份有限公司", "三二重工股份有限公司"),
    ("same", "三一重工股份有限公司", "Sany Heavy Industry Co., Ltd."),
    ("different", "南通东方船舶有限公司", "Nantong West Ship Co., Ltd."),
    ("different", "南通南方船舶有限公司", "南通北方船舶有限公司"),
    ("same", "佛山南海兴业陶瓷有限公司", "Foshan Nanhai Xingye Ceramics Co., Ltd."),
    ("different", "厦门象屿股份有限公司", "Dalian Port Company Limited"),
    ("different", "小米科技有限责任公司", "Huawei Technologies Co., Ltd."),
    ("same", "联想集团有限公司", "Lenovo Group Limited"),
    ("unsure", "鸿宇有限公司", "Hongyu Co., Ltd."),
    # One brand, and each states a trade that the other does not.
    ("unsure", "中远海运发展股份有限公司", "COSCO Shipping Holdings Co., Ltd."),
    # A part of the trade name is spelled, and nothing contradicts it.
    ("unsure", "青禾汇能集团有限公司", "Qinghe Composite Group Co., Ltd."),
    ("different", "青禾汇能集团有限公司", "Qingfeng Composite Group Co., Ltd."),
]


@pytest.mark.parametrize(("outcome", "left", "right"), PAIRS)
def test_a_hard_pair_has_the_outcome_that_a_person_gives(outcome, left, right):
    verdict = compare(Identity(name=left), Identity(name=right))

    assert verdict.outcome == outcome, verdict


@pytest.mark.parametrize(("outcome", "left", "right"), PAIRS)
def test_the_order_of_a_pair_does_not_matter(outcome, left, right):
    there = compare(Identity(left), Identity(right))
    back = compare(Identity(right), Identity(left))

    assert (there.outcome, there.score) == (back.outcome, back.score)


def test_place_and_trade_tell_more_than_a_sound():
    asked = Identity("安徽青河管道科技股份有限公司")
    translated = compare(asked, Identity("Anhui Kingland Pipeline Technologies Co., Ltd."))
    heard = compare(asked, Identity("Kinghan Technology Co., Ltd."))

    assert (translated.outcome, heard.outcome) == ("unsure", "unsure")
    assert translated.score > heard.score
