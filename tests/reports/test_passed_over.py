"""What is looked at before a line is compared with the sections' titles must hold for every line that is a heading."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from reports import sections
from reports.headings import heading_of
from reports.labels import plain

_PATTERNS = [words for fact in sections() for words in (fact.matches, fact.loosely)]


@settings(max_examples=150)
@given(st.sampled_from(_PATTERNS).flatmap(lambda words: st.from_regex(f"(?:{words})\\Z", fullmatch=True)))
def test_no_words_of_a_heading_are_passed_over_before_they_are_compared(words: str) -> None:
    if "\n" not in words and len(words) <= 40 and plain(words) == words:
        assert heading_of(f"二、{words}", loosely=True) is not None


@pytest.mark.parametrize(
    "space", [*map(chr, (9, 10, 13, 28, 31, 32, 0x85, 0xA0, 0x2003, 0x3000)), "\u200b", "“"]
)
def test_what_is_not_seen_does_not_part_the_words_of_a_label(space: str) -> None:
    assert plain(f"行政{space}许可{space}") == "行政许可"
