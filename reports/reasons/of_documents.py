"""Remarks on how a whole document was read, and on its pictures, in Chinese."""

from __future__ import annotations

from collections.abc import Mapping

DOCUMENTS: Mapping[str, str] = {
    "this part holds something that could not be read": "此处有未能读取的内容",
    "a report in the form used before 2019 (条例 of 2007): it has none of the three tables and other sections": (
        "2019年以前格式的年报（依据2007年条例）：没有三张统计表，章节也不相同"
    ),
    "decoded as {charset} though it says {declared}": "网页声明编码为{declared}，实际按{charset}解码",
    "decoded as utf-8 though it says {declared}": "网页声明编码为{declared}，实际按utf-8解码",
    "{n} characters could not be decoded": "有{n}个字符无法解码",
    "only a list of the report's parts is shown, not the report itself": "网页只显示了年报的目录，没有显示正文",
    "the report stands in a part of the page that is hidden until a tab is chosen": "年报在网页须点选标签才显示的部分内",
    "rows of the form stand in hidden or deleted parts of the page: they were not read": (
        "网页隐藏或标为删除的部分内有表格的行，未读取"
    ),
    "part of the article is a frame that shows another page or file: it was not read": (
        "正文的一部分是嵌入的其他网页或文件，未读取"
    ),
    "the report may go on outside the part of the page that holds its headings: not read": (
        "年报内容可能延续到网页上各部分标题所在区域之外，未读取"
    ),
    "part of the article is not shown until it is opened: it was not read": "正文有一部分须展开才显示，未读取",
    "the text has lost letters everywhere: {quoted}": "文本在转换时处处丢失了这些字：{quoted}",
    "the file holds several documents: only the first was read": "文件内含多份文档，只读取了第一份",
    "pages stand side by side on its sheets: in what order their words are to be read is not known": (
        "一张纸上并排印有几页，文字的先后次序无法确定"
    ),
    "the page breaks off before its end": "网页不完整，在结尾前中断",
    "a piece of the file seems to be lost, to stand twice or to be folded up": "文件似有一段缺失、重复（可能是传输所致）或未展开",
    "the report stands in data that the page's script shows": "年报在由网页脚本显示的数据内",
    "the report stands in a frame of the page": "年报在网页的框架内",
    "the page prints tables without table elements: read line by line": "网页中的表格没有使用表格标签，已逐行读取",
    "converted by LibreOffice": "由LibreOffice转换",
    "read by OCR": "由OCR识别",
    "scanned pages, and pages whose fonts do not name their letters, are not read whole: the extra ocr is not installed": (
        "扫描页和字体未注明文字编码的页面未能完整读取：未安装OCR组件"
    ),
    "pictures in its pages are not read: the extra ocr is not installed": "页内图片未读取：未安装OCR组件",
    "the article holds {n} pictures that were read by OCR": "正文有{n}张图片，已由OCR识别",
    "the article holds {n} pictures: what they show was not read": "正文有{n}张图片，所示内容未读取",
    "not read: {name} ({why})": "未读取：{name}（{why}）",
    "beside it in the archive, not read: {why}": "同一压缩包内另有文件未能读取：{why}",
    "a picture without an address": "没有地址的图片",
    "page {n}, the picture from {a}, {b} to {c}, {d}": "第{n}页的图片（左上{a}，{b}；右下{c}，{d}）",
    "the text holds every cell without it": "正文已有全部单元格，无须读取图片",
    "it is not part of the file and was not fetched": "不在文件内，也未获取",
    "the extra ocr is not installed": "未安装OCR组件",
    "it stands there twice": "同一图片重复出现",
    "more than {n} pictures": "图片超过{n}张",
    "OCR saw nothing in it": "OCR未识别出内容",
}
