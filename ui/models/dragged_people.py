"""People on their way from a list to a training, by mouse: what a drag carries."""

import json

from PySide6.QtCore import QMimeData

SEATS = "application/x-coordinator-seats"
PEOPLE = "application/x-coordinator-people"


def carry(kind: str, ids: list[int]) -> QMimeData:
    """`kind` is SEATS, with ids of seats, or PEOPLE, with ids of designees."""
    data = QMimeData()
    data.setData(kind, json.dumps(ids).encode())
    return data


def carried(data: QMimeData, kind: str) -> list[int]:
    """The ids of that kind; empty where the drag carries something else or comes from elsewhere."""
    if not data.hasFormat(kind):
        return []
    try:
        ids = json.loads(bytes(data.data(kind).data()))
    except ValueError:
        return []
    return ids if isinstance(ids, list) and all(type(each) is int for each in ids) else []
