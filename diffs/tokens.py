"""The tokens of legal wording that no difference may cut: references, quantities, dates, document numbers, modals."""

import math
import re

from diffs.provisions import BRANCH, FURTHER, POINT, RANGE, SERIES

HAN_DIGITS = "〇零一二三四五六七八九十百千两"
_NUMBER = rf"(?:\d+(?:[,，.]\d+)*|[{HAN_DIGITS}]+(?:点[{HAN_DIGITS}]+)?)"
_SCALE = "[十百千万亿]*"
#: A run of Chinese digits; not the last character of 统一, 唯一, 万一 …
NUMERAL = rf"[{HAN_DIGITS}][{HAN_DIGITS}万亿]{{0,24}}+(?:点[{HAN_DIGITS}]{{1,24}}+)?[万亿]*+"
_IN_WORD = "(?<=[统唯专万划单逐])一"
#: Two digits are a number without any unit, unless they are the adverb 一一.
_SEVERAL = f"(?<=[{HAN_DIGITS}万亿点][{HAN_DIGITS}万亿])(?<!一一)"
#: What a fraction is counted in: 百分之, 万分之, 三分之.
FRACTION = f"[{HAN_DIGITS}万]{{1,8}}+分之"
#: Units that make one Chinese digit a quantity; an Arabic number, or two Chinese digits, are one with any of them or none.
_AND_A_HALF = "个半(?:月|季度|星期|小时)|(?:周年|年|个月|个?星期|天|日|个?小时)半(?![数载天日夜年月价径封])"
DURATIONS = f"{_AND_A_HALF}|个?工作日|个?自然日|个?交易日|周年|年|个?月|个?季度|个?星期|周(?!岁)|日|天|小时|分钟|秒"
MONEY = "(?:人民币)?元|(?:亿|万)?美元|欧元|港元|日元|英镑"
PERCENT = "个百分点|[%％‰]"
#: What stands before a number below zero: 零下, and a hyphen before a degree or a share that no figure precedes (10-18).
_MINUS = "[-－−–]"
_SIGN = (
    rf"(?:零下|(?<![\dA-Za-z)）〕\]℃%％‰])(?<!\d度){_MINUS}(?=\d+(?:\.\d+)?\s?(?:℃|°C|摄氏度|度|[%％‰]))"
    rf"|(?<=[于至到为过达]){_MINUS}(?=\d))"
)
#: 个 and 位 are no measures in the set phrases of party documents: 四个全面, 五位一体. 起 is none in 一起.
_MEASURES = (
    "平方公里|平方千米|平方米|立方米|公里|千米|厘米|毫米|海里|公顷|公斤|千克|毫克|毫升|千瓦时|千瓦|兆瓦|瓦时|摄氏度|千伏|分贝"
    "|人次|周岁|泊位|床位|车位|学时|课时|学分|车道|车次|航次|℃|°C|个(?!全面|意识|自信|维护|确立|代表|务必)|位(?!一体)|(?<!一)起"
    "|[吨米亩升瓦伏倍成人名户家项次件种类条台辆艘架套份岁批级处座所国岛度克部册页字票届"
    "只头匹株幢间层栋棵张枚瓶箱袋盒桶罐支根块片段组队班艇颗粒尾羽峰口眼盏幅篇封笔宗股场床串捆卷杯碗筐顶扇期轮趟]"
)

