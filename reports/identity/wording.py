"""The words titles are made of: names of the report, its look-alikes, years, cuts and decorations.

Source: the column and title wordings of portals.md §2; the look-alikes listed there are other documents on the same
pages (解读, 政府网站工作年度报表 under 国办函〔2018〕12号, 法治政府建设年度报告, 行政执法统计年报, 工作要点, …).
"""

from __future__ import annotations

import re

CIRCLED = re.compile(r"^\s*[\u2460-\u249b]+")
"""①, ⑴, ⒈ before a title: list marks that NFKC would leave as bare figures."""
LIST_MARK = re.compile(
    r"^(?:[·•●▪■◆★☆>»\-—*#]+|\d{1,3}[、.)\-_](?=\D|20[012]\d年)|[(\[]\d{1,3}[)\]]|0\d{1,2}(?=[^\d年月日])|20\d{6}[-_]?(?=\D)"
    r"|\d{1,2}(?=[^\d年月日号届次级类度师团中小大环区、.)\-_])|(?:点击)?(?:查看|打开|下载)[:：]?(?=.{6}))+"
)
"""What an attachment's name or a list puts before a title: 12-, （3）, 001, 20240119, 点击查看."""
FILE = re.compile(r"(?:\.(?:pdf|docx?|wps|xlsx?|html?|shtml|jhtml|zip|rar|ofd|txt|rtf))+$", re.IGNORECASE)
CUT = re.compile(r"(?:…|⋯|\.\.|。。|···)[…⋯.。·]*$")
DAY = re.compile(r"[\[(【]?20\d\d[-/.年]\d{1,2}[-/.月]\d{1,2}日?(?:\d{1,2}:\d\d(?::\d\d)?)?[\])】]?$")
DAY_BEFORE = re.compile(r"^[\[(【]?20\d\d[-/.]\d{1,2}[-/.]\d{1,2}[\])】]?(?=20[012]\d年|[^\d\])】])")
CHINESE_YEAR = re.compile(r"[二2][〇○零Oo0Ｏ０][〇○零Oo0一二三四五六七八九123456789]{2}(?=年)")
DIGITS = {c: str(d) for d, c in enumerate("零一二三四五六七八九")} | dict.fromkeys("〇○Oo", "0")

SUBJECT = (
    r"(?:政府信息(?:主动)?(?:与|和|及)?政务公开|政务(?:公开)?(?:与|和|及|、)政府信息公开|政府政务信息公开|政府信息主动公开|"
    r"政府信息公开|政务信息公开|政务公开|政府公开信息|信息公开)"
)
YEAR = r"(?<!\d)20[012]\d(?!\d)年?"
PHRASE = re.compile(
    rf"{SUBJECT}(?:工作)?(?:情况)?(?P<inner>[(\[]?{YEAR}度?[)\]]?)?(?P<annual>年度|年)?(?:工作)?(?:情况)?的?"
    r"(?P<noun>年度工作报告|年度报告书|年度报告|年报告|工作年报|年报|报告书|报告)"
)
CUT_PHRASE = re.compile(rf"{SUBJECT}(?:工作)?(?P<reached>年(?:度(?:报|工作|工作报|报告)?|报)?)?$")
OTHER_ANNUAL = re.compile(
    r"(?:统计|财政|司法|环境|质量|经济|执法)(?!.{0,16}(?:局|厅|委|委员会|办|办公室|所|处|队|区|镇|乡|街道))|预算|决算|网站|法治|工作$"
)
"""Words that make …年报 another yearly document, unless they are part of an agency's name."""
FOLDER = re.compile(
    r"(?:全?[县区市省旗州盟]|本[级县区市])?(?:各|属|直属?|级)*(?:[县区市]?直)?(?:机关|单位|部门|委办局|派出机构|乡镇|镇街|街镇|镇乡|镇办|街道|乡镇街道|镇街道|园区|镇|乡)+"
)
"""县直部门, 各乡镇: not one agency."""
MANY = re.compile(
    r"各(?:级|有关|相关|直属|[县区市]直|[县区市]级)?(?:部门|单位|机关|委办局|乡镇|镇街|镇|乡|街道|园区|[县区市旗])"
)
"""青溪县各部门, 各乡镇（街道）. Names hold 各, too, but not before such words (各族自治县, 霍各庄镇)."""
OTHER_DISCLOSURE = re.compile(
    r"(?:环境|环保|财政|预决算|预算|决算|采购|企业|党务|村务|居务|校务|院务|检务|警务|司法|资产)$"
)
"""Before 信息公开 and 政务公开: the disclosure of something else (环境信息公开年度报告), where no agency's name ends (财政局)."""
CUT_EARLY = re.compile(r"(?:(?:政府信息|政务信息|政务|信息)公开工|政府信息公|政府信息|政府信|政务公|信息公)$")
ANNUAL_ONLY = re.compile(r"(?:年度报告|年度工作报告|年报)$")

