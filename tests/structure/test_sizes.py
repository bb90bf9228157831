"""Functions stay short, and comments give reasons."""

import ast

from tests.structure.tree import modules

LONGEST_FUNCTION = 45
# One call that fills a dataclass of many fields: to split it by length alone would hide the fields.
FILLING = {"load_environment"}


def test_no_function_has_more_than_45_lines():
    long = [
        f"{module.path}:{node.lineno} {node.name}"
        for module in modules().values()
        for node in ast.walk(module.tree)
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef)
        and (node.end_lineno or 0) - node.lineno + 1 > LONGEST_FUNCTION
        and node.name not in FILLING
    ]
    assert not long
