"""What the columns of unknown attendance reports mean, as a person said it once."""

from collections.abc import Mapping, Sequence

from sqlalchemy import select
from sqlalchemy.orm import Session

from coordinator.model import ReportLayout


def report_layouts(session: Session) -> Mapping[str, Sequence[str]]:
    """Field names by place, "" for a column that is left out, of every header row that is remembered."""
    rows = session.execute(select(ReportLayout.headers, ReportLayout.columns))
    return {headers: [str(name) for name in columns] for headers, columns in rows}
