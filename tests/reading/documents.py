"""Small documents in our own words, and how to read them."""

import io
import zipfile

from harness.seed_reference import atlas
from priorities.reading.document import read_text
from priorities.reading.proposals import proposals

SHANDONG = "370000"
WORDS = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
REPORT = """下载
打印
2031年某省政府工作报告
各位代表：
我代表省政府报告工作。
一、2030年工作回顾
（一）产业结构加快优化。深入实施“人工智能+”行动。工业机器人产量增长12%，占全国三成。
（二）民生福祉持续改善。新建养老院20家。
我们也清醒认识到，经济运行还有不少问题：投资增速回落；生产性服务业发展滞后。
二、“十七五”时期主要目标任务
“十七五”时期是打基础的关键时期。加快构建国际物流大通道。
三、2031年重点工作
（一）加快建设现代化产业体系。
做强新兴产业和未来产业。大力发展集成电路、新能源汽车、生物医药等新兴产业，布局具身智能、量子科技、脑机接口等未来产业。\
支持济南、青岛建设机器人产业园。
提升服务业能级。出台工业设计发展三年行动计划。深入实施降低物流成本专项行动。力争检验检测机构收入突破30亿元。
（二）提振消费。优化以旧换新政策，稳住汽车、家电等商品消费。
（三）全面推进乡村振兴。抓好粮食生产，发展人工智能育种。提升农产品精深加工能力。
（四）加强政府自身建设。推进人工智能与政务服务融合。
各位代表！让我们更加紧密地团结起来，开创新局面！
名词解释
1.低空经济：在低空里的经济活动。
各位代表：我代表省政府报告工作。
"""


def proposed(text, kind="work-report", province=SHANDONG):
    """The proposals of a text."""
    return proposals(read_text(text, kind), province, atlas())


def of_tasks(text, *, heading="（一）加快建设现代化产业体系。"):
    """The proposals of a paragraph in an industry chapter of a report's tasks."""
    lines = ["各位代表：", "三、2031年重点工作", heading, text]
    return [one for one in proposed("\n".join(lines)) if one.paragraph == 4]


def of_review(text):
    """The proposals of a paragraph in an industry chapter of a report's review."""
    lines = ["各位代表：", "一、2030年工作回顾", "（一）产业结构加快优化。", text]
    return [one for one in proposed("\n".join(lines)) if one.paragraph == 4]


def docx(xml, *, name="word/document.xml", members=()):
    """The bytes of a DOCX file with this main part, and with empty members of these names."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("[Content_Types].xml", "<Types/>")
        archive.writestr(name, xml)
        for member in members:
            archive.writestr(member, b"")
    return out.getvalue()


def main_part(body, before=""):
    """The XML of a DOCX main part."""
    return (
        f'<?xml version="1.0"?>{before}<w:document xmlns:w="{WORDS}"><w:body>{body}</w:body>'
        "</w:document>"
    )


def paragraph(text):
    """A paragraph of a DOCX main part."""
    return f"<w:p><w:r><w:t>{text}</w:t></w:r></w:p>"
