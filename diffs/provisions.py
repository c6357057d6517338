"""How provisions are named in print: the parts that every pattern of 第三条之一第二款第（一）项 is made of."""

#: The number of a unit, in Chinese or Arabic figures of any width.
ORDINAL = r"(?:[〇零○一二两三四五六七八九十百千]{1,9}|\d{1,4})"
#: What stands between the ends of a range of units, and between the members of a list of them.
RANGE_MARKS = "至到—-"
JOINTS = "、|，?以及|和|及|与|至|到|—|-"
#: Behind 本条 and 前条 these make another word: 本条例, 前条件, 本条文, 本条约.
NO_ARTICLE = "(?![例件文约])"
#: What the names of acts end with.
ACTS = "法|法典|条例|规定|办法|解释|细则|决定|规则"


def han(number: int) -> str:
    """``number`` (0 to 9999) in Chinese figures as laws print it: 103 is 一百零三, 12 is 十二."""
    digits = "零一二三四五六七八九"
    if number < 10:
        return digits[number]
    written, pending = "", False
    for value, unit in ((1000, "千"), (100, "百"), (10, "十"), (1, "")):
        digit = number // value % 10
        if digit:
            written += ("零" if pending and written else "") + digits[digit] + unit
            pending = False
        else:
            pending = bool(written)
    return written[1:] if written.startswith("一十") else written
