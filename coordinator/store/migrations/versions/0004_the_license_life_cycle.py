"""Shares of offices, renewals, letters of returns, gates of a course, access reviews, reports, retention in full"""

from alembic import op

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None

ADDED = [
    (
        "ALTER TABLE gate ADD COLUMN course_id INTEGER "
        "CONSTRAINT ck_gate_course_where_asked CHECK (course_id IS NULL OR kind IN ('trained', 'course_completed')) "
        "CONSTRAINT fk_gate_course_id REFERENCES course (id)"
    ),
    "ALTER TABLE waiver ADD COLUMN withdrawn_why TEXT NOT NULL DEFAULT ''",
    "ALTER TABLE agreement ADD COLUMN alert_again TEXT NOT NULL DEFAULT '[]'",
    (
        "ALTER TABLE agreement ADD COLUMN alert_seen_on TEXT "
        "CONSTRAINT ck_agreement_alert_seen_on_iso CHECK (length(alert_seen_on) = 10)"
    ),
    (
        "ALTER TABLE license ADD COLUMN follows_id INTEGER "
        "CONSTRAINT ck_license_not_its_own_successor CHECK (follows_id <> id) "
        "CONSTRAINT fk_license_follows_id REFERENCES license (id)"
    ),
    "CREATE UNIQUE INDEX uq_license_follows_id ON license (follows_id) WHERE follows_id IS NOT NULL",
    (
        "ALTER TABLE license_event ADD COLUMN letter_id INTEGER "
        "CONSTRAINT fk_license_event_letter_id REFERENCES letter (id)"
    ),
    "ALTER TABLE designee ADD COLUMN hold_reason TEXT NOT NULL DEFAULT ''",
    (
        "ALTER TABLE retention_rule ADD COLUMN covers TEXT NOT NULL DEFAULT 'trainings' "
        "CONSTRAINT ck_retention_rule_covers_known "
        "CHECK (covers IN ('trainings', 'nominations', 'licenses', 'people'))"
    ),
    (
        "ALTER TABLE retention_rule ADD COLUMN is_on INTEGER NOT NULL DEFAULT 1 "
        "CONSTRAINT ck_retention_rule_is_on_yes_no CHECK (is_on IN (0, 1))"
    ),
]

ALLOTMENT = """CREATE TABLE allotment (
    id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
    agreement_id INTEGER NOT NULL,
    office_id INTEGER NOT NULL,
    seats INTEGER NOT NULL,
    CONSTRAINT uq_allotment_agreement_id_office_id UNIQUE (agreement_id, office_id),
    CONSTRAINT ck_allotment_seats_not_negative CHECK (seats >= 0),
    CONSTRAINT fk_allotment_agreement_id FOREIGN KEY(agreement_id) REFERENCES agreement (id),
    CONSTRAINT fk_allotment_office_id FOREIGN KEY(office_id) REFERENCES office (id)
) STRICT"""

REPORT = """CREATE TABLE report (
    id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
    key TEXT NOT NULL,
    name TEXT NOT NULL,
    subject TEXT NOT NULL,
    query TEXT NOT NULL,
    columns TEXT NOT NULL,
    group_by TEXT NOT NULL,
    sort_by TEXT NOT NULL,
    is_descending INTEGER NOT NULL,
    note TEXT NOT NULL,
    position INTEGER NOT NULL,
    CONSTRAINT ck_report_named CHECK (name <> ''),
    CONSTRAINT uq_report_name UNIQUE (name),
    CONSTRAINT ck_report_subject_known CHECK (subject IN ('licenses', 'compliance', 'people', 'waivers', 'completions', 'agreements', 'responses')),
    CONSTRAINT ck_report_is_descending_yes_no CHECK (is_descending IN (0, 1))
) STRICT"""

ACCESS_REVIEW = """CREATE TABLE access_review (
    id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
    title TEXT NOT NULL,
    product_id INTEGER NOT NULL,
    frozen_on TEXT NOT NULL,
    due_on TEXT NOT NULL,
    closed_on TEXT,
    note TEXT NOT NULL,
    CONSTRAINT ck_access_review_titled CHECK (title <> ''),
    CONSTRAINT ck_access_review_dates_in_order CHECK (due_on >= frozen_on),
    CONSTRAINT ck_access_review_closed_after_start CHECK (closed_on >= frozen_on),
    CONSTRAINT uq_access_review_title UNIQUE (title),
    CONSTRAINT fk_access_review_product_id FOREIGN KEY(product_id) REFERENCES product (id),
    CONSTRAINT ck_access_review_frozen_on_iso CHECK (length(frozen_on) = 10),
    CONSTRAINT ck_access_review_due_on_iso CHECK (length(due_on) = 10),
    CONSTRAINT ck_access_review_closed_on_iso CHECK (length(closed_on) = 10)
) STRICT"""

