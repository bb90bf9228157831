"""All active partners from PostgreSQL as columns, without a Python object a partner.

Every fact comes as whole numbers: texts, lists and amounts as a 64-bit hash by which equal ones
are numbered; what it stands for is asked for once, of one partner that has it. A hash that two
facts shared would show in the first list that names such a partner: its record would not bear out
its points, and `scoring.shortlist` refuses that.
"""

import numpy as np

from matcher.index import load_offers, load_profiles, load_proofs, query_columns
from matcher.index.cohorts import cluster
from matcher.index.columns import Columns, Dictionary, Facts
from matcher.index.csr import Codes, Longs
from matcher.index.factorize import number
from matcher.index.hashed_rows import take, texts
from matcher.index.query_columns import Query
from matcher.reference.reference_data import ReferenceData

# The dataset's hash, and below it as 20 bits the place: GB/T 2260, six digits; 0 is unknown.
PARTNERS = Query(
    """
    SELECT id, hashtext(dataset_id)::int8 << 20 | coalesce(place_id, '0')::int8 AS stands
    FROM partners_partner WHERE retired_at IS NULL
    """,
    ("id", "stands"),
)
_PLACE_BITS = 20
# What takes most work comes first; the last is worked on while the database waits.
QUERIES = (
    *(PARTNERS, load_offers.OFFERINGS, load_offers.CLIENTS),
    *(load_profiles.PROFILES, load_proofs.CERTIFICATES, load_proofs.EVIDENCE),
)


def read(reference: ReferenceData) -> Columns:
    """The active partners of this transaction's snapshot."""
    names = texts("SELECT hashtext(key), key FROM partners_dataset")
    sectors = load_offers.by_hash(reference)
    with query_columns.ahead(*QUERIES) as told:
        partners = next(told)
        partners = take(partners, np.argsort(partners["id"]))
        ids, stands = partners["id"], partners["stands"]
        dataset = number(stands >> _PLACE_BITS)
        place = _places(reference, stands & (1 << _PLACE_BITS) - 1)
        offered, listing, clients = load_offers.offers(ids, sectors, next(told), next(told))
        work = load_profiles.of_each(ids, next(told))
        least, most, ordered = load_profiles.together(
            work["least"], work["most"], load_profiles.NOTHING
        )
        languages, markets, spoken = load_profiles.together(work["languages"], work["markets"])
        days, complete = number(work["days"] >> 1, load_profiles.NOTHING), work["days"] & 1
        held, sets = load_proofs.certificates(ids, complete, next(told))
        proven, proofs = load_proofs.proofs(ids, next(told))
    # Until here the connection was not free to be asked for what the numbers stand for.
    quantities, dimensions = load_profiles.quantities(ids, ordered)
    listings, listed = load_profiles.listings(ids, spoken)
    holdings, standards = load_proofs.holdings(sets)
    goods, words, hs = load_offers.goods(listing)
    facts = Facts(
        ids, place, dataset.codes.astype(np.uint8), least, days.codes, most, held,
        languages, markets, proven, offered,
    )  # fmt: skip
    dictionary = Dictionary(
        places=reference.areas.codes,
        sectors=reference.sectors.codes,
        datasets=tuple(names[one] for one in dataset.distinct.tolist()),
        dimensions=dimensions,
        standards=standards,
        listed=listed,
        words=words,
        hs=hs,
        quantities=quantities,
        days=np.maximum(days.distinct - 1, 0).astype(np.int32),
        holdings=holdings,
        listings=listings,
        proofs=proofs,
        goods=goods,
        clients=clients,
    )
    return cluster(facts, dictionary)


def _places(reference: ReferenceData, codes: Longs) -> Codes:
    """Each GB/T 2260 code by the reference's number; 0 is unknown."""
    table = np.full(10**6, reference.areas.unknown, np.uint16)
    table[[int(code) for code in reference.areas.codes]] = range(reference.areas.unknown)
    return table.take(codes)