LOOKALIKE_AFTER = re.compile(
    r"解读|图解|一图|读懂|图说|漫画|动漫|(?:视频|音频)(?!版)|问答|要点|方案|计划|通知|通报|会议|部署|培训|座谈|制度|办法|规定|格式|模板|"
    r"样式|范本|指南|目录|填报|说明|解释|答复|总结|绩效|评价|评估|考核|考评|评议|督查|报表|统计表|编制|工作动态|新闻|报道|意见|要求|任务|提醒|"
    r"发布会|推进会|启动|汇总表|排名|抽查|检查"
)
ISSUED = re.compile(
    r"(?P<who>[^《》]{0,40}?)关于(?:印发|公布|发布|公开)《?(?P<title>[^《》]*20[012]\d[^《》]*(?:年度报告|年报))》?的(?:通知|公告|公示|函)"
)
"""…局关于印发2025年…年度报告的通知: the report may be printed below the letter. What ends in 格式 or 编制工作 is none."""
ENCLOSED = re.compile(r"[(\[【](?:附|含)[^()\[\]【】]{1,10}[)\]】]")
"""（附统计表）: the report and what comes with it."""
VERSION_BEFORE = re.compile(
    r"^[(\[【](?:文字|图文|网页|电子|扫描|盖章|全文|正式|pdf|word|doc)版?[)\]】](?=.)", re.IGNORECASE
)
"""（文字版）2018年…: how it is given, before the title."""
LOOKALIKE_HEAD = re.compile(
    r"解读|图解|一图|张图|看懂|读懂|图说|漫画|动漫|视频|音频|问答|划重点|数读|速览|转发|转载|新闻|工作动态|政策|H5|微课|海报|简明问答"
)
VERB = re.compile(
    r"召开|部署|解读|图解|一图|张图|看懂|图说|数说|数读|长图|读懂|印发|转发|举办|编制|撰写|起草|圆满|顺利|做好|报送|上报|听取|审议|关于对|参加|赴|来.*调研|"
    r"如何|怎么|为什么|什么是|季度|上半年|下半年|半年|月份|学年"
)
WEAK_VERB = re.compile(r"开展|组织|完成|审核|发布了?|公布|推进|启动|学习|通过|督促|检查")
"""Also met inside agency names (社会组织管理局, 推进长三角一体化发展办公室): they tell only where no agency's name ends."""
AGENCY_END = re.compile(
    r"(?:局|委|委员会|管委会|办|办公室|办公厅|厅|处|部|署|中心|站|所|队|院|街道|政府|苏木|镇|乡|旗|县|区|市)(?:\(.*\))?$"
)
NEVER = re.compile(
    r"季度|上半年|下半年|半年度|月报|周报|学年|网站.*报表|法治政府|依法行政|行政执法|工作要点|召开|印发|转发|图解|解读|读懂|会议"
)
HARMLESS = re.compile(
    r"^关于(?:公开|公布|发布)|编制(?=委员会|办|部门)|行政执法(?=[局队大支总中委办])|会议(?=中心)|学习(?=强国|型)|审议(?=委员会)"
)
"""Names that hold such words (综合行政执法局, 编制委员会办公室), and 关于公布 before the report itself."""
SAFE_AFTER = re.compile(
    r"^(?>(?:[(\[【](?:图片|超链|超链接|文字|网页|电子|扫描|盖章|PDF|pdf|word|WORD|Word|DOC|doc|无障碍|全文|公示|最终|定稿|正式|终)版?[)\]】]"
    r"|[(\[【](?:20\d\d年?(?:度|份)?)[)\]】]|[(\[【](?:附|含)[^()\[\]【】]{1,10}[)\]】]|[(\[【](?:全文|公示|附件|本级|含下属单位|汇总|总)[)\]】]|全文|公示|正文|书"
    r"|[(\[【](?:修订|更正|修改|补充|更新)(?:版|稿)?[)\]】]|-?20[012]\d年?(?:度)?|[(\[【]\d{1,2}[)\]】]|\d{1,2}|[。.]|NEW|new|置顶|-副本)*)$"
)
AGENCY_BEHIND = re.compile(
    r"[(\[【]([^()\[\]【】\d]{2,30}(?:局|委|委员会|管委会|办|办公室|厅|街道|办事处|镇|乡|苏木|县|区|市|政府))[)\]】]"
    r"|[-—–:]+([^()\d]{2,30}(?:局|委|委员会|管委会|办|办公室|厅|街道|办事处|镇|乡|苏木|县|区|市|政府))"
)
"""2022年政府信息公开年报（芦阳镇），2022年政府信息公开年报—教育局."""
OFFICE_BEHIND = re.compile(r"(?:局|委员会|办公室|办事处|厅|街道|镇|乡|苏木|镇人民政府|乡人民政府)$")
BRACKET_YEAR = re.compile(rf"[(\[【]({YEAR})(?:度|份)?[)\]】]")
ANY_YEAR = re.compile(r"(?<![\d\-/.])(20[012]\d)(?!\d)(?:年度|年份|年|度)?")
YEAR_RANGE = re.compile(r"20[012]\d年?(?:度)?(?:-|—|–|~|至|到|、|和)20[012]\d年?")
NEUTRAL_HEAD = re.compile(
    r"^(?:附件?\d*|附|更正|修订|公示|公告|通知公告|标题|题目|年报|公开年报|政府信息公开(?:工作)?(?:年报|年度报告)|信息公开年报|年度报告|点击下载|下载|"
    r"县直部门|区直部门|市直部门|部门|乡镇|街道|20\d\d年?(?:度)?)$"
)

LONGEST_TITLE = 300
"""Characters; anything longer is a text, and no pattern is run over it."""
SITE_MARK = re.compile(
    r"[_|]+|(?<=[告报》)])[-—–]+(?=\D)|(?<=人民政府)[-—–]+(?=.)|(?<=网站)[-—–]+(?=.)|(?<=政府网)[-—–]+(?=.)"
)
"""Between the pieces of a page title: 标题_栏目_网站名, 标题-网站名, 网站名-标题."""
SITE_BEFORE = re.compile(r"(?:人民政府|网站|政府网|门户|平台)$")
