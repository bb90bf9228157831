"""Functions stay short, and comments give reasons."""

import ast

from tests.structure.tree import modules

LONGEST_FUNCTION = 45


def test_no_function_has_more_than_45_lines():
    long = [
        f"{module.path}:{node.lineno} {node.name}"
        for module in modules().values()
        for node in ast.walk(module.tree)
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef)
        and (node.end_lineno or 0) - node.lineno + 1 > LONGEST_FUNCTION
    ]
    assert not long
