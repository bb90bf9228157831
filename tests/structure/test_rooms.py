"""One room a subject: no circle of imports, few loose modules, no name for two things."""

from collections import defaultdict
from graphlib import CycleError, TopologicalSorter

import pytest

from tests.structure.tree import APPS, imports, modules

LOOSE_MODULES = 10
# Names that Django, or the shape of the API, give.
SHARED_NAMES = {"__init__", "__main__", "admin", "apps", "models", "tasks", "urls"}


def test_no_modules_import_each_other_in_a_circle():
    graph = {name: set(imports(module)) - {name} for name, module in modules().items()}
    try:
        tuple(TopologicalSorter(graph).static_order())
    except CycleError as circle:
        pytest.fail(" -> ".join(circle.args[1]))


@pytest.mark.parametrize("app", APPS)
def test_an_app_has_at_most_ten_loose_modules(app):
    loose = [
        module.path.name
        for module in modules().values()
        if module.path.parent.as_posix() == app and module.path.name != "__init__.py"
    ]
    assert len(loose) <= LOOSE_MODULES, sorted(loose)


@pytest.mark.parametrize("app", APPS)
def test_no_module_name_stands_twice_within_an_app(app):
    places = defaultdict(set)
    for module in modules().values():
        name = module.path.parent.name if module.path.name == "__init__.py" else module.path.stem
        if module.app == app and name not in SHARED_NAMES:
            # A noun of the API has a view and a serializer of its name.
            places[name].add(module.path.as_posix().replace("/serializers/", "/views/"))
    doubled = {name: sorted(paths) for name, paths in places.items() if len(paths) > 1}
    assert not doubled
