"""What a sentence was found to say: the brief, the words it rests on, and the words left over."""

from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any


class Reason(StrEnum):
    """Why words of a buyer are not used. `WORDING` has the sentence of each in both languages."""

    UNKNOWN = "unknown"
    NO_FIELD = "no_field"
    FIGURE = "figure"
    VAGUE = "vague"
    BUYER = "buyer"
    USE = "use"
    AGAINST = "against"
    PERIOD = "period"
    SECOND = "second"
    PACKAGES = "packages"
    OTHER_TIME = "other_time"
    DATE = "date"
    AMBIGUOUS = "ambiguous"
    REGION = "region"
    ORIGIN = "origin"
    DELIVERY = "delivery"
    PORT = "port"
    TEST = "test"
    CLASS = "class"
    SERVICE = "service"
    PARTNER_KIND = "partner_kind"
    NOT_HARD = "not_hard"
    OUT_OF_RANGE = "out_of_range"
    LANGUAGE = "language"
    BUDGET = "budget"


# fmt: off
WORDING: dict[Reason, tuple[str, str]] = {
    Reason.UNKNOWN: ("this names no product, service, place or wish that we know", "这里没有我们认识的产品、服务、地点或要求"),
    Reason.NO_FIELD: ("no field of a brief takes this: ask the partners", "需求中没有对应的字段，请向合作方询问"),
    Reason.FIGURE: ("a technical figure: no field of a brief takes it", "技术参数：需求中没有对应的字段"),
    Reason.VAGUE: ("this is no figure and no fact that partners can be compared by", "这不是可以用来比较合作方的数字或事实"),
    Reason.BUYER: ("this is about you as the buyer: a brief does not use it", "这是关于买方自己的说明，需求中不使用"),
    Reason.USE: ("what the goods are for: the search does not use it", "这是产品的用途，检索中不使用"),
    Reason.AGAINST: ("a wish against something: a brief can only ask for something", "这是排除性的要求，需求只能写想要什么"),
    Reason.PERIOD: ("the quantity is taken as one order: a brief has no period", "数量按一张订单计算，需求中没有周期字段"),
    Reason.SECOND: ("a brief has one such figure, and the first one is used", "需求中只有一个这样的数字，已采用第一个"),
    Reason.PACKAGES: ("packages are no quantity of goods: give pieces, sets or a weight", "包装数不是产品数量，请给出件数、套数或重量"),
    Reason.OTHER_TIME: ("a time, but no lead time: no field of a brief takes it", "这是时间，但不是交货期，需求中没有对应的字段"),
    Reason.DATE: ("a date: give the lead time in days", "这是日期，请用天数说明交货期"),
    Reason.AMBIGUOUS: ("several have this name: say which one", "有多个同名，请说明是哪一个"),
    Reason.REGION: ("a region of several markets: name the countries", "这是包含多个市场的地区，请写明国家"),
    Reason.ORIGIN: ("where you are is no market: say to where the goods go", "买方所在地不等于市场，请写明货物发往哪里"),
    Reason.DELIVERY: ("a place to deliver to in China: no field of a brief takes it", "国内的交货地点：需求中没有对应的字段"),
    Reason.PORT: ("the place of the delivery term: it limits no search", "这是贸易术语的地点，不限制检索范围"),
    Reason.TEST: ("what is to be tested for, not what the tester must hold: ask the provider", "这是检测的依据，不是检测机构必须持有的证书，请向服务商询问"),
    Reason.CLASS: ("the class of a certificate: only the certificate is compared", "这是证书的等级，只比较证书本身"),
    Reason.SERVICE: ("a service beside the goods: ask for it in a brief of its own", "这是产品之外的服务，请另写一份需求"),
    Reason.PARTNER_KIND: ("a brief seeks either makers or providers of services", "一份需求只寻找制造商或服务商之一"),
    Reason.NOT_HARD: ("no wish that can be hard stands beside it", "旁边没有可以设为硬性条件的要求"),
    Reason.OUT_OF_RANGE: ("this figure is beyond what a brief takes", "数字超出需求允许的范围"),
    Reason.LANGUAGE: ("this is neither English nor Chinese", "这既不是英文也不是中文"),
    Reason.BUDGET: ("a sum for the whole, no target price of one piece", "这是总金额，不是单件目标价"),
}
# fmt: on


@dataclass(frozen=True)
class Understood:
    """A value of a field of the brief, and the words `text[start:end]` that it comes from. `note`
    says what was assumed, in English.
    """

    field: str
    value: Any
    start: int
    end: int
    note: str = ""


@dataclass(frozen=True)
class NotUnderstood:
    """Words of the text that are not used, and why. `detail` names what is near, where something
    is.
    """

    start: int
    end: int
    reason: Reason
    detail: str = ""


@dataclass(frozen=True)
class SentenceReading:
    """`brief` is a body of `POST /v1/rank`. Every word of the text is in `understood`, in
    `not_understood`, or says nothing about the goods (the, we, please).
    """

    text: str
    brief: dict[str, Any]
    understood: tuple[Understood, ...]
    not_understood: tuple[NotUnderstood, ...]


@dataclass
class Findings:
    """What the readers have found so far."""

    understood: list[Understood] = field(default_factory=list)
    not_understood: list[NotUnderstood] = field(default_factory=list)

    def add(self, name: str, value: Any, start: int, end: int, note: str = "") -> None:
        """Add a value of a field."""
        self.understood.append(Understood(name, value, start, end, note))

    def tell(self, start: int, end: int, reason: Reason, detail: str = "") -> None:
        """Add words that are not used."""
        self.not_understood.append(NotUnderstood(start, end, reason, detail))

    def has(self, name: str) -> bool:
        """Whether a field has a value."""
        return any(one.field == name for one in self.understood)
