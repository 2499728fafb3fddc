"""The seats with their moves and marks, and what the meeting tool reported."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from datetime import datetime
from zoneinfo import ZoneInfo

from coordinator.model import (
    AttendanceInterval,
    AttendanceReport,
    Attendee,
    Certificate,
    Designee,
    Seat,
    SeatEvent,
    StoredFile,
    TrainingSession,
)
from coordinator.rules.evidence import EvidencePart, EvidenceTable, Folder, Text, grouped
from coordinator.rules.redaction import PersonalField
from coordinator.rules.vocabulary import CertificateState
from coordinator.views.attendance_review import MATCHED_BY
from coordinator.views.evidence_records import Records, Row, digest, figures, number, plain, text, words

_SEATS = (
    text("Training", 96),
    plain("Held", 84),
    plain("Seat", 62),
    plain("Mark", 46),
    figures("Minutes", 48),
    text("Note", 84, PersonalField.NOTE),
    plain("Marked", 84),
    plain("Source", 50),
)
_MOVES = (
    text("Training", 120),
    plain("When", 110),
    plain("Became", 80),
    text("Reason", 194, PersonalField.NOTE),
)
_SEATED = (
    text("Name", 96, PersonalField.NAME),
    plain("Office", 38),
    plain("Seat and its moves", 110),
    plain("Mark", 44),
    figures("Minutes", 50),
    text("Note", 72, PersonalField.NOTE),
    plain("Source", 54),
    text("Certificate", 100, PersonalField.CERTIFICATE),
)
_WALK_INS = (
    text("Name", 130, PersonalField.NAME),
    plain("Office", 44),
    plain("Mark", 60),
    figures("Minutes", 50),
    plain("Source", 60),
    text("Note", 160, PersonalField.NOTE),
)
_REPORTS = (
    text("Training", 84),
    plain("File", 42),
    text("Meeting tool", 80),
    plain("Taken in", 92),
    plain("Clock of the file", 96),
    plain("Counts", 64),
    digest("SHA-256 of the file", 130),
)
_PARTICIPANTS = (
    text("Name in the file", 88, PersonalField.NAME),
    text("Address in the file", 92, PersonalField.EMAIL),
    plain("There from and until", 82),
    figures("Minutes", 50),
    plain("Source", 44),
    text("Is", 80, PersonalField.NAME),
    plain("How it was decided", 60),
    plain("Decided", 76),
    text("By", 60, PersonalField.SIGNATORY),
    text("Note", 60, PersonalField.NOTE),
)


# one person


def attendance_part(records: Records, people: Collection[int]) -> EvidencePart:
    """The seats of one person, how they moved, and what the reports say."""
    rows = records.rows(Seat, designee_id=people)
    trainings = records.by_id(TrainingSession, {row.training_id for row in rows})
    rows.sort(key=lambda row: (trainings[row.training_id].starts_at, row.id))
    title = "Seats and attendance"
    attendees = records.rows(Attendee, designee_id=people)
    if not rows and not attendees:
        return EvidencePart(title, ("No seat in a training is on record.",))
    says = () if attendees else ("No report of a meeting tool names this person; marks were set by hand.",)
    reports = _sources(records, rows)
    seats = tuple(_seat(records, row, trainings[row.training_id], reports) for row in rows)
    titles = {row.id: trainings[row.training_id].title for row in rows}
    tables = [EvidenceTable(_SEATS, seats), EvidenceTable(_MOVES, _moves(records, titles), "Moves of the seats")]
    tables += _reported(records, attendees)
    return EvidencePart(title, says, tables=tuple(each for each in tables if each.rows))


def _seat(records: Records, row: Row, training: Row, reports: Mapping[int, Row]) -> tuple[Text, ...]:
    held = training.starts_at.astimezone(ZoneInfo(training.time_zone))
    return (
        training.title,
        f"{held:%Y-%m-%d %H:%M %Z}",
        f"{words(row.state)}{', walk-in' if row.is_walk_in else ''}",
        words(row.mark) or "none",
        number(row.minutes),
        row.mark_note,
        records.stamp(row.marked_at),
        _source(records, row, reports),
    )


def _source(records: Records, seat: Row, reports: Mapping[int, Row]) -> str:
    """The report that the mark was read in."""
    if seat.report_id is None:
        return "by hand" if seat.mark else ""
    return _file_of(records, reports[seat.report_id])


def _sources(records: Records, seats: Iterable[Row]) -> dict[int, Row]:
    """The reports that the marks were read in."""
    return records.by_id(AttendanceReport, {row.report_id for row in seats})


def _file_of(records: Records, report: Row) -> str:
    return records.file(
        report.file_id, Folder.ATTENDANCE, "Attendance report of the meeting tool", f"attendance_report {report.id}"
    )


def _moves(records: Records, titles: dict[int, str]) -> tuple[tuple[Text, ...], ...]:
    events = sorted(records.rows(SeatEvent, seat_id=titles), key=lambda row: (row.at, row.id))
    return tuple((titles[row.seat_id], records.stamp(row.at), words(row.to_state), row.reason) for row in events)


def _reported(records: Records, attendees: Sequence[Row]) -> list[EvidenceTable]:
    """The files that name the person, and what they say."""
    reports = records.by_id(AttendanceReport, {row.report_id for row in attendees})
    trainings = records.by_id(TrainingSession, {row.training_id for row in (*reports.values(), *attendees)})
    taken = tuple(_report(records, row, trainings[row.training_id].title) for row in reports.values())
    return [
        EvidenceTable(_REPORTS, taken, "Reports of the meeting tool"),
        EvidenceTable(_PARTICIPANTS, _participants(records, attendees, reports, trainings), "What they say"),
    ]


# one training


def seated_part(records: Records, seats: Sequence[Row]) -> EvidencePart:
    """Everyone who ever had a seat, with the moves, the mark, and the certificate that counts."""
    title = "Who was seated"
    if not seats:
        return EvidencePart(title, ("Nobody was given a seat.",))
    names, offices = _people(records, seats)
    reports = _sources(records, seats)
    moves: dict[int, list[str]] = defaultdict(list)
    for row in sorted(records.rows(SeatEvent, seat_id={row.id for row in seats}), key=lambda row: (row.at, row.id)):
        moves[row.seat_id].append(f"{words(row.to_state).lower()} {row.at.astimezone(records.zone):%Y-%m-%d}")
    issued = (CertificateState.ISSUED,)
    certificates = {
        (row.training_id, row.designee_id): row.number
        for row in records.rows(Certificate, training_id={row.training_id for row in seats}, state=issued)
    }
    cells = tuple(
        (
            names[row.designee_id],
            offices[row.designee_id],
            ", ".join(moves[row.id]) or words(row.state),
            words(row.mark) or "none",
            number(row.minutes),
            row.mark_note,
            _source(records, row, reports),
            certificates.get((row.training_id, row.designee_id), ""),
        )
        for row in sorted(seats, key=lambda row: (names[row.designee_id].casefold(), row.id))
    )
    return EvidencePart(title, tables=(EvidenceTable(_SEATED, cells),))


def _people(records: Records, seats: Sequence[Row]) -> tuple[dict[int, str], dict[int, str]]:
    """Name and office by id."""
    people = {row.designee_id for row in seats}
    codes = records.offices()
    offices = {key: codes[office] for key, office in records.snapshot.rows(Designee, "office_id", id=people)}
    return records.names(people), offices


def walk_in_part(records: Records, seats: Sequence[Row]) -> EvidencePart:
    """Who came without a seat and was given one."""
    rows = [row for row in seats if row.is_walk_in]
    if not rows:
        return EvidencePart("Walk-ins", ("Nobody is on record as a walk-in.",))
    names, offices = _people(records, rows)
    reports = _sources(records, rows)
    cells = tuple(
        (
            names[row.designee_id],
            offices[row.designee_id],
            words(row.mark) or "none",
            number(row.minutes),
            _source(records, row, reports),
            row.mark_note,
        )
        for row in rows
    )
    return EvidencePart("Walk-ins", tables=(EvidenceTable(_WALK_INS, cells),))


def report_part(records: Records, training: Row) -> EvidencePart:
    """Every file that was taken, those replaced too, and every participant with the decision about it."""
    reports = {row.id: row for row in records.rows(AttendanceReport, training_id=[training.id])}
    attendees = records.rows(Attendee, report_id=reports) + records.rows(Attendee, training_id=[training.id])
    says = () if reports else ("No report of a meeting tool is on record.",)
    taken = tuple(_report(records, row, "") for row in reports.values())
    trainings = {training.id: training}
    tables = (
        EvidenceTable(_REPORTS, taken),
        EvidenceTable(
            _PARTICIPANTS, _participants(records, attendees, reports, trainings), "Participants, and who they are"
        ),
    )
    return EvidencePart("Attendance reports", says, tables=tuple(each for each in tables if each.rows))


# both


def _report(records: Records, row: Row, training: str) -> tuple[Text, ...]:
    kept = _file_of(records, row)
    [(_, sha256)] = records.snapshot.rows(StoredFile, "sha256", id=(row.file_id,))
    return (
        training,
        kept,
        " ".join(filter(None, (words(row.product), row.generation))),
        records.stamp(row.read_at),
        row.time_zone,
        "replaced" if row.replaced_by_id else "yes",
        grouped(sha256),
    )


def _participants(
    records: Records, attendees: Sequence[Row], reports: dict[int, Row], trainings: dict[int, Row]
) -> tuple[tuple[Text, ...], ...]:
    stays: dict[int, list[tuple[datetime, datetime]]] = defaultdict(list)
    for row in records.rows(AttendanceInterval, attendee_id={row.id for row in attendees}):
        stays[row.attendee_id].append((row.joined_at, row.left_at))
    names = records.names({row.designee_id for row in attendees if row.designee_id})
    cells = []
    for row in attendees:
        report = reports.get(row.report_id)
        training = trainings[report.training_id if report else row.training_id]
        cells.append(
            (
                row.name,
                row.email or row.upn,
                _stays(sorted(stays[row.id]), training.time_zone),
                number(row.minutes),
                _file_of(records, report) if report else "by hand",
                names.get(row.designee_id, ""),
                _how(row),
                records.stamp(row.decided_at),
                row.decided_by,
                row.note,
            )
        )
    return tuple(cells)


def _stays(spans: Iterable[tuple[datetime, datetime]], zone: str) -> str:
    """ "13:02–14:31, 14:40–14:55 EST"."""
    here = [tuple(moment.astimezone(ZoneInfo(zone)) for moment in span) for span in spans]
    said = ", ".join(f"{joined:%H:%M}–{left:%H:%M}" for joined, left in here)
    return f"{said} {here[0][0]:%Z}" if here else ""


def _how(attendee: Row) -> str:
    if attendee.is_dismissed:
        return "not on the roster"
    if attendee.designee_id is None:
        return "waits for a decision"
    return MATCHED_BY.get(attendee.matched_by, str(attendee.matched_by))
