"""Rules and overbooking of a training, duty hours, unavailability, corrected reports, walk-ins, calendar entries"""

from alembic import op

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None

DROPPED = ("seat_capacity_insert", "seat_capacity_update", "training_capacity")

ADDED = [
    (
        "ALTER TABLE training_session ADD COLUMN overbook INTEGER NOT NULL DEFAULT 0 "
        "CONSTRAINT ck_training_session_overbook_not_negative CHECK (overbook >= 0)"
    ),
    (
        "ALTER TABLE training_session ADD COLUMN present_percent INTEGER "
        "CONSTRAINT ck_training_session_present_percent_sane CHECK (present_percent BETWEEN 1 AND 100)"
    ),
    (
        "ALTER TABLE training_session ADD COLUMN present_minutes INTEGER "
        "CONSTRAINT ck_training_session_present_minutes_positive CHECK (present_minutes > 0) "
        "CONSTRAINT ck_training_session_present_one_way CHECK (present_percent IS NULL OR present_minutes IS NULL)"
    ),
    (
        "ALTER TABLE training_session ADD COLUMN partial_minutes INTEGER "
        "CONSTRAINT ck_training_session_partial_minutes_positive CHECK (partial_minutes > 0)"
    ),
    "ALTER TABLE seat ADD COLUMN ics_uid TEXT",
    "CREATE UNIQUE INDEX uq_seat_ics_uid ON seat (ics_uid) WHERE ics_uid IS NOT NULL",
    (
        "ALTER TABLE designee ADD COLUMN duty_start INTEGER "
        "CONSTRAINT ck_designee_duty_start_sane CHECK (duty_start BETWEEN 0 AND 1439)"
    ),
    (
        "ALTER TABLE designee ADD COLUMN duty_end INTEGER "
        "CONSTRAINT ck_designee_duty_end_after_start "
        "CHECK (duty_end BETWEEN 1 AND 1440 AND duty_end > duty_start) "
        "CONSTRAINT ck_designee_duty_both_or_none CHECK ((duty_start IS NULL) = (duty_end IS NULL))"
    ),
    "ALTER TABLE attendance_report ADD COLUMN time_zone TEXT NOT NULL DEFAULT ''",
    "ALTER TABLE attendance_report ADD COLUMN layout TEXT",
    (
        "ALTER TABLE attendance_report ADD COLUMN replaced_by_id INTEGER "
        "CONSTRAINT fk_attendance_report_replaced_by_id REFERENCES attendance_report (id)"
    ),
]

UNAVAILABILITY = """CREATE TABLE unavailability (
    id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
    designee_id INTEGER NOT NULL,
    starts_at TEXT NOT NULL,
    ends_at TEXT NOT NULL,
    note TEXT NOT NULL,
    CONSTRAINT ck_unavailability_in_order CHECK (ends_at > starts_at),
    CONSTRAINT fk_unavailability_designee_id FOREIGN KEY(designee_id) REFERENCES designee (id),
    CONSTRAINT ck_unavailability_starts_at_utc CHECK (length(starts_at) = 27 AND substr(starts_at, 27) = 'Z'),
    CONSTRAINT ck_unavailability_ends_at_utc CHECK (length(ends_at) = 27 AND substr(ends_at, 27) = 'Z')
) STRICT"""

REPORT_LAYOUT = """CREATE TABLE report_layout (
    id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
    headers TEXT NOT NULL,
    columns TEXT NOT NULL,
    CONSTRAINT uq_report_layout_headers UNIQUE (headers)
) STRICT"""

ATTENDEE = """CREATE TABLE attendee_new (
    id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
    report_id INTEGER,
    training_id INTEGER,
    designee_id INTEGER,
    name TEXT NOT NULL,
    email TEXT NOT NULL,
    upn TEXT NOT NULL,
    role TEXT NOT NULL,
    minutes INTEGER,
    flags TEXT NOT NULL,
    matched_by TEXT NOT NULL,
    is_dismissed INTEGER NOT NULL,
    mark TEXT,
    note TEXT NOT NULL DEFAULT '',
    decided_at TEXT,
    decided_by TEXT NOT NULL DEFAULT '',
    CONSTRAINT ck_attendee_minutes_not_negative CHECK (minutes >= 0),
    CONSTRAINT ck_attendee_one_source CHECK ((report_id IS NULL) <> (training_id IS NULL)),
    CONSTRAINT fk_attendee_report_id FOREIGN KEY(report_id) REFERENCES attendance_report (id),
    CONSTRAINT fk_attendee_training_id FOREIGN KEY(training_id) REFERENCES training_session (id),
    CONSTRAINT fk_attendee_designee_id FOREIGN KEY(designee_id) REFERENCES designee (id),
    CONSTRAINT ck_attendee_is_dismissed_yes_no CHECK (is_dismissed IN (0, 1)),
    CONSTRAINT ck_attendee_mark_known CHECK (mark IN ('present', 'partial', 'absent', 'excused')),
    CONSTRAINT ck_attendee_decided_at_utc CHECK (length(decided_at) = 27 AND substr(decided_at, 27) = 'Z')
) STRICT"""

