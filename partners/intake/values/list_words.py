"""What the words of lists mean that are wider or more technical than a buyer's words: divisions
of GB/T 4754, industries and product categories, of `seeds/list_words.csv`.
"""

from functools import cache
from pathlib import Path

from partners.csv_rows import read_rows

_FILE = Path(__file__).resolve().parents[3] / "seeds" / "list_words.csv"
# A word of several divisions, or of none that makes or serves: no sector is read from it.
NONE = "NONE"


@cache
def list_words() -> dict[str, str]:
    """Word -> the code of its sector, or `NONE`."""
    rows = read_rows(_FILE, ("word", "code", "what", "confidence", "source"))
    return {row.required_text("word"): row.required_text("code") for row in rows}
