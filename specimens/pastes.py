"""Three habits of pasting a report from Word or WPS into a portal's editor, each with its own clutter around paragraphs and cells."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Paste:
    """One habit of pasting: the clutter around paragraphs, headings and cells. `{spans}` takes rowspan and colspan."""

    name: str
    paragraph: tuple[str, str]
    heading: tuple[str, str]
    table: tuple[str, str]
    row: str
    cell: tuple[str, str]
    """Opening with ``{spans}``, and closing."""
    empty: str
    """What stands in a cell nobody filled in."""


WORD = Paste(
    name="word",
    paragraph=(
        '<p class="MsoNormal" style="text-indent:32.0pt;mso-char-indent-count:2.0;line-height:28.0pt;'
        'mso-line-height-rule:exactly"><span style="font-size:16.0pt;font-family:仿宋_GB2312;mso-bidi-font-family:宋体">',
        "<o:p></o:p></span></p>\n",
    ),
    heading=(
        '<p class="MsoNormal" style="text-indent:32.0pt;line-height:28.0pt;mso-line-height-rule:exactly">'
        '<b style="mso-bidi-font-weight:normal"><span style="font-size:16.0pt;font-family:黑体">',
        "<o:p></o:p></span></b></p>\n",
    ),
    table=(
        '<div align="center"><table class="MsoNormalTable" border="1" cellspacing="0" cellpadding="0" '
        'style="border-collapse:collapse;border:none;mso-border-alt:solid windowtext .5pt;mso-yfti-tbllook:1184">\n<tbody>',
        "</tbody></table></div>\n",
    ),
    row='<tr style="mso-yfti-irow:{index};height:21.0pt">',
    cell=(
        '<td{spans} valign="middle" style="border:solid windowtext 1.0pt;mso-border-alt:solid windowtext .5pt;'
        'padding:0cm 5.4pt 0cm 5.4pt"><p class="MsoNormal" align="center" style="text-align:center;line-height:16.0pt">'
        '<span lang="EN-US" style="font-size:10.5pt;font-family:宋体;mso-hansi-font-family:Calibri">',
        "<o:p></o:p></span></p></td>",
    ),
    empty="<o:p>&nbsp;</o:p>",
)


WPS = Paste(
    name="wps",
    paragraph=(
        '<p style="TEXT-ALIGN: justify; LINE-HEIGHT: 28pt; TEXT-INDENT: 32pt; MARGIN: 0pt; FONT-SIZE: 12pt">'
        '<span style="FONT-FAMILY: 仿宋_GB2312; FONT-SIZE: 16pt">',
        "</span></p>",
    ),
    heading=(
        '<p style="TEXT-ALIGN: left; LINE-HEIGHT: 28pt; TEXT-INDENT: 32pt; MARGIN: 0pt; FONT-SIZE: 12pt">'
        '<span style="FONT-FAMILY: 黑体; FONT-SIZE: 16pt">',
        "</span></p>",
    ),
    table=(
        '<table style="BORDER-BOTTOM: medium none; BORDER-COLLAPSE: collapse; MARGIN-LEFT: auto; FONT-SIZE: 10pt; '
        'BORDER-TOP: medium none" border="1" cellspacing="0"><tbody>',
        "</tbody></table>",
    ),
    row="<tr>",
    cell=(
        '<td style="BORDER-BOTTOM: windowtext 1pt solid; PADDING-LEFT: 5.4pt; PADDING-RIGHT: 5.4pt; BORDER-RIGHT: '
        'windowtext 1pt solid" valign="center"{spans}><p style="text-align:center;LINE-HEIGHT: 20pt; MARGIN: 0pt">'
        '<span style="FONT-FAMILY: 宋体; FONT-SIZE: 12pt">',
        "</span></p></td>",
    ),
    empty="&nbsp;",
)


EDITOR = Paste(
    name="editor",
    paragraph=('<p style="text-indent: 2em;">', "</p>\n"),
    heading=('<p style="text-indent: 2em;"><strong>', "</strong></p>\n"),
    table=('<table border="1" cellpadding="0" cellspacing="0" width="98%">\n', "</table>\n"),
    row="<tr>\n",
    cell=('<td{spans} style="word-break: break-all;">', "</td>\n"),
    empty="<br/>",
)


PASTES = (WORD, WPS, EDITOR)
