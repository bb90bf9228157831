"""Job F: what a buyer's word means: the lexicon loaded, its memory, a word, what is being typed.

The words asked are terms of the lexicon, and variants that no list holds: in the plural, with a
modifier before them, with a slip, and without a sector. The alternative is what teams use for it in
PostgreSQL: the same terms in a table with a trigram index, the likest term for each word.
"""

import tracemalloc
from collections.abc import Iterator, Sequence
from functools import partial

import numpy as np

from benchmarks.rows import Options, Row, best_of, least_of, peak_mb
from harness.servers import own_servers
from partners.lexicon import Lexicon, Outcome
from partners.lexicon.word_lookup import SEEDS

_ASKED, _RANDOM = 2_000, 12
_MODIFIERS = ("custom ", "recycled ", "mini ", "industrial ", "新型", "家用", "进口")
_CREATE = """
    CREATE EXTENSION IF NOT EXISTS pg_trgm;
    CREATE TABLE lexicon_term (term text, code text);
"""
_LIKEST = """
    SELECT code FROM lexicon_term WHERE term %% %s ORDER BY similarity(term, %s) DESC LIMIT 1
"""


def run(options: Options) -> Iterator[Row]:
    took, lexicon = least_of(3, lambda: Lexicon.load(SEEDS))
    terms = lexicon.known_terms()
    size = str(len(terms))
    yield Row("F", "ours: load", size, took, note="CPU of one process")
    yield Row("F", "ours: memory", size, 0.0, peak_mb=_megabytes(), note="allocated by the load")
    asked = _words(list(terms))
    times = [best_of(3, partial(_afresh, lexicon, word))[0] for word in asked]
    ours = float(np.percentile(times, 95))
    note = (
        f"95th percentile of {len(asked)}, best of 3; half within {np.median(times) * 1e3:.2f} ms"
    )
    yield Row("F", "ours: a word", size, ours, 1.0, note=note, peak_mb=peak_mb())
    typed = [word[:3] for word in asked]
    times = [best_of(3, partial(lexicon.complete, part, 5))[0] for part in typed]
    note = f"95th percentile of {len(typed)} beginnings of three characters"
    yield Row("F", "ours: completions", size, float(np.percentile(times, 95)), note=note)
    yield _postgres(lexicon, terms, asked, ours)


def _megabytes() -> int:
    tracemalloc.start()
    try:
        kept = Lexicon.load(SEEDS)
        megabytes = tracemalloc.get_traced_memory()[0] // 1_000_000
        del kept
    finally:
        tracemalloc.stop()
    return megabytes


def _afresh(lexicon: Lexicon, word: str) -> Outcome:
    """The outcome of a word that this process has not been asked before."""
    lexicon.forget_answers()
    return lexicon.resolve(word).outcome


def _words(terms: Sequence[str]) -> list[str]:
    rng = np.random.default_rng(_RANDOM)
    asked = []
    for number, at in enumerate(rng.choice(len(terms), _ASKED, replace=False).tolist()):
        word = terms[at]
        variants = (
            word,
            f"{word}s" if word.isascii() else word,
            f"{_MODIFIERS[number % 4]}{word}" if word.isascii() else f"{_MODIFIERS[4]}{word}",
            word[: len(word) // 2] + word[len(word) // 2 + 1 :],
        )
        asked.append(variants[number % len(variants)])
    return asked


def _postgres(lexicon: Lexicon, terms: dict[str, str], asked: Sequence[str], ours: float) -> Row:
    with own_servers():
        from django.db import connection

        with connection.cursor() as cursor:
            cursor.execute(_CREATE)
            with cursor.copy("COPY lexicon_term FROM STDIN") as copy:
                for row in terms.items():
                    copy.write_row(row)
            cursor.execute("CREATE INDEX ON lexicon_term USING gin (term gin_trgm_ops)")
            cursor.execute("ANALYZE lexicon_term")

            def likest(word: str) -> str:
                cursor.execute(_LIKEST, [word, word])
                row = cursor.fetchone()
                return str(row[0]) if row else ""

            found = [best_of(3, partial(likest, word)) for word in asked[:400]]
    took = float(np.percentile([one for one, _ in found], 95))
    answers = [lexicon.resolve(word).results for word in asked[:400]]
    same = sum(bool(a) and a[0].code == code for a, (_, code) in zip(answers, found, strict=True))
    note = f"the likest term by trigrams; the same sector for {same} of {len(found)} words"
    return Row("F", "PostgreSQL pg_trgm", str(len(terms)), took, took / ours, None, note=note)
