"""Which of the old code pages a text is in, told from the letters that each of them would make of its bytes.

None of them can be known for certain: the user is shown the guess and may choose another.
"""

import re
from dataclasses import dataclass

_SAMPLE = 64 * 1024
_WIDE = r"\u3040-\u30ff\u4e00-\u9fff\uac00-\ud7a3\uff01-\uff5e"
_IN_RUNS = re.compile(rf"[{_WIDE}]{{2,}}")
# Accented letters misread in pairs make single Chinese characters in the middle of Latin words.
_AMID_LATIN = re.compile(rf"[A-Za-z][{_WIDE}]|[{_WIDE}][A-Za-z]")
_NEVER = re.compile(r"[\uff61-\uff9f\ue000-\uf8ff\ufffd\u0080-\u009f]")
# Letters of Poland, where Western Europe has signs that no word holds.
_CENTRAL = re.compile(r"[A-Za-z][¹³¿£¯]|[¹³¿£¯][a-z]")
_CYRILLIC = re.compile(r"[À-ÿ]{4,}")
_HIGH = re.compile(r"[À-ÿ]")


@dataclass(frozen=True, slots=True)
class _Script:
    """A code page of East Asia, and characters that lists of people in it are full of."""

    encoding: str
    frequent: frozenset[str]


_SCRIPTS = (
    _Script("cp932", frozenset("のはをにがたしてアイウスタトメルレーン名前時刻参加退出会議氏所要分役割")),
    _Script(
        "gb18030", frozenset("名姓时间会议加入离开参与者持续分钟电子邮件角色结束开始主题的人员出席访客等候室中首次最后")
    ),
    _Script("big5", frozenset("名姓時間會議加入離開參與者持續分鐘電子郵件角色結束開始主題的人員出席訪客等候室中")),
    _Script("cp949", frozenset("이름참가시간이메일역할회의시작종료분주제나간기간사용자")),
)


def legacy_encoding(data: bytes) -> str:
    """The likeliest code page of bytes that are not Unicode; "cp1252" if nothing speaks for another."""
    sample = data[:_SAMPLE]
    scores = {script.encoding: _score(sample, script) for script in _SCRIPTS}
    best = max(scores, key=lambda encoding: scores[encoding])
    return best if scores[best] > 0 else _of_europe(sample.decode("cp1252", errors="replace"))


def _score(sample: bytes, script: _Script) -> int:
    """How much speaks for the script; 0 and less is against it."""
    text = sample.decode(script.encoding, errors="replace")
    in_runs = sum(len(run[0]) for run in _IN_RUNS.finditer(text))
    frequent = sum(char in script.frequent for char in text)
    wrong = len(_NEVER.findall(text)) + len(_AMID_LATIN.findall(text))
    return in_runs + 3 * frequent - 5 * wrong if frequent else 0


def _of_europe(text: str) -> str:
    if _CENTRAL.search(text):
        return "cp1250"
    high, in_runs = len(_HIGH.findall(text)), sum(len(run[0]) for run in _CYRILLIC.finditer(text))
    return "cp1251" if in_runs * 2 > high > 8 else "cp1252"
