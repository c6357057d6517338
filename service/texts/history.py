"""What the page of a clause's history says: its way through the texts, and where its wording was seen first."""

from collections.abc import Mapping

HISTORY: Mapping[str, tuple[str, str]] = {
    "history.link": ("沿革", "History"),
    "history.link_to": ("{path} 的沿革", "History of {path}"),
    "history.title": ("{path} 的沿革", "History of {path}"),
    "history.back": ("回到本版全文", "Back to the whole text"),
    "history.wording": ("本版文字", "The wording in this version"),
    "history.layout": ("版式", "Layout"),
    "history.on_the_way": ("历次文本中的位置", "Where it stands, text by text"),
    "history.from_start": ("在已收录的最早文本中即有此条。", "The oldest text held has it already."),
    "history.since": ("自此文本起有此条：", "It stands since"),
    "history.before_unknown": (
        "更早的文本尚未比对，何时出现未知。",
        "Older texts are not compared yet; when it came is not known.",
    ),
    "history.gone": ("自此文本起不见此条：", "It is missing since"),
    "history.alone": (
        "只收录了这一份文本，还没有前后可比；以后收录的版本会列在这里。",
        "This is the only text held so far; versions to come will be listed here.",
    ),
    "history.here": ("本页所问", "asked about"),
    "history.first": ("最早的已收录文本", "oldest text held"),
    "history.again": (
        "隔版再现：文字与中断前相同，由文字找回，未经比对配对。",
        "Here again with the same words; found by its words, not by a comparison.",
    ),
    "history.nearest": (
        "另一侧最接近的条款：{path}，相似 {percent}%",
        "nearest on the other side: {path}, {percent}% alike",
    ),
    "history.compare": ("看两份文本的全部变动", "All changes between the two texts"),
    "history.parts_unchanged": ("其余 {count} 款项未变", "other parts unchanged: {count}"),
    "history.not_compared": (
        "为控制耗时，还有 {count} 份文本没有比对；已比对的都会保留，再打开一次即接着比对。",
        "To bound the cost, {count} texts are not compared yet; what is compared is kept, open it again to go on.",
    ),
    "history.go_on": ("接着比对", "Go on"),
    "history.left_out": (
        "离本版较远的 {count} 份文本不在本页之列；从靠近它们的版本打开沿革即可看到。",
        "{count} texts far from this one are not shown; open the history from a version near them.",
    ),
    "history.not_followed": ("没有沿此追踪的相关文件", "Related documents not followed"),
    "history.line_explained": (
        "依次列出本文件各版，以及由草案、替代、修正关系相连的文件（已确认或待确认）；相邻两份逐条比对，遵从人工改配。",
        "Every version of the document and of those joined to it as draft, successor or amendment, confirmed or "
        "proposed; neighbours are compared clause by clause, as people's overrides say.",
    ),
    "presence.stands": ("有此条", "stands"),
    "presence.absent": ("未见", "not there"),
    "presence.unknown": ("尚未比对", "not compared"),
    "unfollowed.other_branch": ("另有把握更大的一支", "another branch is surer"),
    "unfollowed.decision": ("修改决定，不是条文全文", "an amendment decision, not the text itself"),
    "unfollowed.too_many": ("相连的文件过多", "too many related documents"),
    "seen.title": ("最早见于何处", "Where it was seen first"),
    "seen.scope": (
        "只就已收录文本而言：没有收录的文本里有没有、早不早，无从知道。先后依法定日期；没有印日期的，依版本先后"
        "和草案、替代、修正关系（已确认或待确认）。",
        "Among the texts held only: what is not held is not known. The order is that of legal dates; a text without one "
        "stands where its versions and its relations as a draft, successor or amendment, confirmed or proposed, put it.",
    ),
    "seen.earliest": ("在已收录文本中最早见于", "Among the texts held, first seen in"),
    "seen.earliest_here": (
        "在已收录文本中，这一文字最早见于本文本（{day}），有日期的文本中没有更早的。",
        "Among the texts held, this text has it first ({day}); no dated one is older.",
    ),
    "seen.earliest_ties": (
        "在已收录文本中最早见于 {day} 的 {count} 份文本，不分先后：",
        "Among the texts held, first seen on {day} in {count} texts, none before the others:",
    ),
    "seen.earliest_here_undated": (
        "在已收录文本中，这一文字最早见于本文本：本文本没有印日期，依版本和文件关系早于其余各份。",
        "Among the texts held, this text has it first: it prints no date, and its line puts it before the others.",
    ),
    "seen.earliest_open": (
        "在已收录文本中最早见于以下 {count} 份文本，其间先后无从判断：",
        "Among the texts held, first seen in these {count} texts, of which none is known to be older than another:",
    ),
    "seen.by_line": (
        "没有印日期，依版本先后和文件关系排列。",
        "It prints no date; its versions and relations put it here.",
    ),
    "seen.after": ("晚于", "After"),
    "seen.before": ("早于", "Before"),
    "seen.against": (
        "所印日期与文件关系相抵触，不据以分先后：",
        "The dates printed contradict the relation, so that neither is called older:",
    ),
    "seen.earliest_equal": ("逐字相同的最早见于", "Word for word first seen in"),
    "seen.undated_only": (
        "有这一文字的已收录文本都没有印日期，也没有关系可据，无法判断先后。",
        "No text held that has it prints a date, and no relation tells their age; none can be called first.",
    ),
    "seen.undated_also": (
        "另有 {count} 份没有印日期的文本也有，先后无从判断，不参与排序。",
        "{count} texts without a date have it, too; whether before or after is not known.",
    ),
    "seen.by_sentence": ("单句在别处或更早见到的", "Single sentences seen elsewhere, or earlier"),
    "seen.sentences_left_out": ("其余 {count} 句没有查找。", "{count} further sentences were not looked for."),
    "seen.too_short": ("文字太短，不作查找。", "Too short to be looked for."),
    "seen.hits": ("有此文字的文本", "Texts that have it"),
    "seen.undated": ("没有印日期的文本（不参与先后）", "Texts without a date (not ranked)"),
    "seen.partly": ("条文中的部分句子", "some of its sentences"),
    "seen.slips": ("两处都有、原样照抄的痕迹：", "In both, as printed, a sign of copying:"),
    "seen.show": ("对照两处文字", "Compare the two wordings"),
    "seen.left_out": ("另有 {count} 份未列出。", "{count} more are not listed."),
    "seen.incomplete": (
        "相近的条款很多，只评定了最接近的 {count} 条，可能有遗漏。",
        "Many clauses are alike; only the nearest {count} were scored, others may be missing.",
    ),
    "seen.parts_left_out": ("其余 {count} 个款项没有查找。", "{count} further parts were not looked for."),
    "grade.identical": ("文字相同", "the same words"),
    "grade.template": ("仅地名不同", "places only"),
    "grade.similar": ("相似", "similar"),
    "slip.doubled_word": ("重复用词", "doubled word"),
    "slip.foreign_word": ("夹杂外文", "foreign word"),
    "slip.invisible_character": ("不可见字符", "invisible character"),
    "slip.bidirectional_character": ("双向控制字符", "bidirectional character"),
    "slip.compatibility_character": ("兼容字符", "compatibility character"),
    "slip.unbalanced_bracket": ("括号不配对", "unbalanced bracket"),
    "slip.suspect_phrase": ("疑似误植", "suspect phrase"),
    "slip.odd_blank": ("多余空格", "odd blank"),
}
