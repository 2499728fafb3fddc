"""Templates and their versions, signed records and files, letters superseded or revoked, rules of redaction"""

from alembic import op

revision = "0005"
down_revision = "0004"
branch_labels = None
depends_on = None

TEMPLATE = """CREATE TABLE template (
    id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
    kind TEXT NOT NULL,
    name TEXT NOT NULL,
    is_chosen INTEGER NOT NULL,
    archived_on TEXT,
    CONSTRAINT uq_template_kind_name UNIQUE (kind, name),
    CONSTRAINT ck_template_named CHECK (name <> ''),
    CONSTRAINT ck_template_chosen_is_kept CHECK (is_chosen = 0 OR archived_on IS NULL),
    CONSTRAINT ck_template_kind_known CHECK (kind IN ('certificate', 'license_issuance', 'suspension', 'reinstatement', 'revocation', 'renewal', 'return', 'expiration', 'selection', 'non_selection')),
    CONSTRAINT ck_template_is_chosen_yes_no CHECK (is_chosen IN (0, 1)),
    CONSTRAINT ck_template_archived_on_iso CHECK (length(archived_on) = 10)
) STRICT"""

TEMPLATE_VERSION = """CREATE TABLE template_version (
    id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
    template_id INTEGER NOT NULL,
    number INTEGER NOT NULL,
    made_at TEXT NOT NULL,
    body TEXT NOT NULL,
    CONSTRAINT uq_template_version_template_id_number UNIQUE (template_id, number),
    CONSTRAINT ck_template_version_number_positive CHECK (number > 0),
    CONSTRAINT fk_template_version_template_id FOREIGN KEY(template_id) REFERENCES template (id),
    CONSTRAINT ck_template_version_made_at_utc CHECK (length(made_at) = 27 AND substr(made_at, 27) = 'Z')
) STRICT"""

TEMPLATE_IMAGE = """CREATE TABLE template_image (
    id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
    version_id INTEGER NOT NULL,
    slot TEXT NOT NULL,
    file_id INTEGER NOT NULL,
    CONSTRAINT uq_template_image_version_id_slot UNIQUE (version_id, slot),
    CONSTRAINT ck_template_image_placed CHECK (slot <> ''),
    CONSTRAINT fk_template_image_version_id FOREIGN KEY(version_id) REFERENCES template_version (id),
    CONSTRAINT fk_template_image_file_id FOREIGN KEY(file_id) REFERENCES stored_file (id)
) STRICT"""

SIGNING_KEY = """CREATE TABLE signing_key (
    id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
    key_id TEXT NOT NULL,
    public_key TEXT NOT NULL,
    made_at TEXT NOT NULL,
    retired_on TEXT,
    CONSTRAINT ck_signing_key_key_id_length CHECK (length(key_id) = 8),
    CONSTRAINT ck_signing_key_public_key_length CHECK (length(public_key) = 64),
    CONSTRAINT uq_signing_key_key_id UNIQUE (key_id),
    CONSTRAINT ck_signing_key_made_at_utc CHECK (length(made_at) = 27 AND substr(made_at, 27) = 'Z'),
    CONSTRAINT ck_signing_key_retired_on_iso CHECK (length(retired_on) = 10)
) STRICT"""

SIGNATURE = """CREATE TABLE signature (
    id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
    certificate_id INTEGER,
    letter_id INTEGER,
    file_id INTEGER NOT NULL,
    sha256 TEXT NOT NULL,
    signer TEXT NOT NULL,
    issuer TEXT NOT NULL,
    fingerprint TEXT NOT NULL,
    signed_at TEXT NOT NULL,
    CONSTRAINT ck_signature_of_one_document CHECK ((certificate_id IS NULL) <> (letter_id IS NULL)),
    CONSTRAINT ck_signature_fingerprint_length CHECK (length(fingerprint) = 64),
    CONSTRAINT uq_signature_certificate_id UNIQUE (certificate_id),
    CONSTRAINT fk_signature_certificate_id FOREIGN KEY(certificate_id) REFERENCES certificate (id),
    CONSTRAINT uq_signature_letter_id UNIQUE (letter_id),
    CONSTRAINT fk_signature_letter_id FOREIGN KEY(letter_id) REFERENCES letter (id),
    CONSTRAINT fk_signature_file_id FOREIGN KEY(file_id) REFERENCES stored_file (id),
    CONSTRAINT ck_signature_signed_at_utc CHECK (length(signed_at) = 27 AND substr(signed_at, 27) = 'Z')
) STRICT"""

REDACTION_RULE = """CREATE TABLE redaction_rule (
    id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
    field TEXT NOT NULL,
    exemption TEXT NOT NULL,
    is_on INTEGER NOT NULL,
    CONSTRAINT ck_redaction_rule_has_exemption CHECK (exemption <> ''),
    CONSTRAINT uq_redaction_rule_field UNIQUE (field),
    CONSTRAINT ck_redaction_rule_is_on_yes_no CHECK (is_on IN (0, 1))
) STRICT"""

