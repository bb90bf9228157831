"""The heart: exact, explained scoring. Plain Python and NumPy; no Django, no database.

A partner is a row of dictionary-encoded columns. A brief is compiled to *parts*: each is a
function of one column's value, tabulated over the column's distinct values as integers. A
component's value is the sum of its parts (0..255), a score the sum of weight x value
(0..65280): the explanation is the computation.
"""

MODEL = "ronghe-2"