ACCESS_REVIEW_LINE = """CREATE TABLE access_review_line (
    id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
    review_id INTEGER NOT NULL,
    license_id INTEGER NOT NULL,
    designee_id INTEGER NOT NULL,
    office_id INTEGER NOT NULL,
    snapshot TEXT NOT NULL,
    answer TEXT,
    answered_on TEXT,
    comment TEXT NOT NULL,
    file_id INTEGER,
    decision TEXT,
    reason TEXT NOT NULL,
    carried_out_on TEXT,
    CONSTRAINT uq_access_review_line_review_id_license_id UNIQUE (review_id, license_id),
    CONSTRAINT ck_access_review_line_answered_when CHECK ((answer IS NULL) = (answered_on IS NULL)),
    CONSTRAINT ck_access_review_line_carried_out_what CHECK (carried_out_on IS NULL OR decision IS NOT NULL),
    CONSTRAINT fk_access_review_line_review_id FOREIGN KEY(review_id) REFERENCES access_review (id),
    CONSTRAINT fk_access_review_line_license_id FOREIGN KEY(license_id) REFERENCES license (id),
    CONSTRAINT fk_access_review_line_designee_id FOREIGN KEY(designee_id) REFERENCES designee (id),
    CONSTRAINT fk_access_review_line_office_id FOREIGN KEY(office_id) REFERENCES office (id),
    CONSTRAINT fk_access_review_line_file_id FOREIGN KEY(file_id) REFERENCES stored_file (id),
    CONSTRAINT ck_access_review_line_answer_known CHECK (answer IN ('keep', 'return')),
    CONSTRAINT ck_access_review_line_answered_on_iso CHECK (length(answered_on) = 10),
    CONSTRAINT ck_access_review_line_decision_known CHECK (decision IN ('keep', 'return', 'suspend', 'revoke')),
    CONSTRAINT ck_access_review_line_carried_out_on_iso CHECK (length(carried_out_on) = 10)
) STRICT"""

ACCESS_REVIEW_FILE = """CREATE TABLE access_review_file (
    id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
    review_id INTEGER NOT NULL,
    office_id INTEGER NOT NULL,
    file_id INTEGER NOT NULL,
    received_on TEXT NOT NULL,
    answered INTEGER NOT NULL,
    CONSTRAINT uq_access_review_file_review_id_office_id_file_id UNIQUE (review_id, office_id, file_id),
    CONSTRAINT fk_access_review_file_review_id FOREIGN KEY(review_id) REFERENCES access_review (id),
    CONSTRAINT fk_access_review_file_office_id FOREIGN KEY(office_id) REFERENCES office (id),
    CONSTRAINT fk_access_review_file_file_id FOREIGN KEY(file_id) REFERENCES stored_file (id),
    CONSTRAINT ck_access_review_file_received_on_iso CHECK (length(received_on) = 10)
) STRICT"""

LETTER = """CREATE TABLE letter_new (
    id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
    number TEXT NOT NULL,
    kind TEXT NOT NULL,
    designee_id INTEGER NOT NULL,
    license_id INTEGER,
    tasking_id INTEGER,
    issued_on TEXT NOT NULL,
    facts TEXT NOT NULL,
    template TEXT NOT NULL,
    file_id INTEGER NOT NULL,
    sha256 TEXT NOT NULL,
    CONSTRAINT uq_letter_number UNIQUE (number),
    CONSTRAINT fk_letter_designee_id FOREIGN KEY(designee_id) REFERENCES designee (id),
    CONSTRAINT fk_letter_license_id FOREIGN KEY(license_id) REFERENCES license (id),
    CONSTRAINT fk_letter_tasking_id FOREIGN KEY(tasking_id) REFERENCES tasking (id),
    CONSTRAINT fk_letter_file_id FOREIGN KEY(file_id) REFERENCES stored_file (id),
    CONSTRAINT ck_letter_kind_known CHECK (kind IN ('license_issuance', 'suspension', 'reinstatement', 'revocation', 'renewal', 'return', 'expiration', 'selection', 'non_selection')),
    CONSTRAINT ck_letter_issued_on_iso CHECK (length(issued_on) = 10)
) STRICT"""

