"""No English word stands inside a Chinese sentence but names, codes and units.

Over the phrases, the priorities of all provinces, and the answers to the golden briefs and to a
brief for each province: verdicts, reasons, questions, near misses and context.
"""

import csv
import re
import tomllib
from dataclasses import replace
from pathlib import Path

import pytest

from matcher.scoring.compiled_brief import compile_brief
from matcher.scoring.wanted import Wanted
from matcher.sentences import PHRASES, TERMS, sentence
from matcher.shortlists.verdict import questions_for_all, verdict_of
from partners.intake.building_records import OUR_INFERENCE
from quality import golden, population, seeds

ROOT = Path(__file__).parents[2] / "seeds"
FILES = [*sorted((ROOT / "priorities").glob("*.csv")), ROOT / "provincial_priorities.csv"]
LISTS = tomllib.loads((ROOT / "partners" / "datasets.toml").read_text("utf-8"))["dataset"]
TEXTS = ("title_zh", "summary_zh", "document_zh", "evidence_zh")
_PLACEHOLDER = re.compile(r"\{\w+\}")
_LATIN = re.compile(r"[A-Za-z]+")
# A code has no two small letters side by side (AI, 5G-A, x4); these are units and names that have.
_SMALL = re.compile(r"[a-z]{2}")
_SITE = r"[\w-]+(\.[\w-]+)+"
_NAMES_AND_UNITS = {"GWh", "Eflops", "DeepSeek"}


def english_words(text, names=()):
    """The words in Latin letters that are no codes; `names` are left out of the text first."""
    for name in sorted(names, key=len, reverse=True):
        text = text.replace(name, "")
    return [
        word
        for word in _LATIN.findall(text)
        if _SMALL.search(word) and word not in _NAMES_AND_UNITS
    ]


def test_a_word_is_found_and_a_code_is_not():
    said = "该省支持battery产业，建设5G-A与AI算力10Eflops，DeepSeek"

    assert english_words(said) == ["battery"]


@pytest.mark.parametrize("code", [*PHRASES, *TERMS])
def test_no_phrase_holds_an_english_word(code):
    phrase = PHRASES.get(code)
    every = [phrase] if phrase else TERMS[code].values()

    assert [english_words(_PLACEHOLDER.sub("", one["zh"])) for one in every] == [[]] * len(every)


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_no_priority_of_a_province_holds_an_english_word(path):
    with path.open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))

    texts = [row[name] for row in rows for name in TEXTS if row.get(name)]
    assert texts
    assert [text for text in texts if english_words(text)] == []


@pytest.mark.parametrize("entry", LISTS, ids=lambda entry: entry["key"])
def test_who_speaks_in_a_shipped_list_has_a_chinese_name(entry):
    given = tomllib.loads((ROOT / "maps" / f"{entry['map']}.toml").read_text("utf-8"))
    speaker = given["list"]["speaker"]
    args = {"speaker": speaker, "on": "2026-01-01"}

    assert english_words(sentence({"code": "trust.reported", "args": args}, "zh")) == []
    assert english_words(sentence({"code": "trust.reported", "args": args}, "en")) != []


def test_who_concludes_has_a_chinese_name():
    args = {"speaker": OUR_INFERENCE, "on": "2026-01-01"}

    assert english_words(sentence({"code": "trust.reported", "args": args}, "zh")) == []


def test_a_certificate_of_english_words_has_its_chinese_name():
    args = {"standard": "Green Factory", "until": "2027-01-01"}

    said = sentence({"code": "assurance.certificate", "args": args}, "zh")
    assert said.startswith("绿色工厂")
    assert sentence(
        {"code": "assurance.no_certificate", "args": {"standard": "ISO 9001"}}, "zh"
    ).endswith("ISO 9001")


def test_every_province_has_a_file():
    assert {path.stem for path in FILES} >= {
        code for code, row in seeds.reference().atlas.places.items() if row.is_province
    } - {"710000", "810000", "820000"}


def said_of(wanted, among):
    """Every sentence of the answer to a brief, in Chinese; and the names that may stand in it."""
    reference = seeds.reference()
    compiled = compile_brief(reference, wanted)
    ranked = among.rank(wanted)
    reasons = [
        *verdict_of(compiled, ranked).parts,
        *questions_for_all(ranked.entries),
        *(
            reason
            for entry in ranked.entries
            for reason in (
                *entry.context,
                *(one for component in entry.components for one in component.because),
                *(one.ask for one in entry.missing if one.ask),
            )
        ),
    ]
    # What a record or a brief calls its goods is quoted as it stands; a website is a name, and so
    # are those who speak in the golden file.
    names = {product.text for product in (*wanted.products, *wanted.specialities)} | {"made up"}
    for record in ranked.records.values():
        names |= {word for offer in record.offers for word in offer.products}
        names |= {proof.speaker for proof in record.proofs if re.fullmatch(_SITE, proof.speaker)}
    names |= {"EcoVadis", "OEKO-TEX", "bluesign", "SHEIN"}
    said = {sentence({"code": one.code, "args": one.args}, "zh") for one in reasons}
    assert said
    return {text: found for text in said if (found := english_words(text, names))}


@pytest.mark.parametrize("brief", golden.briefs(), ids=lambda brief: brief.name)
def test_no_answer_holds_an_english_word(brief):
    wanted = replace(brief.wanted, limit=20)

    assert said_of(wanted, golden.populations()[brief.among]) == {}


@pytest.mark.parametrize("province", sorted({row.stem for row in FILES if row.stem.isdigit()}))
def test_no_answer_about_a_province_holds_an_english_word(province):
    among = population.demonstration()
    dataset = frozenset({"demonstration"})
    makers = Wanted(
        seeking="manufacturer",
        sectors=("C39", "C35", "C13", "EI-AI"),
        provinces=(province,),
        datasets=dataset,
    )
    providers = Wanted(
        seeking="service_provider",
        services=("PS014", "PS02"),
        client_place=province,
        datasets=dataset,
    )

    assert said_of(makers, among) == {}
    assert said_of(providers, among) == {}
