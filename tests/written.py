"""Texts as our own source writes them, for tests that hold each of them to something."""

from __future__ import annotations

import ast


def skeleton(node: ast.AST | None) -> str | None:
    """The text of a string or f-string, each thing put into it as ``{}``."""
    if isinstance(node, ast.Constant) and isinstance(node.value, str):
        return node.value
    if isinstance(node, ast.JoinedStr):
        return "".join(str(part.value) if isinstance(part, ast.Constant) else "{}" for part in node.values)
    return None


def called(call: ast.Call) -> str:
    """The name of what is called, without what it is looked up in."""
    return call.func.attr if isinstance(call.func, ast.Attribute) else getattr(call.func, "id", "")
