"""Every reason that scoring can give has its sentence in English and in Chinese."""

import ast
import json
import re
from pathlib import Path
from random import Random

import pytest

import matcher.scoring
from matcher import sentences
from matcher.reference.reasons import Reason
from matcher.scoring.weights import DEFAULT
from matcher.sentences import LANGUAGES, TERMS, sentence
from partners.names.units import UNITS
from tests.scoring import factories, generators
from tests.scoring.factories import listed

CODE = re.compile(rf"({'|'.join((*DEFAULT, 'ask', 'context', 'screening'))})\.[a-z_0-9]+")
# The phrases of matches have a test of their own.
PHRASES = {
    code: one
    for code, one in sentences.PHRASES.items()
    # Verdicts, comparisons and changes are told of whole lists, by `matcher.shortlists`; the
    # phrases of digests and of briefs have tests of their own.
    if not code.startswith(
        ("match.", "verdict.", "compare.", "change.", "replay.", "digest.", "assumed.")
    )
}
CHINESE = re.compile(r"[一-鿿]")
HAN_WORDS = sorted(
    (word for word in (*generators.WORDS, *generators.ASKED) if CHINESE.search(word)),
    key=len,
    reverse=True,
)


def quantity(amount: str, dimension: str = "count") -> dict[str, str]:
    return {"amount": amount, "dimension": dimension}


def families():
    """Patterns of the codes in the source: plain strings, and f-strings with gaps."""
    for path in (*Path(matcher.scoring.__file__).parent.glob("*.py"), Path(sentences.__file__)):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Constant) and isinstance(node.value, str):
                # What ends in a line is the beginning of an f-string, met as a whole below.
                if CODE.fullmatch(node.value) and not node.value.endswith("_"):
                    yield re.escape(node.value)
            elif isinstance(node, ast.JoinedStr):
                pattern = "".join(
                    re.escape(str(part.value)) if isinstance(part, ast.Constant) else "[a-z_0-9]+"
                    for part in node.values
                )
                if CODE.match(pattern.replace("\\", "").replace("[a-z_0-9]+", "x")):
                    yield pattern


FAMILIES = sorted(set(families()))


def told():
    """Every stored reason of a thousand random worlds, as JSON gives it back."""
    for seed in range(1200):
        for entry in factories.rank(*generators.some_world(Random(seed))).entries:
            stored = json.loads(json.dumps(entry.as_json()))
            yield from stored["context"]
            yield from stored["ask_next"]
            yield from (one["ask"] for one in stored["missing"] if one["ask"])
            for one in stored["components"]:
                yield from one["because"]


@pytest.fixture(scope="module")
def reasons():
    return list(told())


def test_the_source_was_read():
    assert len(FAMILIES) > 40
    assert any("[a-z_0-9]+" in family for family in FAMILIES)


@pytest.mark.parametrize("family", FAMILIES)
def test_every_code_in_the_source_has_a_phrase(family):
    assert [code for code in PHRASES if re.fullmatch(family, code)]


@pytest.mark.parametrize(
    "codes",
    [
        [f"trust.{k}{u}" for k in ("declared", "reported", "verified") for u in ("", "_undated")],
        [f"ecosystem.affinity_{near}" for near in (255, 224, 176, 112, 48)],
        [f"ask.{fact}" for fact in ("languages", "markets")],
        [f"assurance.{no}{fact}" for fact in ("languages", "markets") for no in ("", "no_")],
    ],
)
def test_every_member_of_a_family_has_a_phrase(codes):
    assert set(codes) <= set(PHRASES)


def test_the_affinities_that_reasons_name_are_those_of_the_atlas():
    found = {
        factories.ATLAS.affinity(one, other)
        for one in factories.PLACES
        for other in factories.PLACES
    }

    assert {f"ecosystem.affinity_{near}" for near in found} == {
        code for code in PHRASES if "affinity" in code
    }


@pytest.mark.parametrize("code", PHRASES)
def test_no_phrase_is_left_that_no_code_says(code):
    assert [family for family in FAMILIES if re.fullmatch(family, code)]


@pytest.mark.parametrize("code", sentences.PHRASES)
def test_both_languages_say_the_same_facts(code):
    phrase = sentences.PHRASES[code]
    english, chinese = (set(re.findall(r"{(\w+)}", phrase[one])) for one in LANGUAGES)

    assert set(phrase) == set(LANGUAGES)
    assert english == chinese
    assert not CHINESE.search(phrase["en"])
    # A phrase may be values and marks alone.
    words = re.sub(r"{\w+}", "", phrase["en"])
    assert CHINESE.search(phrase["zh"]) or not re.search("[A-Za-z]", words)


@pytest.mark.parametrize("kind", TERMS)
def test_every_term_has_both_languages(kind):
    for term in TERMS[kind].values():
        assert set(term) == set(LANGUAGES)
        assert CHINESE.search(term["zh"])


def test_random_worlds_say_every_phrase(reasons):
    # What is documented exactly as asked for has a shorter sentence, under the same code.
    # Only a brief that requires screening tells of it: test_a_required_screening_only_decides. Only
    # a firm that was told something by a partner is told this: test_partners_answer_a_firm.
    own = {"trust.declared_to_you", "assurance.tests_for"}
    told = {reason["code"] for reason in reasons} | {"fit.same"} | own
    assert told == {code for code in PHRASES if not code.startswith("screening.")}


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_sentence_is_whole(reasons, language):
    for text in {sentence(reason, language) for reason in reasons}:
        assert not re.search(r"[{}\[\]]|\bNone\b|frozenset|Decimal", text), text
        assert "  " not in text
        # Product words are told as they were asked and listed, in whichever language.
        spoken = re.sub("|".join(map(re.escape, HAN_WORDS)), "", text)
        assert bool(CHINESE.search(spoken)) is (language == "zh"), text


