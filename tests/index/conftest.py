"""Reference data, makers and a brief, as the tests of the matcher have them."""

from tests.matcher.conftest import _reference, knitwear, maker, reference

__all__ = ["_reference", "knitwear", "maker", "reference"]
