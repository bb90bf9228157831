"""From any word for a product, material, process or service to its sector. No Django here.

`docs/lexicon.md` states the steps of the resolution and the sources of the data.
"""

from partners.lexicon.resolution import Completion, Outcome, Resolution, Suggestion
from partners.lexicon.word_lookup import Lexicon, shared_lexicon

__all__ = ["Completion", "Lexicon", "Outcome", "Resolution", "Suggestion", "shared_lexicon"]
