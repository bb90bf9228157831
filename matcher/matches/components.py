"""Matches: makers and service providers weighed against each other, exactly and both ways.

A match has four components of 0..255, with weights that sum to 256, so its points (0..65280)
are exact and ties break by the lower id:

    need        the maker's strongest need that the provider documents: how much more than others
                its division uses the service, and whether its place puts the service first
    affinity    how near the two places act
    operations  languages, standards, lead time and order size that go together
    quality     how well the counterpart's record is evidenced

Without an evidenced need there is no match. Need and affinity are the same for all makers of one
place and field, and for all providers of one place and service: `search` bounds whole groups by
them and looks at few pairs one by one. Brute force gives the same lists.
"""

NEED, AFFINITY, OPERATIONS, QUALITY = "need", "affinity", "operations", "quality"
# `need`, `affinity` and `quality`, which bound a group, hold 208 of 256: the more they hold, the
# fewer pairs are looked at one by one (at three fifths about ten times as many as here).
WEIGHTS = {NEED: 112, AFFINITY: 56, OPERATIONS: 48, QUALITY: 40}
TOTAL = 256
