"""All active partners from PostgreSQL as columns, without a Python object a partner.

Every fact comes as whole numbers. Texts, lists and amounts come as a 64-bit hash, by which equal
facts get one number; the fact itself is then fetched once, from one partner that has it. If two
facts had one hash, the first list with such a partner would show it: the points of the columns
would differ from those of the record, and `scoring.ranking.rank` refuses such a list.
"""

from typing import NamedTuple

import numpy as np

from matcher.index.cohorts import group_into_cohorts
from matcher.index.columns import Columns, Dictionary, Facts, Proofs
from matcher.index.csr import Codes, CsrLists, Longs
from matcher.index.factorize import Factorized, factorize
from matcher.index.loading import load_offers, load_profiles, load_proofs
from matcher.index.loading.column_query import ColumnQuery, fetch_ahead
from matcher.index.loading.row_joins import fetch_by_key, take_rows
from matcher.reference.reference_data import ReferenceData

# `datasets_place`: the hash of the set of datasets, and in the last 20 bits the place, whose
# GB/T 2260 code has six digits; 0 is unknown.
PARTNERS = ColumnQuery(
    """
    SELECT id,
        hashtext(array_to_string(datasets, ' '))::int8 << 20 | coalesce(place_id, '0')::int8
            AS datasets_place
    FROM partners_partner WHERE retired_at IS NULL
    """,
    ("id", "datasets_place"),
)
_PLACE_BITS = 20
# The queries whose rows take most work come first, so that the database works at the same time.
QUERIES = (
    PARTNERS,
    load_offers.OFFERINGS,
    load_offers.CLIENTS,
    load_profiles.PROFILES,
    load_proofs.CERTIFICATES,
    load_proofs.EVIDENCE,
)


def load_columns(reference: ReferenceData) -> Columns:
    """The active partners of this transaction's snapshot, numbered as the reference data numbers
    places and sectors.

    Raises `ValueError` when two texts have one hash, or a sector is not in the reference data.
    """
    fetched = _fetch_codes(reference)
    # From here on the connection is free again for the facts of each number.
    return group_into_cohorts(fetched.facts, _load_dictionary(reference, fetched))


class _Fetched(NamedTuple):
    """The numbers of every partner's facts, and what it takes to load the fact of each number."""

    facts: Facts
    datasets: Factorized
    amounts: Factorized
    code_sets: Factorized
    days: Factorized
    certificates: load_proofs.CertificateRows
    proofs: Proofs
    goods_owners: Longs
    clients: CsrLists


def _fetch_codes(reference: ReferenceData) -> _Fetched:
    sectors = load_offers.load_sectors_by_hash(reference)
    with fetch_ahead(*QUERIES) as fetched:
        partners = next(fetched)
        partners = take_rows(partners, np.argsort(partners["id"]))
        ids = partners["id"]
        datasets, place = _unpack_places(reference, partners["datasets_place"])
        offers, goods_owners, clients = load_offers.encode_offers(
            ids, sectors, next(fetched), next(fetched)
        )
        profiles = load_profiles.align_profiles(ids, next(fetched))
        amounts = load_profiles.factorize_pair(
            profiles["minimum_order"], profiles["capacity"], load_profiles.UNKNOWN
        )
        codes = load_profiles.factorize_pair(profiles["languages"], profiles["markets"])
        days = factorize(profiles["lead_time"] >> 1, load_profiles.UNKNOWN)
        certificates, certificate_rows = load_proofs.encode_certificates(
            ids, profiles["lead_time"] & 1, next(fetched)
        )
        proof_codes, proofs, sources = load_proofs.encode_proofs(ids, next(fetched))
    facts = Facts(
        ids=ids,
        place=place,
        datasets=datasets.codes.astype(np.uint16),
        minimum_order=amounts.first,
        lead_time=days.codes,
        capacity=amounts.second,
        certificates=certificates,
        languages=codes.first,
        markets=codes.second,
        proofs=proof_codes,
        sources=sources,
        offers=offers,
    )
    return _Fetched(
        facts,
        datasets,
        amounts.both,
        codes.both,
        days,
        certificate_rows,
        proofs,
        goods_owners,
        clients,
    )


def _load_dictionary(reference: ReferenceData, fetched: _Fetched) -> Dictionary:
    """The facts by their numbers, each from one partner that has it."""
    ids = fetched.facts.ids
    names = fetch_by_key(
        "SELECT hashtext(array_to_string(datasets, ' ')), array_to_string(datasets, ' ')"
        " FROM partners_partner WHERE id = ANY(%s)",
        ids.take(fetched.datasets.first).tolist(),
    )
    quantities, dimensions = load_profiles.load_quantities(ids, fetched.amounts)
    code_sets, listed = load_profiles.load_code_sets(ids, fetched.code_sets)
    certificate_sets, standards = load_proofs.load_certificate_sets(fetched.certificates)
    goods, words, hs = load_offers.load_goods(fetched.goods_owners)
    return Dictionary(
        places=reference.areas.codes,
        sectors=reference.sectors.codes,
        datasets=tuple(names[hashed] for hashed in fetched.datasets.distinct.tolist()),
        dimensions=dimensions,
        standards=standards,
        listed=listed,
        words=words,
        hs=hs,
        quantities=quantities,
        days=np.maximum(fetched.days.distinct - 1, 0).astype(np.int32),
        certificate_sets=certificate_sets,
        code_sets=code_sets,
        proofs=fetched.proofs,
        goods=goods,
        clients=fetched.clients,
    )


def _unpack_places(reference: ReferenceData, packed: Longs) -> tuple[Factorized, Codes]:
    """The sets of datasets, and the places that were packed below them."""
    places = _place_numbers(reference, packed & (1 << _PLACE_BITS) - 1)
    return factorize(packed >> _PLACE_BITS), places


def _place_numbers(reference: ReferenceData, codes: Longs) -> Codes:
    """The reference data's number of each GB/T 2260 code; 0 is unknown."""
    table = np.full(10**6, reference.areas.unknown, np.uint16)
    table[[int(code) for code in reference.areas.codes]] = range(reference.areas.unknown)
    return table.take(codes)
