"""The page's calls are the same in JavaScript, in Python, and in the build's check of the snapshot."""

import ast
import inspect

import pytest

from lecun1989.messages import Calls
from lecun1989_site.runtime.node_runner import IN_PYODIDE
from tests.javascript import exported


@pytest.fixture(scope="module")
def listed() -> dict[str, list[str]]:
    """The parameters of each call, as calls.js lists them."""
    calls: dict[str, list[str]] = exported("engine/calls.js", "CALLS")
    return calls


def test_javascript_lists_pythons_calls_with_their_parameters(listed: dict[str, list[str]]) -> None:
    methods = {
        name: [*inspect.signature(method).parameters][1:]
        for name, method in inspect.getmembers(Calls, inspect.isfunction)
        if not name.startswith("_")
    }
    loading = {"load": ["name", "text"]}  # the worker's own call
    assert {**listed, **loading} == methods


def test_the_build_tries_every_call(listed: dict[str, list[str]]) -> None:
    tree = ast.parse((IN_PYODIDE / "exercise.py").read_text("utf-8"))
    tried = {
        node.attr
        for node in ast.walk(tree)
        if isinstance(node, ast.Attribute) and isinstance(node.value, ast.Name) and node.value.id == "calls"
    }
    assert tried == set(listed)