#: Any unit of a figure.
UNIT = f"(?:{PERCENT}|{MONEY}|{DURATIONS}|{_MEASURES})"
_ITEMS = rf"\s?第\s?{SERIES}\s?(?:项(?:\s?第\s?{SERIES}\s?{POINT})?|{POINT})"
#: One reference whole: 第三条之一第二款第（一）、（三）项, 第四、五条, 第四条、五条, 第二款, 第三章.
REFERENCE = rf"第\s?{SERIES}\s?(?:(?:条{BRANCH}{FURTHER}(?:\s?第\s?{SERIES}\s?款)?|款)(?:{_ITEMS})?|[编章节]|项(?:\s?第\s?{SERIES}\s?{POINT})?|{POINT})"
DOCUMENT_NUMBER = r"[〔【\[（(［]\d{4}[〕】\]）)］]第?\d+号"
#: Words that lead to a document number and are no part of it: 按照国办发〔2022〕5号, 和财税〔2021〕3号.
_LEADING = (
    "按照|依照|遵照|参照|比照|对照|依据|根据|遵循|遵守|违反|适用|执行|贯彻|落实|实施|援引|引用|参考|参见|详见|沿用|转发|印发|颁发|下发|制发|出台|制定"
    "|发布|公布|废止|停止|修改|修订|修正|替代|代替|取代|撤销|取消|享受|符合|以及|或者|并且|同时|连同|关于|有关|精神|通知|文件|文号|编号|所附|附件|其中|包括|称为"
    "|见|(?<!共)和(?!浩)|与|及|或|并|对(?!外)|将|把|以|由|在|的|是|为|按(?!照)|号|原(?=[\u4e00-\u9fff]{2})"
)
#: The word of the issuer right before a document number, and how far back it is looked for.
ISSUED = re.compile(rf"(?:[\u4e00-\u9fff]{{0,30}}(?:{_LEADING}))?([\u4e00-\u9fff]{{1,14}}\s?)$")
ISSUED_BACK = 30
DATE = (
    r"(?:\d{4}|[〇零○Ｏ一二三四五六七八九]{4})年(?:(?:\d{1,2}|[一二三四五六七八九十]{1,3})月"
    r"(?:(?:\d{1,2}|[一二三四五六七八九十]{1,3})日)?)?"
    r"|(?:\d{1,2}|[一二三四五六七八九十]{1,3})月(?:\d{1,2}|[一二三四五六七八九十]{1,3})日"
)
_HOUR, _MINUTE = r"(?<!\d)\d{1,2}", r"[0-5]\d"
#: A time of day: 8:00, 17：30:15, 8时30分, 八时三十分, 8点半; not 一时, 三时段.
TIME = (
    rf"{_HOUR}[:：]{_MINUTE}(?:[:：]{_MINUTE})?(?!\d)"
    rf"|(?:{_HOUR}|(?!一时)[一二三四五六七八九十零〇]{{1,3}})(?:时(?![段期代限间候效空节])(?:(?:\d{{1,2}}|[{HAN_DIGITS}]{{1,3}})分|半|整)?"
    rf"|点(?:(?:\d{{1,2}}|[{HAN_DIGITS}]{{1,3}})分|半|整))"
)
QUANTITY = (
    rf"{_SIGN}?\d+(?:[,，.]\d+)*\s?{_SCALE}{UNIT}?"
    rf"|{FRACTION}(?:\d+(?:\.\d+)?|{NUMERAL})"
    rf"|(?:零下)?(?!{_IN_WORD}){NUMERAL}(?:{UNIT}|{_SEVERAL}|(?={RANGE}{NUMERAL}{UNIT}))"
)
PROHIBITION = ("不得", "禁止", "严禁", "不准", "不予")
DUTY = ("应当", "必须", "务必")
#: 应 and 须 as duties of their own, not inside 适应, 应用, 必须 …
BARE_DUTY = (
    "(?<![适对相响反供效回感因顺一呼])应(?![用急对收付届邀聘变有答征得税纳缴诉试约激运])"
    "(?![^，。；]{0,15}(?:请求|要求|邀请|申请|约定))|(?<=[仍均都亦])应(?!当)|(?<![必无毋])须"
)
PERMISSION = ("可以", "允许", "准许")
ENCOURAGEMENT = ("支持", "鼓励", "推动", "探索")
MODALS = PROHIBITION + DUTY + PERMISSION + ENCOURAGEMENT

TOKEN = re.compile(
    rf"(?=[A-Za-z\d第〔【\[（(［{HAN_DIGITS}万○Ｏ\-－−–{''.join(sorted({word[0] for word in MODALS}))}])"
    rf"(?:{REFERENCE}|{DOCUMENT_NUMBER}|{DATE}|{TIME}|{QUANTITY}|[A-Za-z][A-Za-z\d]*(?:[+.\-'][A-Za-z\d]+)*|{'|'.join(MODALS)})"
)

_VALUES = {char: value for value, char in enumerate("零一二三四五六七八九")} | {"〇": 0, "○": 0, "Ｏ": 0, "两": 2}
_FIGURES = {ord(char): str(value) for char, value in _VALUES.items()}
_POWERS = {"十": 10, "百": 100, "千": 1000, "万": 10_000, "亿": 100_000_000}


def numeral(text: str) -> float | None:
    """The value of a numeral with 十百千万亿 (``3.5万``, ``一百二十``, ``二点五``); none for other words (``十三五``)."""
    digits = re.match(r"\d+(?:[,，]\d{3})*(?:\.\d+)?", text)
    if digits:
        value = float(digits.group().replace(",", "").replace("，", ""))
        rest = text[digits.end() :]
        for char in rest:
            if char not in _POWERS:
                return None
            value *= _POWERS[char]
        return value
    whole, _, rest = text.partition("点")
    number, part = _han(whole), rest.rstrip("万亿")
    if not part or number is None:
        return number
    if not set(part) <= _VALUES.keys():
        return None
    return (number + float(f"0.{part.translate(_FIGURES)}")) * math.prod(_POWERS[char] for char in rest[len(part) :])


def _han(text: str) -> float | None:
    if not text or any(char not in _VALUES and char not in _POWERS for char in text):
        return None
    if len(text) > 1 and all(char in _VALUES for char in text):
        return float("".join(str(_VALUES[char]) for char in text))
    total, section, digit = 0.0, 0.0, 0.0
    for char in text:
        if char in _VALUES:
            if digit:
                return None
            digit = _VALUES[char]
        elif _POWERS[char] < 10_000:
            section += (digit or 1) * _POWERS[char]
            digit = 0
        else:
            total = (total + section + digit or 1) * _POWERS[char]
            section = digit = 0
    return total + section + digit