OUTGOING_DRAFT = """CREATE TABLE outgoing_draft_new (
    id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
    kind TEXT NOT NULL,
    state TEXT NOT NULL,
    recipient TEXT NOT NULL,
    cc TEXT NOT NULL DEFAULT '',
    subject TEXT NOT NULL,
    body TEXT NOT NULL,
    made_at TEXT NOT NULL,
    sent_at TEXT,
    ics_sequence INTEGER,
    revision INTEGER,
    tasking_id INTEGER,
    office_id INTEGER,
    seat_id INTEGER,
    designee_id INTEGER,
    file_id INTEGER,
    CONSTRAINT ck_outgoing_draft_sent_when CHECK ((state = 'marked_sent') = (sent_at IS NOT NULL)),
    CONSTRAINT fk_outgoing_draft_tasking_id FOREIGN KEY(tasking_id) REFERENCES tasking (id),
    CONSTRAINT fk_outgoing_draft_office_id FOREIGN KEY(office_id) REFERENCES office (id),
    CONSTRAINT fk_outgoing_draft_seat_id FOREIGN KEY(seat_id) REFERENCES seat (id),
    CONSTRAINT fk_outgoing_draft_designee_id FOREIGN KEY(designee_id) REFERENCES designee (id),
    CONSTRAINT fk_outgoing_draft_file_id FOREIGN KEY(file_id) REFERENCES stored_file (id),
    CONSTRAINT ck_outgoing_draft_kind_known CHECK (kind IN ('solicitation', 'reminder', 'thanks', 'invitation', 'update', 'cancellation', 'offer', 'wait_list', 'details', 'certificate', 'letter', 'other')),
    CONSTRAINT ck_outgoing_draft_state_known CHECK (state IN ('made', 'marked_sent', 'discarded')),
    CONSTRAINT ck_outgoing_draft_made_at_utc CHECK (length(made_at) = 27 AND substr(made_at, 27) = 'Z'),
    CONSTRAINT ck_outgoing_draft_sent_at_utc CHECK (length(sent_at) = 27 AND substr(sent_at, 27) = 'Z')
) STRICT"""

REBUILT = {
    "attendee": (
        ATTENDEE,
        "id, report_id, designee_id, name, email, upn, role, minutes, flags, matched_by, is_dismissed",
    ),
    "outgoing_draft": (
        OUTGOING_DRAFT,
        (
            "id, kind, state, recipient, cc, subject, body, made_at, sent_at, ics_sequence, tasking_id, office_id, "
            "seat_id, designee_id, file_id"
        ),
    ),
}

INDEXED = {
    "unavailability": ("designee_id",),
    "attendee": ("designee_id", "report_id", "training_id"),
    "outgoing_draft": ("designee_id", "file_id", "office_id", "seat_id", "tasking_id"),
}

TAKEN = (
    "(SELECT count(*) FROM seat WHERE training_id = {training} AND id <> {seat} AND is_walk_in = 0 "
    "AND state IN ('offered', 'reserved', 'confirmed'))"
)
SEAT_OVER = (
    "NEW.state IN ('offered', 'reserved', 'confirmed') AND NEW.is_walk_in = 0 AND "
    + TAKEN.format(training="NEW.training_id", seat="coalesce(NEW.id, -1)")
    + " >= (SELECT capacity + overbook FROM training_session WHERE id = NEW.training_id)"
)
FULL = "This training is full. Put the person on the wait list or raise the capacity."
TOO_SMALL = "More seats are taken than the new capacity allows. Release seats first."
TRIGGERS = [
    f"CREATE TRIGGER seat_capacity_insert BEFORE INSERT ON seat WHEN {SEAT_OVER} BEGIN SELECT RAISE(ABORT, '{FULL}'); END",
    (
        "CREATE TRIGGER seat_capacity_update BEFORE UPDATE OF state, training_id, is_walk_in ON seat "
        f"WHEN {SEAT_OVER} BEGIN SELECT RAISE(ABORT, '{FULL}'); END"
    ),
    (
        "CREATE TRIGGER training_capacity BEFORE UPDATE OF capacity, overbook ON training_session "
        f"WHEN NEW.capacity + NEW.overbook < {TAKEN.format(training='NEW.id', seat='-1')} "
        f"BEGIN SELECT RAISE(ABORT, '{TOO_SMALL}'); END"
    ),
]


def upgrade() -> None:
    for trigger in DROPPED:
        op.execute(f"DROP TRIGGER {trigger}")
    for statement in [*ADDED, UNAVAILABILITY, REPORT_LAYOUT]:
        op.execute(statement)
    for table, (statement, columns) in REBUILT.items():
        _rebuild(table, statement, columns)
    for table, indexed in INDEXED.items():
        for column in indexed:
            op.create_index(f"ix_{table}_{column}", table, [column])
    for statement in TRIGGERS:
        op.execute(statement)


def _rebuild(table: str, statement: str, columns: str) -> None:
    """A new table under the old name; ids that were given out once are not given out again."""
    op.execute(statement)
    op.execute(f"INSERT INTO {table}_new ({columns}) SELECT {columns} FROM {table}")
    op.execute(f"DELETE FROM sqlite_sequence WHERE name = '{table}_new'")
    op.execute(f"UPDATE sqlite_sequence SET name = '{table}_new' WHERE name = '{table}'")
    op.execute(f"DROP TABLE {table}")
    op.execute(f"ALTER TABLE {table}_new RENAME TO {table}")
