"""Characters in one form: the quick way says what the standard says."""

from __future__ import annotations

import unicodedata

from hypothesis import given
from hypothesis import strategies as st

from reports.folding import nfkc

_PRINTED = st.sampled_from(
    "，：；（）！？％＂＋－．／＜＞［］～\u3000\xa0…１２ＡⅣ①㈠万、。“ 年\u0338\u0301\u3099か"
)


@given(st.lists(st.one_of(_PRINTED, st.characters(exclude_categories=["Cs"])), max_size=30))
def test_punctuation_folded_beforehand_changes_nothing_beside_it(characters: list[str]) -> None:
    text = "".join(characters)
    assert nfkc(text) == unicodedata.normalize("NFKC", text)
