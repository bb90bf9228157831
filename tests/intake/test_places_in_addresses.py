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
