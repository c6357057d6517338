"""How provisions are named in print: the parts that every pattern of 第三条之一第二款第（一）项 is made of."""

#: The number of a unit, in Chinese or Arabic figures of any width.
HAN_ORDINAL = "[〇零○一二两三四五六七八九十百千]{1,9}"
ORDINAL = rf"(?:{HAN_ORDINAL}|\d{{1,4}})"
#: What stands between the ends of a range of units, and between the members of a list of them.
RANGE_MARKS = "至到—-"
JOINTS = "、|，?以及|和|及|与|至|到|—|-"
#: The like in running text, where figures stand on both sides.
RANGE = r"\s?(?:[至到~～]|[-－−—–]{1,2})\s?"
_PRINTED = rf"(?:{ORDINAL}|[（(]\s?{ORDINAL}\s?[）)])"
_LISTED = r"\s?(?:[、和及与至到~～]|以及|或者?|[-－−—–]{1,2})\s?"
#: The numbers before the unit that they share: 四、五至七, （一）、（三）, （一）（三）. Nothing is given back, so that time is linear.
SERIES = rf"{_PRINTED}(?:{_LISTED}第?\s?{_PRINTED}|[（(]{ORDINAL}[）)]){{0,40}}+"
BRANCH = rf"(?:\s?之\s?{ORDINAL})?"
#: Further articles of a list that goes on without 第: 第四条、五条; not 第四条和五条措施.
FURTHER = rf"(?:{_LISTED}{ORDINAL}条{BRANCH}(?=[第、，。；：,;:和及与或至到之的所规中（(]|以[外及]|$))*+"
#: 第二目, not 第二目标.
POINT = "目(?![标录前])"
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
