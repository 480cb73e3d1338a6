"""Characters in one form: the quick way says what the standard says."""

from __future__ import annotations

import sys
import unicodedata

from hypothesis import given
from hypothesis import strategies as st

from reports import CellState, labels, values
from reports.folding import INVISIBLE, nfkc, squeeze, unspaced

_PRINTED = st.sampled_from(
    "，：；（）！？％＂＋－．／＜＞［］～\u3000\xa0…１２ＡⅣ①㈠万、。“ 年\u0338\u0301\u3099か"
)


@given(st.lists(st.one_of(_PRINTED, st.characters(exclude_categories=["Cs"])), max_size=30))
def test_punctuation_folded_beforehand_changes_nothing_beside_it(characters: list[str]) -> None:
    text = "".join(characters)
    assert nfkc(text) == unicodedata.normalize("NFKC", text)


_FORMATS = [c for c in map(chr, range(sys.maxunicode + 1)) if unicodedata.category(c) == "Cf"]


def test_what_is_not_seen_leaves_a_figure_whole_and_what_may_turn_it_round_leaves_it_unread() -> None:
    for character in _FORMATS:
        read = values.cell(f"{character}1{character}2")
        if character in INVISIBLE:
            assert (read.state, read.value) == (CellState.NUMBER, 12), ascii(character)
        else:
            assert read.state in (CellState.UNREADABLE, CellState.TEXT), ascii(character)
            assert read.value is None, ascii(character)


def test_every_room_agrees_on_what_is_not_seen() -> None:
    for character in INVISIBLE:
        assert squeeze(f"{character}年 报{character}") == "年 报"
        assert unspaced(f"年{character} 报") == "年报"
        assert labels.plain(f"本年{character}新收") == labels.plain("本年新收")
