"""A page loads at most 100 kB of styles and scripts."""

import re
from pathlib import Path

import pytest
from django.contrib.staticfiles import finders

from tests.workbench.every_page import PAGES

MOST = 100_000
_ASSET = re.compile(r"""(?:src|href)="/static/([^"]+\.(?:css|js))\"""")


@pytest.mark.parametrize("name", PAGES)
def test_styles_and_scripts_of_a_page_are_small(owner, world, name):
    owner.look(world.address(name))
    names = set(_ASSET.findall(owner.page))
    assert "pages/pages.css" in names
    sizes = {one: Path(finders.find(one)).stat().st_size for one in names}
    assert sum(sizes.values()) <= MOST, sizes
