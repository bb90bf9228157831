"""Reference data, makers and a brief, as the tests of the matcher have them."""

from tests.matcher.conftest import knitwear

__all__ = ["knitwear"]
