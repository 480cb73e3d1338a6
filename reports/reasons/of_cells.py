"""Why a cell or a row could not be read, in Chinese: English as it is stored → what an official is told."""

from __future__ import annotations

from collections.abc import Mapping

CELLS: Mapping[str, str] = {
    # one printed cell
    "readings of the picture disagree": "几次识别图片所得不一致",
    "a printed character cannot be known": "有无法辨认的字符",
    "raised or circled figures": "有上标数字或带圈数字",
    "several lines with digits in one cell": "一个单元格内有多行数字",
    "a script is to fill it in": "这里是待网页脚本填写的占位符，显示的内容无法得知",
    "one, or a dash typed as one": "可能是数字一，也可能是用作短横线的“一”",
    "not one number": "不是单独一个数",
    "words of the form itself stand in its place": "此处是表格自身的文字",
    "a mark that is no number": "此处只有符号，无法确定是否填写",
    "a figure of the text is lost everywhere: what is left of its numbers is not what was printed": (
        "文本在转换时处处丢失了某个数字，余下的已不是原来的数"
    ),
    # one row of figures
    "{n} values for {m} columns: which belongs here cannot be told": "本行有{n}个值，表有{m}列，无法确定本格是哪一个",
    "a figure too many stands beside columns that have lost their name": "本行的数字多于有名称的列，有的列名已缺失，无法确定本格的值",
    "cannot be cut into {n} numbers": "无法分成{n}个数",
    "values run together": "数字连在一起，无法分开",
    "some figures of this row may be parts of one": "本行有的数字可能是同一个数的各部分",
    "a figure of this row may be torn in two": "本行有的数字可能被拆成了两个",
    "one cell is merged over several rows": "一个单元格合并了数行",
    "one cell is merged over several columns": "一个单元格合并了数列",
    "one cell is merged over several columns, and the row does not add up with it": (
        "一个单元格合并了数列，且本行合计与之不符"
    ),
    "no cell is printed under this column": "本列下没有单元格",
    "the row has fewer cells than columns": "本行的格数少于列数",
    "columns of this row may have shifted": "本行各列可能错位",
    "nothing of this row can be read": "本行内容都未能读取",
    "in the dump of a PDF the figures of this row may stand in another order": (
        "由PDF导出的文字中，本行数字的先后可能有变"
    ),
    "its row has figures too many: which are its own cannot be told": "所在行数字过多，无法确定哪些属于本行",
    "one 0 too many stands in its row: which one cannot be told": "所在行多出一个0，无法确定多出的是哪一个",
    # headers and labels
    "the columns are printed in an order that cannot be told": "无法确定各列的排列次序",
    "its column headers were not found, so its values are not read": "未找到列标题，数值未读取",
    "the headers above it are not those of this row": "上方的列标题不是本行的列标题",
    "the label of the next row is lost, and its figure may stand here": "下一行的行名缺失，本格可能是下一行的数",
    "the columns of its table have other names than the form's": "所在表的列名与规定格式不同",
    "labels of several rows stand before the figures": "数字前有多个行名",
    "label {quoted} names another year than the report's": "行名“{quoted}”所称年度与年报年度不同",
    "label {quoted} is taken for {row}": "行名“{quoted}”按“{row}”读取",
    "label {quoted} is taken for {row}: no other stands there": "行名“{quoted}”按“{row}”读取：此处没有其他行名",
    "header {quoted} is taken for {name}": "列名“{quoted}”按“{name}”读取",
    "it may be the row whose label could not be told": "可能是行名未能识别的那一行",
    "row other_handling: a group of the newer form, one of whose labels is lost": (
        "“其他处理”各行为新格式的行，其中有行名缺失"
    ),
    # sums
    "read from a picture, and a sum it belongs to does not hold": "由图片识别，且所涉合计不符",
    "its table has no closed lines, and a sum it belongs to does not hold": "所在表的框线不完整，且所涉合计不符",
    "cells beside it lost their place in the flattened text, and a sum it belongs to does not hold": (
        "文字失去表格排列，相邻单元格位置不明，且所涉合计不符"
    ),
    "its table has no closed lines, and the row is not seven figures that add up under seven headers": (
        "所在表的框线不完整，且本行不是七个列标题下合计相符的七个数"
    ),
    "its table has no closed lines, and the row is not fifteen figures that add up": (
        "所在表的框线不完整，且本行不是合计相符的十五个数"
    ),
    "its table has no closed lines, and the row is not a figure under each header": (
        "所在表的框线不完整，且本行不是每个列标题下各有一个数"
    ),
    # rows and tables as a whole
    "row {row}: {n} of {m} cells: {why}": "“{row}”一行的{m}格中有{n}格未能读取：{why}",
    "row litigation: {n} of {m} cells: {why}": "表四的{m}格中有{n}格未能读取：{why}",
    "row {row}: {why}": "“{row}”一行：{why}",
    "table four: {n} cells: {why}": "表四有{n}格未能读取：{why}",
    "table four: its headers are not in the form's order, its values are not read": (
        "表四：列标题次序与规定格式不同，数值未读取"
    ),
    "table four is not printed as the form has it, and not so that each figure has one name": (
        "表四未按规定格式排列，无法确定各数分别对应哪一项"
    ),
    "printed twice with different values": "出现两次，数值不同",
    "{address} is printed twice with different values": "{address}出现两次，数值不同",
    "its table is printed twice, and this row once": "所在表出现两次，本行只出现一次",
    "a table of another year, of another report, or a sample: not read": "该表属于其他年度或其他年报，或为样表，未读取",
    "a table of the form stands outside the report's text: not read": "网页上有一张年报表格不在年报正文之内，未读取",
    # cells that were not found
    "it was not found in the flattened text": "文字失去表格排列，其中未找到本格",
    "words of its table are printed, but no table that could be read": "有所在表的文字，但没有能够读取的表格",
    "a table with figures stands in its section, and nothing of it could be read": (
        "所在章节内有一张带数字的表，内容都未能读取"
    ),
    "it may stand in a part that could not be read": "可能在未能读取的部分内",
    "it may have stood in a piece that the file lost": "可能在文件缺失的一段内",
    "it may stand in a picture in the text": "可能在正文的图片内",
    "its table holds characters that cannot be made out": "所在表内有无法辨认的字符",
    "it may be printed where OCR did not make it out": "可能在OCR未能识别之处",
    "every cell of its table is empty: a script may fill them": "所在表的单元格都是空的，可能由网页脚本填入",
    "it may stand in a file attached to the page": "可能在网页所附的文件内",
    "a page of the picture ends in this row, or begins in it": "图片在本行换页",
    "a picture shows no figure in the whole row: a page may break there": "图片中本行没有一个数字，可能在此换页",
}