def test_every_unit_is_said_in_both_languages():
    assert {unit.dimension for unit in UNITS} == set(TERMS["dimension"])


def test_braces_in_a_title_are_only_letters():
    row = factories.priority("P1", "C18", title_en="{0} {title.__class__} {nothing}")
    reference = factories.reference(factories.edition(factories.GUANGDONG, row))
    entry = factories.entry_of(reference, factories.knitter(), factories.knitwear())
    (named,) = entry.as_json()["components"][1]["because"]

    assert ": {0} {title.__class__} {nothing} (" in sentence(named, "en")


@pytest.mark.parametrize(
    ("partner", "component", "english", "chinese"),
    [
        (
            factories.knitter(minimum_order=factories.pieces("100.50")),
            "operations",
            "minimum order 100.5 pieces, within your 150 pieces",
            "起订量100.5 件，不超过您的150 件",
        ),
        (
            factories.knitter(lead_time_days=11),
            "operations",
            "lead time 11 days, longer than your 10",
            "交期11天，长于您的10天",
        ),
        (
            factories.knitter(markets=listed("US")),
            "assurance",
            "does not export to: Germany",
            "不出口至：德国",
        ),
        (
            factories.knitter(),
            "policy",
            "no list held for Guangdong: neutral",
            "未持有广东的清单：按中性处理",
        ),
    ],
)
def test_sentences_hold_the_very_facts(partner, component, english, chinese):
    entry = factories.entry_of(factories.reference(), partner, factories.knitwear()).as_json()
    because = next(one["because"] for one in entry["components"] if one["name"] == component)

    assert english in [sentence(reason, "en") for reason in because]
    assert chinese in [sentence(reason, "zh") for reason in because]


def test_a_reason_is_told_alike_before_and_after_it_was_stored():
    fresh = Reason("fit.products", {"products": "shirts, socks"})
    stored = json.loads(json.dumps({"code": fresh.code, "args": dict(fresh.args)}))

    assert sentence(stored, "en") == "product words or codes found: shirts, socks"


def named(code: str) -> dict[str, str]:
    return {"code": code, "en": f"Field {code}", "zh": f"领域{code}"}


@pytest.mark.parametrize(
    ("code", "args", "english", "chinese"),
    [
        (
            "ask.languages",
            {"asked": ["de", "zh"]},
            "Do you work in: German, Chinese?",
            "德语、中文",
        ),
        ("match.languages", {"have": ["zh"]}, "both work in: Chinese", "共同的工作语言：中文"),
        ("assurance.markets", {"have": ["EU"]}, "exports to: European Union", "出口市场：欧盟"),
        ("match.standards", {"have": ["ISO 9001"]}, "both hold: ISO 9001", "双方均持有：ISO 9001"),
        ("fit.products", {"products": "battery, 8507"}, "battery, HS 8507", "battery、HS 8507"),
        ("ask.products", {"products": "850760"}, "make or handle: HS 850760?", "HS 850760？"),
        (
            "fit.exact",
            {"need": named("C182"), "offered": named("C182")},
            "Field C182: documented",
            "领域C182：有记录",
        ),
        (
            "fit.exact",
            {"need": named("C18"), "offered": named("C182")},
            "Field C18: documented as Field C182",
            "领域C18：记录为领域C182",
        ),
        (
            "operations.capacity_met",
            {"capacity": quantity("5000"), "rate": quantity("1333.333")},
            "monthly capacity 5000 pieces, for a rate of 1334 pieces",
            "所需月产量1334 件",
        ),
        (
            "ask.capacity",
            {"rate": quantity("1234.5", "mass")},
            "allow 1240 kg a month",
            "1240 千克",
        ),
        ("ask.capacity", {"rate": quantity("0.03333", "volume")}, "0.0334 m³", "0.0334 立方米"),
        ("ask.capacity", {"rate": quantity("300")}, "300 pieces", "300 件"),
        (
            "ask.client_sector",
            {"sector": {"code": "C384", "en": "Manufacture of batteries", "zh": "电池制造"}},
            "Do you work for makers of batteries?",
            "贵方是否服务于电池制造？",
        ),
        (
            "fit.client_others",
            {"sector": {"code": "F", "en": "Retail trade", "zh": "零售业"}},
            "such as Retail trade",
            "零售业",
        ),
    ],
)
def test_a_firm_reads_names_and_round_figures(code, args, english, chinese):
    stored = {"code": code, "args": args}
    assert english in sentence(stored, "en")
    assert chinese in sentence(stored, "zh")


def test_in_chinese_a_partner_speaks_under_its_chinese_name():
    said = {"code": "trust.declared_undated", "args": {"speaker": "Maker a", "on": None}}
    names = {"Maker a": "制造商a"}
    assert sentence(said, "zh", names) == "由制造商a自行申报，日期未注明"
    assert sentence(said, "en", names) == "declared by Maker a, date not said"
    vouched = {"code": "trust.verified_undated", "args": {"speaker": "Simulated inspection body"}}
    assert sentence(vouched, "zh") == "由模拟检验机构核实，日期未注明"
    pretended = said | {"args": {"speaker": "Demo 0702 (simulated)", "on": None}}
    assert sentence(pretended, "zh") == "由示例0702（模拟）自行申报，日期未注明"


@pytest.mark.parametrize("basis", TERMS["basis"])
def test_what_a_demand_figure_rests_on_is_told_in_words(basis):
    args = {"sector": named("C18"), "service": named("PS033"), "times": "1.54", "basis": basis}
    said = {"code": "ecosystem.demand", "args": args}
    assert TERMS["basis"][basis]["en"] in sentence(said, "en")
    assert TERMS["basis"][basis]["zh"] in sentence(said, "zh")
