"""The place of a free address, in both languages."""

import pytest

from partners.intake.values.addresses import AddressReader
from partners.reference.reference_loader import read_atlas


@pytest.fixture
def find(reference):
    reader = AddressReader(read_atlas())

    def found(text):
        place = reader.find(text)
        return place.code if place else None

    return found


@pytest.mark.parametrize(
    ("address", "code"),
    [
        ("江苏省苏州市工业园区星湖街1号", "320500"),
        ("安徽宿州市埇桥区", "341300"),
        ("8 Lake Road, Suzhou, Anhui", "341300"),
        ("8 Lake Road, SuZhou, JiangSu, China", "320500"),
        ("Xiangcheng District, Suzhou, China", "320500"),
        ("Zone B, Xi'an, Shaanxi", "610100"),
        ("Zone B, Xi’an, Shanxi", "610100"),
        ("1 Main Street, Taiyuan, Shanxi", "140100"),
        ("陕西省西安市雁塔区", "610100"),
        ("山西省太原市小店区", "140100"),
        ("上海市南京西路100号", "310000"),
        ("No. 5 Nanjing Road, Qingdao", "370200"),
        ("长春市吉林大路2号", "220100"),
        ("Jilin City, Jilin Province", "220200"),
        ("Guanlan Town Bao'anShenzhenGuangdongChina", "440300"),
        ("浙江省宁波市余姚市", "330200"),
        ("12 Factory Lane, Yiwu", "330700"),
        ("Some Lane, Zhejiang", "330000"),
        ("Kwun Tong, Kowloon, Hong Kong", "810000"),
        ("12 Anvil Street, Kwun Tong", "810000"),
        # The name of a province is that of a city as well.
        ("8 Road, Chang Chun, Ji Lin", "220100"),
        ("Antu County, Jilin", "222400"),
        ("8 Road, Jilin", "220000"),
        ("8 Road, Jilin, Jilin", "220200"),
        ("吉林长春经济开发区", "220100"),
        # Longjiang is a county of Heilongjiang, and a part of its name.
        ("8 Road, Heilongjiang", "230000"),
        ("8 Road, Hailin, Heilongjiang Prov. 157100, P.R. China", "231000"),
        ("8 Road, Zoucheng, Shandong", "370800"),
        # Two districts of Hebei have this name.
        ("8 Road, Xinhua, Hebei", "130000"),
        # The last sign of the text ends a name that may be longer.
        ("广东深圳", "440300"),
        ("工业园区8号 江苏苏州", "320500"),
        # Wuzhong is a district of one Suzhou, and a city in Ningxia.
        ("36 Rainbow Road, Luzhi Town. Suzhou, Wuzhong. China", "320500"),
        ("1 Rainbow Road, Wuzhong, Ningxia", "640300"),
        ("1 Rainbow Road, Wuzhong", "640300"),
        ("江苏苏州吴中区木渎镇", "320500"),
        # A name in one word is surer than one that is put together of two.
        ("Yinglin Town, Jinjiang, Jing Jiang", "350500"),
        ("Xiayuan Town, Ru Gao", "320600"),
        # Two cities of this name, and nothing that tells which.
        ("88 Long Road, Suzhou", None),
        # An estate and a district bear names of cities elsewhere.
        ("Xinxing Industrial Zone, Gongming Town", None),
        ("1 Unknown Lane", None),
        ("", None),
    ],
)
def test_an_address_names_its_narrowest_place(find, address, code):
    assert find(address) == code


@pytest.mark.parametrize(
    ("address", "code"),
    [
        ("Rongcheng City, Shandong", "371000"),
        ("Xuyi City, Jiangsu", "320800"),
        ("Chahe Town, Rudong County", "320600"),
        ("河南省荥阳市建设路8号", "410100"),
        ("Xishan District, Wusih", "320200"),
        ("Wuhou, Chengtu, Szechuan", "510100"),
        # Several provinces have a county of the name, or the county is only a street or an estate.
        ("8 Lake Road, Xinhua District", None),
        ("Rongcheng Industrial Zone, Shandong", "370000"),
        ("Dongxing Road, Guangxi", "450000"),
        ("河南省荥阳路8号", "410000"),
    ],
)
def test_a_county_that_is_called_one_stands_for_its_prefecture(find, address, code):
    assert find(address) == code


@pytest.mark.parametrize(
    ("name", "code"), [("Zoucheng", "370800"), ("Rongcheng", None), ("Suzhou", None)]
)
def test_a_county_alone_is_its_prefecture_unless_several_have_its_name(reference, name, code):
    found = AddressReader(read_atlas()).county(name)
    assert (found.code if found else None) == code
