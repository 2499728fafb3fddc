"""What kind of file a name promises, as mails and the register of files say it."""

from pathlib import PurePath

_BY_ENDING = {
    ".csv": "text/csv",
    ".docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    ".eml": "message/rfc822",
    ".htm": "text/html",
    ".html": "text/html",
    ".msg": "application/vnd.ms-outlook",
    ".ods": "application/vnd.oasis.opendocument.spreadsheet",
    ".pdf": "application/pdf",
    ".tsv": "text/tab-separated-values",
    ".xls": "application/vnd.ms-excel",
    ".xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    ".xml": "application/xml",
}


def media_type_of(name: str) -> str:
    """By the ending of the file's name; plain text where that says nothing."""
    return _BY_ENDING.get(PurePath(name).suffix.lower(), "text/plain")
