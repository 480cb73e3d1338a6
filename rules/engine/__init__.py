"""Loads, explains, tests and evaluates the rule files. Pure: `as_of` is passed in."""
