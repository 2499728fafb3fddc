"""Reserved seats and quota given back, ranking by query, what-if scenarios, copies of drafts"""

from alembic import op

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None

# Columns that are new carry a default in the file: a change recorded before this step is redone without them.
ADDED = [
    (
        "ALTER TABLE quota ADD COLUMN reserved INTEGER NOT NULL DEFAULT 0 "
        "CONSTRAINT ck_quota_reserved_within_seats CHECK (reserved BETWEEN 0 AND seats)"
    ),
    (
        "ALTER TABLE quota ADD COLUMN given_back INTEGER NOT NULL DEFAULT 0 "
        "CONSTRAINT ck_quota_given_back_not_negative CHECK (given_back >= 0)"
    ),
    (
        "ALTER TABLE quota ADD COLUMN taken_up INTEGER NOT NULL DEFAULT 0 "
        "CONSTRAINT ck_quota_taken_up_not_negative CHECK (taken_up >= 0)"
    ),
    "ALTER TABLE import_problem ADD COLUMN settled_how TEXT NOT NULL DEFAULT ''",
    (
        "ALTER TABLE nomination ADD COLUMN supervisor_priority INTEGER "
        "CONSTRAINT ck_nomination_supervisor_priority_positive CHECK (supervisor_priority > 0)"
    ),
    "ALTER TABLE nomination ADD COLUMN reasons TEXT",
    "ALTER TABLE selection ADD COLUMN signed_by TEXT NOT NULL DEFAULT ''",
    "ALTER TABLE selection ADD COLUMN scenario TEXT NOT NULL DEFAULT ''",
    (
        "ALTER TABLE selection ADD COLUMN record_file_id INTEGER "
        "CONSTRAINT fk_selection_record_file_id REFERENCES stored_file (id)"
    ),
]

SCENARIO = """CREATE TABLE scenario (
    id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
    tasking_id INTEGER NOT NULL,
    name TEXT NOT NULL,
    capacity INTEGER NOT NULL,
    rules TEXT NOT NULL,
    quotas TEXT NOT NULL,
    note TEXT NOT NULL,
    made_at TEXT NOT NULL,
    made_by TEXT NOT NULL,
    CONSTRAINT uq_scenario_tasking_id_name UNIQUE (tasking_id, name),
    CONSTRAINT ck_scenario_named CHECK (name <> ''),
    CONSTRAINT ck_scenario_capacity_positive CHECK (capacity > 0),
    CONSTRAINT fk_scenario_tasking_id FOREIGN KEY(tasking_id) REFERENCES tasking (id),
    CONSTRAINT ck_scenario_made_at_utc CHECK (length(made_at) = 27 AND substr(made_at, 27) = 'Z')
) STRICT"""

RANKING_RULE = """CREATE TABLE ranking_rule_new (
    id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
    tasking_id INTEGER,
    criterion TEXT NOT NULL,
    weight REAL NOT NULL,
    position INTEGER NOT NULL,
    is_on INTEGER NOT NULL,
    "query" TEXT NOT NULL DEFAULT '',
    title TEXT NOT NULL DEFAULT '',
    CONSTRAINT uq_ranking_rule_tasking_id_criterion_query UNIQUE (tasking_id, criterion, "query"),
    CONSTRAINT ck_ranking_rule_query_given CHECK ((criterion = 'query') = (query <> '')),
    CONSTRAINT fk_ranking_rule_tasking_id FOREIGN KEY(tasking_id) REFERENCES tasking (id),
    CONSTRAINT ck_ranking_rule_criterion_known CHECK (criterion IN ('trial_use', 'course_completed', 'office_under_quota', 'nominated_early', 'days_since_nomination', 'supervisor_priority', 'query')),
    CONSTRAINT ck_ranking_rule_is_on_yes_no CHECK (is_on IN (0, 1))
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
    CONSTRAINT ck_outgoing_draft_kind_known CHECK (kind IN ('solicitation', 'reminder', 'thanks', 'invitation', 'update', 'cancellation', 'certificate', 'letter', 'other')),
    CONSTRAINT ck_outgoing_draft_state_known CHECK (state IN ('made', 'marked_sent', 'discarded')),
    CONSTRAINT ck_outgoing_draft_made_at_utc CHECK (length(made_at) = 27 AND substr(made_at, 27) = 'Z'),
    CONSTRAINT ck_outgoing_draft_sent_at_utc CHECK (length(sent_at) = 27 AND substr(sent_at, 27) = 'Z')
) STRICT"""

REBUILT = {
    "ranking_rule": (RANKING_RULE, "id, tasking_id, criterion, weight, position, is_on"),
    "outgoing_draft": (
        OUTGOING_DRAFT,
        (
            "id, kind, state, recipient, subject, body, made_at, sent_at, ics_sequence, tasking_id, office_id, seat_id, "
            "designee_id, file_id"
        ),
    ),
}

SELECTION_FROZEN = (
    "CREATE TRIGGER selection_frozen BEFORE UPDATE OF tasking_id, decided_at, decided_by, capacity, snapshot, sha256, "
    "signed_by, scenario, record_file_id ON selection BEGIN SELECT RAISE(ABORT, "
    "'What was issued is never changed. Revoke it or supersede it.'); END"
)


def upgrade() -> None:
    op.execute("DROP TRIGGER selection_frozen")
    for statement in [*ADDED, SCENARIO, SELECTION_FROZEN]:
        op.execute(statement)
    for table, (statement, columns) in REBUILT.items():
        _rebuild(table, statement, columns)
    for column in ("designee_id", "file_id", "office_id", "seat_id", "tasking_id"):
        op.create_index(f"ix_outgoing_draft_{column}", "outgoing_draft", [column])


def _rebuild(table: str, statement: str, columns: str) -> None:
    """A new table under the old name; ids that were given out once are not given out again."""
    op.execute(statement)
    op.execute(f"INSERT INTO {table}_new ({columns}) SELECT {columns} FROM {table}")
    op.execute(f"DELETE FROM sqlite_sequence WHERE name = '{table}_new'")
    op.execute(f"UPDATE sqlite_sequence SET name = '{table}_new' WHERE name = '{table}'")
    op.execute(f"DROP TABLE {table}")
    op.execute(f"ALTER TABLE {table}_new RENAME TO {table}")
