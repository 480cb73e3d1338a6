"""Measurements against labelled corpora and against peers. Never run by the tests for their speed."""
