"""Exact, explained scoring in plain Python and NumPy; no Django, no database.

A partner is a row of small numbers (`index.columns`). A brief is compiled to *criteria*: each
assesses one record, with reasons, and tabulates all of a segment by the same rule. A component's
value is the sum of its criteria (0..255), a score the sum of weight x value (0..65280): the
explanation is the computation.
"""

# A change of any rule or weight changes this, and needs a migration that sets the shortlists'
# marks back a day: a mark does not hold the model, and stored answers are to follow it.
MODEL = "ronghe-3"
