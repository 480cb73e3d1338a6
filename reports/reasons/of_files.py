"""Why a file inside another was not read, in Chinese, as its own error says it where it is raised (`ReadingError.chinese`).

Only of these is the English alone kept: in a remark on the document that the file came with.
"""

from __future__ import annotations

from collections.abc import Mapping

FILES: Mapping[str, str] = {
    "{name}: the file is empty; fetch or save it again": "{name}：文件是空的，请重新获取",
    "{name}: its content is of no kind we read; publish it as HTML, docx or PDF": (
        "{name}：文件内容不是可读取的类型，请以网页、docx或PDF形式公开"
    ),
    "{name}: {kind}, which is not read; publish it as HTML, docx or PDF": (
        "{name}：暂不支持读取{kind}，请以网页、docx或PDF形式公开"
    ),
    "its content is of no kind we know": "该内容类型的文件",
    "an xz archive": "XZ压缩包",
    "a bzip2 archive": "BZ2压缩包",
    "a cabinet archive": "CAB压缩包",
    "a zstd archive": "ZST压缩包",
    "a CEB document": "CEB版式文件",
    "a program": "程序文件",
    "a Word 2003 XML document": "Word 2003 XML文档",
    "an Office document flattened to XML": "单一XML格式的Office文档",
    "an Excel 2003 XML workbook": "Excel 2003 XML工作簿",
    "an OpenDocument file": "ODF文档",
    "a UOF document": "标文通UOF文档",
    "an OpenDocument file or an electronic book": "ODF文档或电子书",
    "an office file that is neither docx nor xlsx": "该类型的Office文件",
    "a binary workbook (xlsb)": "XLSB工作簿",
    # Word, WPS, sheets
    "{name}: opening RAR and 7-Zip archives needs libarchive; install libarchive13, or publish the report itself": (
        "{name}：打开RAR或7Z压缩包需要libarchive，请安装libarchive13，或直接公开年度报告文件"
    ),
    "{name}: encrypted or damaged; publish it without a password": (
        "{name}：文件已加密或已损坏，无法读取，请发布未加密的文件"
    ),
    "{name}: the document is encrypted; publish it without a password": "{name}：文档已加密，无法读取，请发布未加密的文件",
    "{name}: the document has no body": "{name}：文档内没有正文",
    "{name}: more text than any report has": "{name}：内容过多，已拒绝读取",
    "{name}: more tables than any report has": "{name}：表格过多，已拒绝读取",
    "{name}: there is no Word document in it; fetch it again or publish it as docx": (
        "{name}：文件内没有Word文档（可能已损坏），请重新下载或改用docx格式公开"
    ),
    "{name}: reading old Word and WPS files needs LibreOffice; install libreoffice-writer-nogui, or publish it as docx": (
        "{name}：读取旧版Word或WPS文件需要LibreOffice，请安装libreoffice-writer-nogui，或改用docx格式公开"
    ),
    "{name}: LibreOffice could not open it (damaged, encrypted, or beyond the time limit); publish it as docx": (
        "{name}：LibreOffice无法打开该文件（已损坏、已加密或处理超时），请改用docx格式公开"
    ),
    "{name}: the workbook is encrypted; publish it without a password": (
        "{name}：工作簿已加密，无法读取，请发布未加密的文件"
    ),
    "{name}: the workbook is damaged or encrypted ({detail}); fetch it again or publish it as xlsx": (
        "{name}：工作簿已损坏或已加密，请重新下载或另存为xlsx后公开"
    ),
    "{name}: a sheet of {n} rows by {m} columns": "{name}：工作表过大，已拒绝读取",
    "{name}: merged ranges overlap; save the sheet again": "{name}：合并单元格互相重叠，文件已损坏",
    "{name}: a table of {n} rows and {m} columns is more than the {a} by {b} we read": (
        "{name}：表格有{n}行{m}列，超过可读上限（{a}行{b}列）"
    ),
    "{name}: broken XML ({detail}); fetch it again": "{name}：文件内部结构损坏，请重新下载",
    "{name}: broken XML ({detail})": "{name}：文件内部结构损坏，请重新下载",
    "{name}: refused, {detail}": "{name}：文件结构异常或内容过多、过大，已拒绝读取",
    # PDF and pictures
    "{name}: the PDF is damaged or cut short; fetch it again": "{name}：PDF已损坏或不完整，请重新下载",
    "{name}: the OFD is damaged or cut short ({detail}); fetch it again": "{name}：OFD已损坏或不完整，请重新下载",
    "{name}: the OFD is encrypted; publish it without a password": "{name}：OFD已加密，无法读取，请发布未加密的文件",
    "{name}: more objects than any report has": "{name}：OFD内容过多，已拒绝读取",
    "{name}: the PDF is encrypted; publish it without a password": "{name}：PDF已加密，无法读取，请发布未加密的文件",
    "{name}: page {n} cannot be opened": "{name}：第{n}页已损坏，无法打开",
    "{name}: a page cannot be drawn ({detail})": "{name}：PDF页面已损坏，无法读取",
    "{name}: {n} pages is more than the {m} we read": "{name}：共{n}页，超过可读上限{m}页",
    "{name}: {n} pages": "{name}：页数过多，已拒绝读取",
    "{name}: {n} table cells is more than any report has": "{name}：表格过多，已拒绝读取",
    "{name}: it is a scan or a picture, and reading those needs the extra: pip install 'nianbao-watch[ocr]'": (
        "{name}：该文件为扫描件或图片，需安装OCR组件（pip install 'nianbao-watch[ocr]'）后才能读取"
    ),
    "{name}: a picture of a kind that is not read; use PNG or JPEG": (
        "{name}：不支持读取该类型的图片，请使用PNG或JPEG格式"
    ),
    "{name}: {n} by {m} pixels is more than we read; scan at 300 dpi or less": (
        "{name}：图片为{n}×{m}像素，超过可读上限，请以300dpi以下扫描"
    ),
    "{name}: the picture is damaged; fetch it again": "{name}：图片已损坏，请重新下载",
    "{name}: a moving picture of more than {n} pages; publish the pages as a PDF": (
        "{name}：动态图片超过{n}帧，已拒绝读取，请以PDF发布"
    ),
    # pages and texts
    "{name}: the saved page holds no HTML; save it again": "{name}：网页存档内没有网页正文，请重新保存",
    "{name}: the saved page is cut short; save it again": "{name}：网页存档不完整，请重新保存",
    "{n} characters of HTML, more than {m}; no annual report is that long": (
        "网页长达{n}字符，超出{m}字符的上限，未读取"
    ),
    "{n} elements are open within each other; reading it could take for ever": (
        "有{n}层标签嵌套或未闭合，可能导致解析停滞，未读取"
    ),
    "{name}: its elements stand within each other deeper than can be followed": "{name}：标签嵌套过深，未读取",
    "a page whose tables have more than {n} positions; no annual report has that many": (
        "网页中的表格超过{n}格，超出上限，未读取"
    ),
    "{name}: {n} lines of text, more than {m}": "{name}：文本多达{n}行，超出{m}行的上限，未读取",
    "{name}: {n} bytes of plain text is more than the {m} we read": "{name}：纯文本文件有{n}字节，超过可读上限{m}字节",
    # archives, and any file
    "{name}: {n} bytes is more than the {m} we read; publish the report without its large images": (
        "{name}：文件有{n}字节，超过可读上限{m}字节，请去掉大图后再试"
    ),
    "{name}: the package is damaged or cut short ({detail}); fetch it again": "{name}：文件已损坏或不完整，请重新下载",
    "{name}: the archive is damaged or cut short ({detail}); fetch it again": "{name}：文件已损坏或不完整，请重新下载",
    "{name}: {quoted} is encrypted; publish it without a password": "{name}：文件已加密，无法读取，请发布未加密的文件",
    "{name}: {n} entries in one package is more than the {m} we open": "{name}：压缩包内有{n}个文件，超过上限{m}个",
    "{name}: refused as a decompression bomb, {detail}": "{name}：解压后体积异常（疑似压缩炸弹），已拒绝读取",
    "{name}: refused as a decompression bomb, it unpacks to more than {n} bytes": (
        "{name}：解压后体积异常（疑似压缩炸弹），已拒绝读取"
    ),
    "{name}: unpacks to more than we read": "{name}：解压后体积过大，已拒绝读取",
    "{name}: archives nested more than {n} deep are not opened": "{name}：压缩包嵌套超过{n}层，已拒绝读取",
    "{name}: the archive holds no file of a kind we read; publish the report itself": (
        "{name}：压缩包内没有可读取的文件，请直接公开年度报告文件"
    ),
    "{name}: refused, the entry name {quoted} points outside the archive": (
        "{name}：压缩包内的文件名“{quoted}”指向包外路径，已拒绝读取"
    ),
    "{name}: the reader gave up on it ({detail}); fetch it again": "{name}：文件内容异常，无法读取，请重新下载",
    "{name}: the reader broke down on it (exit {code}); fetch it again or publish it in another format": (
        "{name}：文件内容异常，无法读取，请重新下载或以其他格式公开"
    ),
    "{name}: reading it took more than {n} seconds": "{name}：读取超时，已停止",
    "{name}: reading it needs too much memory": "{name}：读取所需内存过大，已停止",
}
