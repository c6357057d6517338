"""What is said when something that was named is not there, or what was given cannot be used."""

from collections.abc import Mapping

REFUSALS: Mapping[str, tuple[str, str]] = {
    "detail.no_member": (
        "没有成员 {name}；编号见 /api/v1/families 中该组的 members。",
        "There is no member {name}; ids are among the family's members.",
    ),
    "detail.no_subscription": (
        "没有订阅 {name}；编号见 /api/v1/subscriptions。",
        "There is no subscription {name}; ids are in the list of subscriptions.",
    ),
    "detail.no_delivery": (
        "没有投递 {name}；编号见订阅的 deliveries。",
        "There is no delivery {name}; ids are in the subscription's deliveries.",
    ),
    "detail.no_event": (
        "没有变动记录 {name}；序号见 /api/v1/changes。",
        "There is no event {name}; see /api/v1/changes.",
    ),
    "detail.no_page": ("没有网页记录 {name}；编号见来源。", "There is no page {name}; ids are with its source."),
    "detail.no_such_filter": (
        "来源和文件中没有 {names}；编号见来源列表和文件列表。",
        "Neither a source nor a document is called {names}; ids are in the lists of both.",
    ),
    "detail.relation_settled": (
        "关系只能确认（confirmed）或否定（refused）。",
        "A relation is settled as confirmed or refused.",
    ),
    "detail.matrix_number": (
        "并列比较需要 {fewest} 至 {most} 份文本，给了 {texts} 份。",
        "A matrix takes {fewest} to {most} texts, {texts} were given.",
    ),
    "detail.matrix_none_held": (
        "所给文本全是未收录的；请至少给出一份全文。",
        "None of the texts is held; give at least one.",
    ),
    "detail.matrix_too_long": (
        "这些文本的条目过多，无法并列；请减少文本或换用较短的文本。",
        "The texts have too many measures to be laid side by side; give fewer or shorter ones.",
    ),
    "detail.list_without_rows": (
        "{name} 中没有任务清单的行；请给出表格或带编号的条目。",
        "{name}: no rows of a task list in it; give a table or numbered lines.",
    ),
    "detail.no_task_list": (
        "{name} 中没有任务清单、任务分工表；请把清单所在的文件一并给出（list）。",
        "{name}: no task list (任务清单, 任务分工表) in it; give the file that holds the list as well: --list FILE, or `list`.",
    ),
    "detail.no_decision": (
        "{name} 中没有修改或废止的指令；请先给修改决定（修正案），再给原文本。",
        "{name}: no instruction to amend or repeal a text was found; give an amendment decision (修改决定, 修正案) first and "
        "the old text second.",
    ),
    "detail.no_amendment_fits": (
        "决定修改的是{listed}，不是《{title}》；请用 title 指明其中之一。",
        "The decision amends {listed}, not 《{title}》; give one of these with --title (title).",
    ),
    "detail.no_amendment_fits_of_many": (
        "决定修改的是{listed}等 {count} 件，不是《{title}》；请用 title 指明其中之一。",
        "The decision amends {listed} and others, {count} in all, not 《{title}》; give one of these with --title (title).",
    ),
    "detail.webhook_address": (
        "{target} 不是可用的推送地址；请给出 http 或 https 地址。",
        "{target}: not a webhook address; give an http or https URL.",
    ),
    "detail.webhook_password": (
        "推送地址中不能写用户名或密码；请改用路径中的令牌。",
        "A webhook address carries no user name or password; use a token in its path.",
    ),
    "detail.webhook_secret": (
        "订阅的密钥不是 whsec_ 加 base64；请重新建立订阅。",
        "The subscription's secret is not whsec_ and base64; make the subscription anew.",
    ),
    "detail.subscription_null": (
        "名称或筛选条件中含有 U+0000；请去掉。",
        "A name or filter holds the character U+0000; leave it out.",
    ),
    "detail.no_event_kind": (
        "没有 {names} 这种变动；可用：{known}。",
        "Unknown kind of event {names}; known are {known}.",
    ),
    "detail.both_given_old": (
        "“修改前”一侧既选了文件，又粘贴了文字；请只留一样。",
        "The side “Before” has both a file and a pasted text; give one of them.",
    ),
    "detail.both_given_new": (
        "“修改后”一侧既选了文件，又粘贴了文字；请只留一样。",
        "The side “After” has both a file and a pasted text; give one of them.",
    ),
    "detail.none_given_old": (
        "“修改前”一侧没有内容；请选择文件或粘贴文字。",
        "The side “Before” is empty; choose a file or paste a text.",
    ),
    "detail.none_given_new": (
        "“修改后”一侧没有内容；请选择文件或粘贴文字。",
        "The side “After” is empty; choose a file or paste a text.",
    ),
    "detail.file_empty": (
        "{name} 里没有文字；请换一份有内容的文件。",
        "{name} holds no text; choose a file with text in it.",
    ),
    "detail.file_unsupported": (
        "{name} 不是能读的格式；可用 TXT、Markdown、HTML、Word 或带文字的 PDF。",
        "{name} is of no kind that can be read; give TXT, Markdown, HTML, Word or a PDF with text.",
    ),
    "detail.file_damaged": (
        "{name} 已损坏，读不完整；请重新取得或另存后再试。",
        "{name} is damaged and cannot be read whole; get it anew or save it again.",
    ),
    "detail.file_encrypted": (
        "{name} 有密码保护；请去掉密码后再试。",
        "{name} is protected by a password; take it off first.",
    ),
    "detail.file_bomb": (
        "{name} 解开后大得不合常理，没有读；请检查文件来源。",
        "{name} unpacks to more than can be true and was not read; look where it comes from.",
    ),
    "detail.file_forbidden_markup": (
        "{name} 含有不接受的 XML 声明（如 DTD）；请另存后再试。",
        "{name} has XML declarations that are not taken (a DTD, say); save it again.",
    ),
    "detail.file_no_text_layer": (
        "{name} 是扫描件，没有文字层；请换成带文字的文件。",
        "{name} is a scan without a text layer; give a file with text.",
    ),
    "detail.file_no_converter": (
        "{name} 是旧式 Office 文件，本机没有装转换程序（soffice）；请另存为 DOCX 后再试。",
        "{name} is an old Office file and no converter (soffice) is installed; save it as DOCX.",
    ),
    "detail.file_mojibake": (
        "{name} 的文字编码认不出来；请另存为 UTF-8 后再试。",
        "The encoding of {name} was not recognised; save it as UTF-8.",
    ),
    "fault.type": ("应为 {wanted}，给的是 {given}", "It must be {wanted}, not {given}"),
    "fault.range": ("应为 {bound} 的 {wanted}", "It must be {wanted} {bound}"),
    "fault.length": ("长度应 {bound}", "Its length must be {bound}"),
    "fault.pattern": ("应写成 {pattern}", "It must be written as {pattern}"),
    "fault.word": ("没有 {given} 这个值", "There is no value {given}"),
    "fault.day": ("应写成 2024-03-01 这样的日期", "It must be a day like 2024-03-01"),
    "fault.missing_field": ("缺少 {name}", "{name} is missing"),
    "fault.unknown_field": ("没有 {name} 这一项", "There is no field {name}"),
    "fault.missing": ("没有写", "It is missing"),
    "fault.other": ("值不合要求", "Its value is not allowed"),
}
