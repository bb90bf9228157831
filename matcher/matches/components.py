"""The components of a match between a maker and a service provider, and their weights.

A match has four components of 0..255, with weights that sum to 256, so its points (0..65280)
are exact and ties break by the lower id:

    need        the maker's strongest need that the provider documents: how much more than others
                its division uses the service, and whether its place puts the service first
    affinity    how near the two places act
    operations  languages, standards, lead time and order size that go together
    quality     how well the counterpart's record is evidenced

Without an evidenced need there is no match. Need and affinity are the same for all makers of one
place and division, and for all providers of one place and service: the searches (`top_matches`,
`pair_search`) bound whole groups by them and score few pairs one by one. Tests hold the results
equal to brute force.
"""

NEED, AFFINITY, OPERATIONS, QUALITY = "need", "affinity", "operations", "quality"
# `need`, `affinity` and `quality`, which bound a group, hold 208 of 256: the more they hold, the
# fewer pairs are scored one by one (if they held three fifths, about ten times as many as here).
WEIGHTS = {NEED: 112, AFFINITY: 56, OPERATIONS: 48, QUALITY: 40}
TOTAL = 256
