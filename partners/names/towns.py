"""Towns, districts and county-level cities that occur in factory addresses, by prefecture.

A town is no place of its own: its name resolves to its prefecture, and the interpretation of a
brief says so. The table equals seeds/manufacturing_places.csv without the names that two towns
share and the rows with a note; a test compares them. It is code, so that resolving a name needs
no file.
"""

from collections.abc import Iterator

# English ending -> the Chinese ending that it translates.
_ENDINGS = {"city": "市", "district": "区", "county": "县", "town": "镇"}
# fmt: off
TOWNS: dict[str, str] = {
    "130100": "Xinji 辛集市",
    "130400": "Yongnian 永年区",
    "130500": "Pingxiang County 平乡县, Qinghe 清河县",
    "130600": "Baigou 白沟镇, Gaoyang 高阳县",
    "130900": "Mengcun 孟村回族自治县",
    "131000": "Bazhou 霸州市",
    "131100": "Anping 安平县",
    "210200": "Wafangdian 瓦房店市",
    "210300": "Haicheng 海城市",
    "211400": "Xingcheng 兴城市",
    "320200": "Huishan 惠山区, Jiangyin 江阴市, Yixing 宜兴市",
    "320300": "Pizhou 邳州市",
    "320400": "Henglin 横林镇, Liyang 溧阳市, Wujin 武进区",
    "320500": (
        "Changshu 常熟市, Kunshan 昆山市, Shengze 盛泽镇, Taicang 太仓市, "
        "Wujiang 吴江区, Wuzhong 吴中区, Xiangcheng 相城区, "
        "Zhangjiagang 张家港市"
    ),
    "320600": "Hai'an 海安市, Haimen 海门区, Qidong 启东市, Rugao 如皋市",
    "320700": "Donghai 东海县",
    "321000": "Hangji 杭集镇",
    "321100": "Danyang 丹阳市, Yangzhong 扬中市",
    "321200": "Jingjiang 靖江市, Taixing 泰兴市, Xinghua 兴化市",
    "330100": "Linping 临平区, Tonglu 桐庐县, Xiaoshan 萧山区, Yuhang 余杭区",
    "330200": (
        "Beilun 北仑区, Cixi 慈溪市, Fenghua 奉化区, Ninghai 宁海县, Xiangshan 象山县, "
        "Yinzhou 鄞州区, Yuyao 余姚市"
    ),
    "330300": (
        "Cangnan 苍南县, Liushi 柳市镇, Lucheng 鹿城区, Ouhai 瓯海区, Pingyang 平阳县, "
        "Rui'an 瑞安市, Yongjia 永嘉县, Yueqing 乐清市"
    ),
    "330400": (
        "Haining 海宁市, Haiyan 海盐县, Jiashan 嘉善县, Pinghu 平湖市, Puyuan 濮院镇, "
        "Tongxiang 桐乡市"
    ),
    "330500": "Anji 安吉县, Changxing 长兴县, Deqing 德清县, Nanxun 南浔区, Zhili 织里镇",
    "330600": (
        "Datang 大唐街道, Keqiao 柯桥区, Shangyu 上虞区, Shengzhou 嵊州市, "
        "Xinchang 新昌县, Zhuji 诸暨市"
    ),
    "330700": (
        "Dongyang 东阳市, Lanxi 兰溪市, Pujiang 浦江县, Wuyi 武义县, Yiwu 义乌市, "
        "Yongkang 永康市"
    ),
    "331000": (
        "Huangyan 黄岩区, Linhai 临海市, Luqiao 路桥区, Tiantai 天台县, Wenling 温岭市, "
        "Yuhuan 玉环市"
    ),
    "340100": "Feidong 肥东县, Feixi 肥西县",
    "341100": "Tianchang 天长市",
    "341200": "Jieshou 界首市",
    "341800": "Guangde 广德市, Ningguo 宁国市",
    "350100": "Changle 长乐区, Fuqing 福清市",
    "350300": "Xianyou 仙游县",
    "350500": (
        "Anxi 安溪县, Chendai 陈埭镇, Dehua 德化县, Hui'an 惠安县, Jinjiang 晋江市, "
        "Nan'an 南安市, Shishi 石狮市"
    ),
    "350600": "Longhai 龙海区",
    "350900": "Fu'an 福安市",
    "360400": "Gongqingcheng 共青城市",
    "360600": "Guixi 贵溪市",
    "360700": "Nankang 南康区, Yudu 于都县",
    "370200": "Huangdao 黄岛区, Jiaozhou 胶州市, Jimo 即墨区, Laixi 莱西市",
    "370400": "Tengzhou 滕州市",
    "370500": "Guangrao 广饶县",
    "370600": "Longkou 龙口市",
    "370700": "Gaomi 高密市, Shouguang 寿光市, Zhucheng 诸城市",
    "371000": "Wendeng 文登区",
    "371600": "Boxing 博兴县, Zouping 邹平市",
    "371700": "Cao County 曹县",
    "410100": "Gongyi 巩义市",
    "410200": "Lankao 兰考县",
    "410700": "Changyuan 长垣市",
    "411000": "Changge 长葛市",
    "411200": "Yima 义马市",
    "420200": "Daye 大冶市",
    "420500": "Yidu 宜都市",
    "420900": "Hanchuan 汉川市",
    "430100": "Liuyang 浏阳市, Ningxiang 宁乡市",
    "430200": "Liling 醴陵市",
    "430500": "Shaodong 邵东市",
    "440100": (
        "Baiyun 白云区, Huadu 花都区, Huangpu 黄埔区, Nansha 南沙区, Panyu 番禺区, "
        "Shiling 狮岭镇, Xintang 新塘镇, Zengcheng 增城区"
    ),
    "440300": (
        "Bao'an 宝安区, Guangming 光明区, Longhua 龙华区, Nanshan 南山区, Pingshan 坪山区"
    ),
    "440400": "Doumen 斗门区, Xiangzhou 香洲区",
    "440500": "Chaonan 潮南区, Chenghai 澄海区",
    "440600": (
        "Beijiao 北滘镇, Chancheng 禅城区, Gaoming 高明区, Lecong 乐从镇, "
        "Longjiang 龙江镇, Nanhai 南海区, Sanshui 三水区, Shishan 狮山镇, Shunde 顺德区, "
        "Xiqiao 西樵镇"
    ),
    "440700": "Heshan 鹤山市, Jianghai 江海区, Kaiping 开平市, Pengjiang 蓬江区, Xinhui 新会区",
    "441200": "Gaoyao 高要区, Sihui 四会市",
    "441300": "Boluo 博罗县, Huidong 惠东县, Huiyang 惠阳区, Zhongkai 仲恺",
    "441700": "Yangdong 阳东区",
    "441900": (
        "Chashan 茶山镇, Dalingshan 大岭山镇, Houjie 厚街镇, Humen 虎门镇, "
        "Liaobu 寮步镇, Qingxi 清溪镇, Shijie 石碣镇, Songshan Lake 松山湖, "
        "Tangxia 塘厦镇, Zhongtang 中堂镇"
    ),
    "442000": "Dayong 大涌镇, Guzhen 古镇镇, Xiaolan 小榄镇",
    "445100": "Chao'an 潮安区",
    "445200": "Jiedong 揭东区, Puning 普宁市",
    "510100": "Chongzhou 崇州市, Longquanyi 龙泉驿区, Shuangliu 双流区",
    "520300": "Renhuai 仁怀市",
}
# fmt: on


def town_spellings() -> Iterator[tuple[str, str, str, str]]:
    """Yield (spelling, English name, Chinese name, prefecture code) for every spelling of every
    town.
    """
    for prefecture, entries in TOWNS.items():
        for entry in entries.split(", "):
            english, _, chinese = entry.rpartition(" ")
            # A Chinese name of two characters keeps its ending: 曹县 is never called 曹.
            for spelling in (english, chinese, chinese[:-1] if len(chinese) > 2 else chinese):
                yield spelling, english, chinese, prefecture
            for ending, sign in _ENDINGS.items():
                if chinese.endswith(sign) and not english.casefold().endswith(ending):
                    yield f"{english} {ending}", english, chinese, prefecture
