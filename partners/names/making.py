"""Processes and materials by their everyday names, in English and Chinese.

The first name of each line is its usual name. The lists are our own: they are words of the trade,
not of a classification.
"""

from collections.abc import Iterable, Mapping
from functools import cache

# fmt: off
_PROCESSES = """
injection moulding: injection molding, injection moulded, injection molded, injection-moulded, injection-molded, plastic injection, 注塑, 注塑成型, 注塑加工
blow moulding: blow molding, blow moulded, blow molded, 吹塑, 吹塑成型
rotational moulding: rotational molding, rotomoulding, rotomolding, rotomoulded, rotomolded, 滚塑
compression moulding: compression molding, compression moulded, compression molded, 模压, 模压成型
vacuum forming: thermoforming, vacuum formed, thermoformed, 吸塑, 热成型
overmoulding: overmolding, overmoulded, overmolded, 包胶, 二次注塑
insert moulding: insert molding, insert moulded, insert molded, 嵌件注塑
extrusion: extruding, extruded, 挤出, 挤塑, 挤压, 型材挤压
die casting: die cast, die-cast, diecast, die-casting, diecasting, pressure die casting, 压铸
sand casting: sand cast, sand-cast, 砂型铸造, 砂铸
investment casting: lost wax casting, investment cast, precision casting, 精密铸造, 失蜡铸造, 熔模铸造
casting: cast iron casting, foundry work, 铸造
forging: forged, drop forging, 锻造, 锻压
CNC machining: cnc machined, cnc-machined, cnc, machined, machining, precision machining, cnc加工, 数控加工, 机加工, 机械加工, 精密加工
turning: cnc turning, cnc turned, turned, 车削, 车加工
milling: cnc milling, cnc milled, milled, 铣削, 铣加工
grinding: ground to size, 磨削, 磨加工
stamping: stamped, metal stamping, pressed, 冲压
deep drawing: deep drawn, deep-drawn, 拉深, 拉伸成型
sheet metal work: sheet metal fabrication, sheet-metal fabrication, sheet metal, sheet-metal, 钣金, 钣金加工
bending: cnc bending, 折弯
laser cutting: laser cut, laser-cut, 激光切割
laser engraving: laser engraved, laser-engraved, 激光雕刻, 镭雕
welding: welded, 焊接
3D printing: 3d printed, 3d-printed, additive manufacturing, 3d打印, 增材制造
powder metallurgy: sintered, sintering, 粉末冶金
metal injection moulding: mim, metal injection molding, 金属注射成型
heat treatment: heat treated, heat-treated, hardened, tempered, 热处理
powder coating: powder coated, powder-coated, 喷粉, 粉末喷涂
painting: spray painted, painted, spray painting, 喷漆, 喷涂, 烤漆
anodising: anodizing, anodised, anodized, hard anodised, hard anodized, 阳极氧化
electroplating: electroplated, plating, chrome plated, chrome-plated, nickel plated, nickel-plated, gold plated, gold-plated, zinc plated, zinc-plated, 电镀, 镀铬, 镀镍, 镀锌
galvanising: galvanizing, galvanised, galvanized, hot-dip galvanised, hot-dip galvanized, hot dip galvanized, 热镀锌, 热浸锌
polishing: polished, mirror polished, 抛光
SMT: smt assembly, surface mount, surface-mount, 贴片, smt贴片
PCB assembly: pcb-assembly, pcba assembly, 电路板组装, pcba加工
wire bonding: wire-bonding, 引线键合
dyeing: dyed, yarn dyed, yarn-dyed, piece dyed, 染色, 印染
digital printing: digitally printed, digital printed, 数码印花, 数码印刷
screen printing: screen printed, screen-printed, silk screen, silkscreen, silk-screen printing, 丝网印刷, 丝印
offset printing: offset printed, 胶印
flexographic printing: flexo printing, flexo, 柔印, 柔版印刷
sublimation printing: sublimation, sublimated, dye-sublimation, 热转印, 热升华
printing: printed, 印刷, 印花
embroidery: embroidered, 刺绣, 绣花
weaving: woven, 梭织, 机织
knitting: knit, knitted, 针织
quilting: quilted, 绗缝
sewing: cut and sew, cut-and-sew, sewn, 缝制, 缝纫
laminating: laminated, lamination, 覆膜, 复合
embossing: embossed, debossed, 压花, 压纹
hot stamping: hot-stamped, foil stamping, hot foil, 烫金
die cutting: die cut, die-cut, 模切
enamelling: enameled, enamelled, 搪瓷工艺
freeze drying: freeze dried, freeze-dried, 冻干
spray drying: spray dried, spray-dried, 喷雾干燥
"""

