"""The heart: exact, explained scoring. Plain Python and NumPy; no Django, no database.

A partner is a row of small numbers (`columns`). A brief is compiled to *parts*: each judges one
record, with reasons, and tabulates all of a segment from the same formulas. A component's value is
the sum of its parts (0..255), a score the sum of weight x value (0..65280): the explanation is
the computation.
"""

# Whoever changes it adds a migration that sets the shortlists' marks back a day, as
# matcher/0010 does: a mark does not hold the model, and stored answers are to follow it.
MODEL = "ronghe-2"
