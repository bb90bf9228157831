"""All active partners from PostgreSQL as columns, without a Python object a partner.

Every fact comes as whole numbers: texts and lists as a 64-bit hash by which equal ones are
numbered; the text itself is asked for once, of one partner that has it. A hash that two facts
shared would show in the first list that names such a partner: its record would not bear out
its points, and `scoring.shortlist` refuses that.
"""

import numpy as np

from matcher import query_columns
from matcher.query_columns import Longs, Query
from matcher.scoring.clustering import cluster
from matcher.scoring.columns import Book, Codes, Columns, Facts
from matcher.scoring.ground import Ground
from matcher.scoring.numbering import number
from matcher.snapshot.offers import CLIENTS, OFFERINGS, offers
from matcher.snapshot.profile import listings, quantities
from matcher.snapshot.proof import CERTIFICATES, EVIDENCE, certificates, proofs
from matcher.snapshot.told import take, texts

_NO_DAYS = -1
PARTNERS = Query(
    """
    SELECT p.id, hashtext(p.dataset_id) AS dataset, coalesce(p.place_id, '0')::int4 AS place,
        coalesce(f.minimum_order * 1000, -1) AS least,
        hashtext(coalesce(f.minimum_order_unit, '')) AS least_unit,
        coalesce(f.monthly_capacity * 1000, -1) AS most,
        hashtext(coalesce(f.monthly_capacity_unit, '')) AS most_unit,
        coalesce(f.lead_time_days, -1) AS days,
        coalesce(f.certificates_complete, false)::int4 AS complete,
        hash_array_extended(coalesce(f.languages, '{}'), 0) & -2
            | coalesce(f.languages_complete, false)::int4 AS languages,
        hash_array_extended(coalesce(f.markets, '{}'), 0) & -2
            | coalesce(f.markets_complete, false)::int4 AS markets
    FROM partners_partner p LEFT JOIN partners_profile f ON f.partner_id = p.id
    WHERE p.retired_at IS NULL
    """,
    {
        "id": "i8",
        "dataset": "i4",
        "place": "i4",
        "least": "i8",
        "least_unit": "i4",
        "most": "i8",
        "most_unit": "i4",
        "days": "i4",
        "complete": "i4",
        "languages": "i8",
        "markets": "i8",
    },
)


def read(ground: Ground) -> Columns:
    """The active partners of this transaction's snapshot."""
    names = texts("SELECT hashtext(key), key FROM partners_dataset")
    with query_columns.ahead(PARTNERS, EVIDENCE, CLIENTS, OFFERINGS, CERTIFICATES) as told:
        partners = next(told)
        partners = take(partners, np.argsort(partners["id"], kind="stable"))
        ids = partners["id"]
        dataset, days = number(partners["dataset"]), number(partners["days"], _NO_DAYS)
        least, most, amounts, dimensions = quantities(partners)
        proof, proven = proofs(ids, next(told))
        languages, markets, lists, listed = listings(partners)
        offered, goods, words, hs, clients = offers(ground, ids, next(told), next(told))
        held, holdings, standards = certificates(ids, partners["complete"], next(told))
    facts = Facts(
        ids, _places(ground, partners["place"]), dataset.codes.astype(np.uint8), least,
        days.codes, most, held, languages, markets, proof, offered,
    )  # fmt: skip
    book = Book(
        places=ground.areas.codes,
        sectors=ground.sectors.codes,
        datasets=tuple(names[one] for one in dataset.distinct.tolist()),
        dimensions=dimensions,
        standards=standards,
        listed=listed,
        words=words,
        hs=hs,
        quantities=amounts,
        days=np.maximum(days.distinct, 0).astype(np.int32),
        holdings=holdings,
        listings=lists,
        proofs=proven,
        goods=goods,
        clients=clients,
    )
    return cluster(facts, book)


def _places(ground: Ground, codes: Longs) -> Codes:
    """Each GB/T 2260 code by the ground's number; 0 is unknown."""
    table = np.full(10**6, ground.areas.unknown, np.uint16)
    table[[int(code) for code in ground.areas.codes]] = range(ground.areas.unknown)
    return table.take(codes)