DOCUMENT_COLUMNS = [
    ("template_version_id INTEGER CONSTRAINT fk_{table}_template_version_id REFERENCES template_version (id)"),
    "record TEXT NOT NULL DEFAULT ''",
    "signing_key_id INTEGER CONSTRAINT fk_{table}_signing_key_id REFERENCES signing_key (id)",
]

LETTER_COLUMNS = [
    (
        "state TEXT NOT NULL DEFAULT 'issued' "
        "CONSTRAINT ck_letter_state_known CHECK (state IN ('issued', 'superseded', 'revoked'))"
    ),
    (
        "supersedes_id INTEGER "
        "CONSTRAINT ck_letter_not_its_own_successor CHECK (supersedes_id <> id) "
        "CONSTRAINT fk_letter_supersedes_id REFERENCES letter (id)"
    ),
    (
        "revoked_on TEXT CONSTRAINT ck_letter_revoked_on_iso CHECK (length(revoked_on) = 10) "
        "CONSTRAINT ck_letter_revoked_when CHECK ((state = 'revoked') = (revoked_on IS NOT NULL))"
    ),
    (
        "revoke_reason TEXT NOT NULL DEFAULT '' "
        "CONSTRAINT ck_letter_revoked_why CHECK (state <> 'revoked' OR revoke_reason <> '')"
    ),
]

INDEXED = {
    "certificate": ("template_version_id", "signing_key_id"),
    "letter": ("template_version_id", "signing_key_id"),
    "template_image": ("file_id",),
    "signature": ("file_id",),
}
UNIQUE = [
    "CREATE UNIQUE INDEX uq_letter_supersedes_id ON letter (supersedes_id) WHERE supersedes_id IS NOT NULL",
    "CREATE UNIQUE INDEX uq_template_chosen ON template (kind) WHERE is_chosen = 1",
]
REPLACED = ("certificate_frozen", "letter_frozen")

TRIGGERS = [
    "CREATE TRIGGER certificate_frozen BEFORE UPDATE OF number, designee_id, training_id, issued_on, facts, template, file_id, sha256, template_version_id, record, signing_key_id ON certificate BEGIN SELECT RAISE(ABORT, 'What was issued is never changed. Revoke it or supersede it.'); END",
    "CREATE TRIGGER letter_frozen BEFORE UPDATE OF number, kind, designee_id, license_id, issued_on, facts, template, file_id, sha256, template_version_id, record, signing_key_id ON letter BEGIN SELECT RAISE(ABORT, 'What was issued is never changed. Revoke it or supersede it.'); END",
    "CREATE TRIGGER template_version_frozen BEFORE UPDATE ON template_version BEGIN SELECT RAISE(ABORT, 'A version of a template is never changed. Save a new version.'); END",
    "CREATE TRIGGER template_image_frozen BEFORE UPDATE ON template_image BEGIN SELECT RAISE(ABORT, 'A version of a template is never changed. Save a new version.'); END",
    "CREATE TRIGGER signing_key_frozen BEFORE UPDATE OF key_id, public_key, made_at ON signing_key BEGIN SELECT RAISE(ABORT, 'This record is only ever added to, never changed or removed.'); END",
    "CREATE TRIGGER signing_key_kept BEFORE DELETE ON signing_key BEGIN SELECT RAISE(ABORT, 'This record is only ever added to, never changed or removed.'); END",
    "CREATE TRIGGER signature_no_update BEFORE UPDATE ON signature BEGIN SELECT RAISE(ABORT, 'This record is only ever added to, never changed or removed.'); END",
    "CREATE TRIGGER signature_no_delete BEFORE DELETE ON signature BEGIN SELECT RAISE(ABORT, 'This record is only ever added to, never changed or removed.'); END",
]


def upgrade() -> None:
    for statement in (TEMPLATE, TEMPLATE_VERSION, TEMPLATE_IMAGE, SIGNING_KEY, SIGNATURE, REDACTION_RULE):
        op.execute(statement)
    for column in LETTER_COLUMNS:
        op.execute(f"ALTER TABLE letter ADD COLUMN {column}")
    for table in ("certificate", "letter"):
        for column in DOCUMENT_COLUMNS:
            op.execute(f"ALTER TABLE {table} ADD COLUMN {column.format(table=table)}")
    _add_indexes()
    for trigger in REPLACED:
        op.execute(f"DROP TRIGGER {trigger}")
    for statement in TRIGGERS:
        op.execute(statement)


def _add_indexes() -> None:
    for table, indexed in INDEXED.items():
        for name in indexed:
            op.create_index(f"ix_{table}_{name}", table, [name])
    for statement in UNIQUE:
        op.execute(statement)
