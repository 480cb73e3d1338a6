"""Whether a report names a region is asked of where names may end, not of all its words."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from reports.identity.divisions import divisions
from reports.identity.mentioned import is_mentioned
from reports.identity.names import short_name

_NAMES = (
    "管城回族区",
    "景泰县",
    "内蒙古自治区",
    "海西蒙古族藏族自治州",
    "阿拉善盟",
    "北京市",
    "区",
    "神农架林区",
)
_WORDS = st.lists(st.sampled_from([*_NAMES, "管城区", "内蒙古", "全县", "我区", "的", "\n"]), max_size=12)


@given(st.sampled_from(_NAMES), _WORDS)
def test_a_region_is_named_exactly_where_its_name_or_its_short_one_stands(
    name: str, words: list[str]
) -> None:
    text = "".join(words)
    short = short_name(name)
    stands = name in text or (short is not None and len(short) >= 3 and short in text)
    assert is_mentioned(name, text) == stands


def test_the_longest_name_of_the_table_is_found_where_other_words_surround_it() -> None:
    longest = max(divisions().names.values(), key=len)
    assert is_mentioned(longest, f"经{longest}批准")
    assert not is_mentioned(longest, f"经{longest[1:]}批准")