OUTGOING_DRAFT = """CREATE TABLE outgoing_draft_new (
    id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
    kind TEXT NOT NULL,
    state TEXT NOT NULL,
    recipient TEXT NOT NULL,
    cc TEXT NOT NULL,
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
    CONSTRAINT ck_outgoing_draft_kind_known CHECK (kind IN ('solicitation', 'reminder', 'thanks', 'invitation', 'update', 'cancellation', 'offer', 'wait_list', 'details', 'certificate', 'letter', 'acknowledgment', 'access_review', 'other')),
    CONSTRAINT ck_outgoing_draft_state_known CHECK (state IN ('made', 'marked_sent', 'discarded')),
    CONSTRAINT ck_outgoing_draft_made_at_utc CHECK (length(made_at) = 27 AND substr(made_at, 27) = 'Z'),
    CONSTRAINT ck_outgoing_draft_sent_at_utc CHECK (length(sent_at) = 27 AND substr(sent_at, 27) = 'Z')
) STRICT"""

REBUILT = {
    "letter": (
        LETTER,
        "id, number, kind, designee_id, license_id, tasking_id, issued_on, facts, template, file_id, sha256",
    ),
    "outgoing_draft": (
        OUTGOING_DRAFT,
        (
            "id, kind, state, recipient, cc, subject, body, made_at, sent_at, ics_sequence, revision, tasking_id, "
            "office_id, seat_id, designee_id, file_id"
        ),
    ),
}

INDEXED = {
    "allotment": ("office_id",),
    "access_review": ("product_id",),
    "access_review_line": ("designee_id", "license_id", "office_id"),
    "access_review_file": ("file_id", "office_id"),
    "letter": ("designee_id", "file_id", "license_id", "tasking_id"),
    "outgoing_draft": ("designee_id", "file_id", "office_id", "seat_id", "tasking_id"),
}

TRIGGERS = [
    "CREATE TRIGGER agreement_allotted BEFORE UPDATE OF seats ON agreement WHEN NEW.seats < (SELECT coalesce(sum(seats), 0) FROM allotment WHERE agreement_id = NEW.id AND id <> -1) BEGIN SELECT RAISE(ABORT, 'The shares of the offices would be more than the seats of the agreement.'); END",
    "CREATE TRIGGER allotment_insert BEFORE INSERT ON allotment WHEN NEW.seats + (SELECT coalesce(sum(seats), 0) FROM allotment WHERE agreement_id = NEW.agreement_id AND id <> coalesce(NEW.id, -1)) > (SELECT seats FROM agreement WHERE id = NEW.agreement_id) BEGIN SELECT RAISE(ABORT, 'The shares of the offices would be more than the seats of the agreement.'); END",
    "CREATE TRIGGER allotment_update BEFORE UPDATE OF seats, agreement_id ON allotment WHEN NEW.seats + (SELECT coalesce(sum(seats), 0) FROM allotment WHERE agreement_id = NEW.agreement_id AND id <> coalesce(NEW.id, -1)) > (SELECT seats FROM agreement WHERE id = NEW.agreement_id) BEGIN SELECT RAISE(ABORT, 'The shares of the offices would be more than the seats of the agreement.'); END",
    "CREATE TRIGGER license_moves BEFORE UPDATE OF state ON license WHEN OLD.state NOT IN ('returned', 'revoked', 'expired') AND NEW.state <> OLD.state AND NOT (OLD.state = 'reserved' AND NEW.state IN ('issued', 'returned') OR OLD.state = 'issued' AND NEW.state IN ('suspended', 'returned', 'revoked', 'expired') OR OLD.state = 'suspended' AND NEW.state IN ('issued', 'returned', 'revoked', 'expired')) BEGIN SELECT RAISE(ABORT, 'A license cannot be moved that way. It is reserved, issued, suspended, and then closed.'); END",
    "CREATE TRIGGER letter_frozen BEFORE UPDATE OF number, kind, designee_id, license_id, issued_on, facts, template, file_id, sha256 ON letter BEGIN SELECT RAISE(ABORT, 'What was issued is never changed. Revoke it or supersede it.'); END",
    "CREATE TRIGGER letter_kept BEFORE DELETE ON letter BEGIN SELECT RAISE(ABORT, 'What was issued is never changed. Revoke it or supersede it.'); END",
    "CREATE TRIGGER access_review_line_frozen BEFORE UPDATE OF review_id, license_id, designee_id, office_id, snapshot ON access_review_line BEGIN SELECT RAISE(ABORT, 'What was issued is never changed. Revoke it or supersede it.'); END",
]


def upgrade() -> None:
    for statement in [*ADDED, ALLOTMENT, REPORT, ACCESS_REVIEW, ACCESS_REVIEW_LINE, ACCESS_REVIEW_FILE]:
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
