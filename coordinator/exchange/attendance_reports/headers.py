"""Header cells and labels as they are compared, and what they are about."""

import re

from coordinator.exchange.attendance_reports.fields import Field
from coordinator.exchange.attendance_reports.header_words import SYNONYMS

# Zoom's name column promises the original name in brackets, in every language.
_ORIGINAL_NAME = re.compile(
    r"[^()]+\s?\((?:original name|nombre original|nom original|nom d'origine|nome original|nome originale"
    r"|nazwa oryginalna|oryginalna nazwa|originalname|ursprünglicher name|oorspronkelijke naam|originele naam"
    r"|元の名前|原名|原名称|原始姓名|원래 이름|исходное имя|original navn|ursprungligt namn)\)"
)
MERGED_JOINS = frozenset(
    """first join | first join time | pierwsze dołączenie | erster beitritt | erste teilnahme | primera entrada
    primera unión | primeira entrada | primeiro ingresso | première arrivée | première connexion
    première participation | prima partecipazione | primo accesso | primo ingresso | eerste deelname | 最初の参加
    首次加入 | 首次加入时间""".replace("\n", "|")
    .replace("    ", "")
    .replace(" | ", "|")
    .split("|")
)
YES = frozenset({"yes", "y", "true", "1", "sim", "sí", "si", "sì", "oui", "tak", "ja", "da", "はい", "是", "예", "да"})
NO = frozenset({"no", "n", "false", "0", "não", "nao", "nein", "non", "nie", "nee", "いいえ", "否", "нет"})
NOTHING = frozenset({"", "-", "--", "---", "n/a"})
JOINED_BEFORE = frozenset(
    {
        "joined before", "a rejoint avant", "rejoint avant", "vor beginn beigetreten", "vorher beigetreten",
        "zuvor beigetreten", "se unió antes", "unido antes", "ingressou antes", "entrou antes",
        "ha partecipato prima", "eerder deelgenomen", "dołączono wcześniej", "以前に参加", "之前已加入",
    }
)  # fmt: skip
JOINED = frozenset(
    {
        "joined", "join", "a rejoint", "rejoint", "s'est joint", "beigetreten", "teilgenommen", "dołączył(a)",
        "dołączył", "dołączono", "unido", "se unió", "se ha unido", "ingressou", "entrou", "ha partecipato",
        "partecipazione", "deelgenomen", "参加済み", "参加しました", "参加", "加入", "已加入",
    }
)  # fmt: skip
LEFT = frozenset(
    {
        "left", "leave", "a quitté", "quitté", "parti", "verlassen", "hat verlassen", "opuścił(a)", "opuścił",
        "opuszczono", "abandonó", "salió", "ha salido", "ha abandonado", "saiu", "uscito", "uscita",
        "ha abbandonato", "verlaten", "heeft verlaten", "退出済み", "退出しました", "退出", "离开", "已离开",
    }
)  # fmt: skip


_PLAIN_MARKS = str.maketrans({"’": "'", "‘": "'", "ʼ": "'", "（": "(", "）": ")", "：": ":", "*": None})


def normal(text: str) -> str:
    """A label as it is compared: casefolded, plain spaces and apostrophes, no stars, no colon after."""
    plain = text.translate(_PLAIN_MARKS)
    return " ".join(plain.split()).strip(" :\ufeff").casefold()


_FIELDS = {
    normal(synonym): field
    for field, synonyms in SYNONYMS.items()
    for synonym in re.split(r"\||\n", synonyms)
    if synonym.strip()
}


_LONGEST_LABEL = 120


def field_of(text: str) -> Field | None:
    """What a header cell or label is about, or None if it is none that is known."""
    if len(text) > _LONGEST_LABEL:
        return None
    label = normal(text)
    if found := _FIELDS.get(label):
        return found
    if not label.endswith(")"):
        return None
    if label.endswith("(upn)"):
        return Field.UPN
    return Field.NAME if is_original_name(label) else None


def is_original_name(label: str) -> bool:
    """Whether a normal label is that of a column of names with the original names in brackets."""
    return _ORIGINAL_NAME.fullmatch(label) is not None