_MATERIALS = """
cotton: 100% cotton, 全棉, 纯棉, 棉质
organic cotton: 有机棉
recycled polyester: recycled-polyester, rpet, r-pet, recycled pet, 再生涤纶, 再生聚酯
polyester: 涤纶, 聚酯
nylon: polyamide, pa6, pa66, 尼龙, 锦纶
spandex: elastane, lycra, 氨纶
wool: merino wool, merino, 羊毛
cashmere: 羊绒
silk: mulberry silk, 真丝, 桑蚕丝
linen: flax, 亚麻
viscose: rayon, 粘胶, 人造丝
canvas: 帆布
denim: 牛仔布
genuine leather: real leather, cowhide, 真皮, 牛皮
leather: 皮革
PU leather: pu-leather, faux leather, vegan leather, synthetic leather, pu皮, 人造革
PVC: 聚氯乙烯
polypropylene: pp, 聚丙烯
polyethylene: pe, hdpe, ldpe, 聚乙烯
polycarbonate: pc塑料, 聚碳酸酯
PET: 聚对苯二甲酸乙二醇酯
ABS: abs塑料
POM: acetal, delrin, 聚甲醛
PEEK: 聚醚醚酮
PLA: 聚乳酸
acrylic: pmma, 亚克力, 有机玻璃
EVA: eva泡棉
TPU: 热塑性聚氨酯
TPE: tpr, 热塑性弹性体
polyurethane: 聚氨酯
plastic: 塑料
recycled plastic: rpp, 再生塑料
silicone: food grade silicone, 硅胶
rubber: natural rubber, 橡胶
latex: 乳胶
neoprene: 氯丁橡胶
stainless steel: stainless-steel, stainless, 304 stainless steel, 316 stainless steel, 304不锈钢, 316不锈钢, 不锈钢
carbon steel: 碳钢, 碳素钢
alloy steel: 合金钢
steel: 钢制, 钢质
cast iron: cast-iron, 铸铁
ductile iron: 球墨铸铁
aluminium alloy: aluminum alloy, 铝合金
aluminium: aluminum, 铝, 铝制
brass: 黄铜
bronze: 青铜
copper: 紫铜, 铜制
zinc alloy: zinc-alloy, zamak, 锌合金
magnesium alloy: 镁合金
titanium: 钛, 钛合金
tungsten carbide: 硬质合金, 钨钢
solid wood: solid-wood, 实木
oak: white oak, 橡木
pine: 松木
walnut: 胡桃木
beech: 榉木
plywood: 胶合板
MDF: 密度板, 中纤板
bamboo: 竹, 竹制
rattan: 藤, 藤制
ceramic: 陶瓷
porcelain: 瓷
bone china: 骨瓷
stoneware: 炻瓷
borosilicate glass: borosilicate, 高硼硅玻璃, 高硼硅
tempered glass: 钢化玻璃
glass: 玻璃
marble: 大理石
granite: 花岗岩
kraft paper: kraft, 牛皮纸
cardboard: 纸板
paper: 纸质
carbon fibre: carbon fiber, carbon-fibre, carbon-fiber, 碳纤维
fibreglass: fiberglass, glass fibre, glass fiber, 玻璃纤维, 玻纤
bagasse: sugarcane, 甘蔗渣
"""
# fmt: on


@cache
def processes() -> Mapping[str, str]:
    """Spelling in lower case -> usual name of a process."""
    return _by_spelling(_PROCESSES.strip().splitlines())


@cache
def materials() -> Mapping[str, str]:
    """Spelling in lower case -> usual name of a material."""
    return _by_spelling(_MATERIALS.strip().splitlines())


def spellings(name: str) -> tuple[str, ...]:
    """Every spelling of a process or material; of an unknown one, its own."""
    every = (*processes().items(), *materials().items())
    return tuple(spelling for spelling, usual in every if usual == name) or (name,)


def _by_spelling(lines: Iterable[str]) -> dict[str, str]:
    found = {}
    for line in lines:
        name, _, spellings = line.partition(": ")
        for spelling in (name, *spellings.split(", ")):
            found[spelling.casefold()] = name
    return found
