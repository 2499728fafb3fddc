"""The complete data model"""

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None


TRIGGERS = [
    """CREATE TRIGGER seat_capacity_insert BEFORE INSERT ON seat WHEN NEW.state IN ('offered', 'reserved', 'confirmed') AND NEW.is_walk_in = 0 AND (SELECT count(*) FROM seat WHERE training_id = NEW.training_id AND id <> coalesce(NEW.id, -1) AND is_walk_in = 0 AND state IN ('offered', 'reserved', 'confirmed')) >= (SELECT capacity FROM training_session WHERE id = NEW.training_id) BEGIN SELECT RAISE(ABORT, 'This training is full. Put the person on the wait list or raise the capacity.'); END""",
    """CREATE TRIGGER seat_capacity_update BEFORE UPDATE OF state, training_id, is_walk_in ON seat WHEN NEW.state IN ('offered', 'reserved', 'confirmed') AND NEW.is_walk_in = 0 AND (SELECT count(*) FROM seat WHERE training_id = NEW.training_id AND id <> coalesce(NEW.id, -1) AND is_walk_in = 0 AND state IN ('offered', 'reserved', 'confirmed')) >= (SELECT capacity FROM training_session WHERE id = NEW.training_id) BEGIN SELECT RAISE(ABORT, 'This training is full. Put the person on the wait list or raise the capacity.'); END""",
    """CREATE TRIGGER training_capacity BEFORE UPDATE OF capacity ON training_session WHEN NEW.capacity < (SELECT count(*) FROM seat WHERE training_id = NEW.id AND id <> -1 AND is_walk_in = 0 AND state IN ('offered', 'reserved', 'confirmed')) BEGIN SELECT RAISE(ABORT, 'More seats are taken than the new capacity allows. Release seats first.'); END""",
    """CREATE TRIGGER license_pool_insert BEFORE INSERT ON license WHEN NEW.state IN ('reserved', 'issued', 'suspended') AND (SELECT count(*) FROM license WHERE agreement_id = NEW.agreement_id AND id <> coalesce(NEW.id, -1) AND state IN ('reserved', 'issued', 'suspended')) >= (SELECT seats FROM agreement WHERE id = NEW.agreement_id) BEGIN SELECT RAISE(ABORT, 'The pool of this agreement has no free seat. Return or revoke a license first.'); END""",
    """CREATE TRIGGER license_pool_update BEFORE UPDATE OF state, agreement_id ON license WHEN NEW.state IN ('reserved', 'issued', 'suspended') AND (SELECT count(*) FROM license WHERE agreement_id = NEW.agreement_id AND id <> coalesce(NEW.id, -1) AND state IN ('reserved', 'issued', 'suspended')) >= (SELECT seats FROM agreement WHERE id = NEW.agreement_id) BEGIN SELECT RAISE(ABORT, 'The pool of this agreement has no free seat. Return or revoke a license first.'); END""",
    """CREATE TRIGGER agreement_seats BEFORE UPDATE OF seats ON agreement WHEN NEW.seats < (SELECT count(*) FROM license WHERE agreement_id = NEW.id AND id <> -1 AND state IN ('reserved', 'issued', 'suspended')) BEGIN SELECT RAISE(ABORT, 'More licenses are active than the new number of seats allows.'); END""",
    """CREATE TRIGGER license_closed BEFORE UPDATE OF state ON license WHEN OLD.state IN ('returned', 'revoked', 'expired') AND NEW.state <> OLD.state BEGIN SELECT RAISE(ABORT, 'A closed license is never revived. Issue a new one.'); END""",
    """CREATE TRIGGER certificate_frozen BEFORE UPDATE OF number, designee_id, training_id, issued_on, facts, template, file_id, sha256 ON certificate BEGIN SELECT RAISE(ABORT, 'What was issued is never changed. Revoke it or supersede it.'); END""",
    """CREATE TRIGGER certificate_kept BEFORE DELETE ON certificate BEGIN SELECT RAISE(ABORT, 'What was issued is never changed. Revoke it or supersede it.'); END""",
    """CREATE TRIGGER letter_frozen BEFORE UPDATE OF number, kind, designee_id, license_id, issued_on, facts, template, file_id, sha256 ON letter BEGIN SELECT RAISE(ABORT, 'What was issued is never changed. Revoke it or supersede it.'); END""",
    """CREATE TRIGGER letter_kept BEFORE DELETE ON letter BEGIN SELECT RAISE(ABORT, 'What was issued is never changed. Revoke it or supersede it.'); END""",
    """CREATE TRIGGER selection_frozen BEFORE UPDATE OF tasking_id, decided_at, decided_by, capacity, snapshot, sha256 ON selection BEGIN SELECT RAISE(ABORT, 'What was issued is never changed. Revoke it or supersede it.'); END""",
    """CREATE TRIGGER selection_kept BEFORE DELETE ON selection BEGIN SELECT RAISE(ABORT, 'What was issued is never changed. Revoke it or supersede it.'); END""",
    """CREATE TRIGGER stored_file_no_update BEFORE UPDATE ON stored_file BEGIN SELECT RAISE(ABORT, 'This record is only ever added to, never changed or removed.'); END""",
    """CREATE TRIGGER stored_file_no_delete BEFORE DELETE ON stored_file BEGIN SELECT RAISE(ABORT, 'This record is only ever added to, never changed or removed.'); END""",
    """CREATE TRIGGER audit_entry_no_update BEFORE UPDATE ON audit_entry BEGIN SELECT RAISE(ABORT, 'This record is only ever added to, never changed or removed.'); END""",
    """CREATE TRIGGER audit_entry_no_delete BEFORE DELETE ON audit_entry BEGIN SELECT RAISE(ABORT, 'This record is only ever added to, never changed or removed.'); END""",
    """CREATE TRIGGER audit_entry_gapless BEFORE INSERT ON audit_entry WHEN NEW.id <> (SELECT coalesce(max(id), 0) + 1 FROM audit_entry) BEGIN SELECT RAISE(ABORT, 'The audit trail has no gaps.'); END""",
    """CREATE TRIGGER audit_entry_linked BEFORE INSERT ON audit_entry WHEN NEW.previous_hash <> coalesce((SELECT hash FROM audit_entry WHERE id = NEW.id - 1), zeroblob(32)) BEGIN SELECT RAISE(ABORT, 'The audit entry does not follow the entry before it.'); END""",
]


def upgrade() -> None:
    op.create_table(
        "audit_entry",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("at", sa.Text(), nullable=False),
        sa.Column("actor", sa.Text(), nullable=False),
        sa.Column("verb", sa.Text(), nullable=False),
        sa.Column("label", sa.Text(), nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("of_id", sa.Integer(), nullable=True),
        sa.Column("is_undoable", sa.Integer(), nullable=False),
        sa.Column("areas", sa.Integer(), nullable=False),
        sa.Column("rows", sa.Integer(), nullable=False),
        sa.Column("changes", sa.LargeBinary(), nullable=False),
        sa.Column("previous_hash", sa.LargeBinary(), nullable=False),
        sa.Column("hash", sa.LargeBinary(), nullable=False),
        sa.CheckConstraint("(kind = 'change') = (of_id IS NULL)", name=op.f("ck_audit_entry_inverse_of_what")),
        sa.CheckConstraint("kind IN ('change', 'undo', 'redo')", name=op.f("ck_audit_entry_kind_known")),
        sa.CheckConstraint("length(at) = 27 AND substr(at, 27) = 'Z'", name=op.f("ck_audit_entry_at_utc")),
        sa.CheckConstraint("is_undoable IN (0, 1)", name=op.f("ck_audit_entry_is_undoable_yes_no")),
        sa.CheckConstraint("length(hash) = 32 AND length(previous_hash) = 32", name=op.f("ck_audit_entry_hash_length")),
        sa.ForeignKeyConstraint(["of_id"], ["audit_entry.id"], name=op.f("fk_audit_entry_of_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_audit_entry")),
        sa.UniqueConstraint("hash", name=op.f("uq_audit_entry_hash")),
        sqlite_autoincrement=True,
        sqlite_strict=True,
    )
    op.create_table(
        "course",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("code", sa.Text(), nullable=False),
        sa.Column("title", sa.Text(), nullable=False),
        sa.Column("duty_hours", sa.Text(), nullable=False),
        sa.Column("delivery", sa.Text(), nullable=False),
        sa.Column("valid_days", sa.Integer(), nullable=True),
        sa.CheckConstraint("kind IN ('lms', 'unit')", name=op.f("ck_course_kind_known")),
        sa.CheckConstraint("valid_days > 0", name=op.f("ck_course_valid_days_positive")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_course")),
        sa.UniqueConstraint("code", name=op.f("uq_course_code")),
        sqlite_autoincrement=True,
        sqlite_strict=True,
    )
    op.create_table(
        "gate",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("title", sa.Text(), nullable=False),
        sa.Column("document_kind", sa.Text(), nullable=True),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("is_on", sa.Integer(), nullable=False),
        sa.CheckConstraint(
            "(kind = 'acknowledged') = (document_kind IS NOT NULL)", name=op.f("ck_gate_document_where_asked")
        ),
        sa.CheckConstraint(
            "document_kind IN ('pta', 'memorandum', 'rules_of_behavior', 'other')",
            name=op.f("ck_gate_document_kind_known"),
        ),
        sa.CheckConstraint(
            "kind IN ('selected', 'acknowledged', 'trained', 'course_completed', 'active', 'supervisor_approved')",
            name=op.f("ck_gate_kind_known"),
        ),
        sa.CheckConstraint("is_on IN (0, 1)", name=op.f("ck_gate_is_on_yes_no")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_gate")),
        sa.UniqueConstraint("title", name=op.f("uq_gate_title")),
        sqlite_autoincrement=True,
        sqlite_strict=True,
    )
    op.create_table(
        "number_series",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("series", sa.Text(), nullable=False),
        sa.Column("year", sa.Integer(), nullable=False),
        sa.Column("last_number", sa.Integer(), nullable=False),
        sa.CheckConstraint("last_number >= 0", name=op.f("ck_number_series_not_negative")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_number_series")),
        sa.UniqueConstraint("series", "year", name=op.f("uq_number_series_series_year")),
        sqlite_autoincrement=True,
        sqlite_strict=True,
    )
    op.create_table(
        "office",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("code", sa.Text(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("city", sa.Text(), nullable=False),
        sa.Column("state", sa.Text(), nullable=False),
        sa.Column("time_zone", sa.Text(), nullable=False),
        sa.Column("area_of_responsibility", sa.Text(), nullable=False),
        sa.Column("note", sa.Text(), nullable=False),
        sa.Column("valid_from", sa.Text(), nullable=True),
        sa.Column("valid_until", sa.Text(), nullable=True),
        sa.CheckConstraint("code <> '' AND code = upper(code)", name=op.f("ck_office_code_upper")),
        sa.CheckConstraint("length(valid_from) = 10", name=op.f("ck_office_valid_from_iso")),
        sa.CheckConstraint("length(valid_until) = 10", name=op.f("ck_office_valid_until_iso")),
        sa.CheckConstraint("valid_until >= valid_from", name=op.f("ck_office_dates_in_order")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_office")),
        sa.UniqueConstraint("code", name=op.f("uq_office_code")),
        sqlite_autoincrement=True,
        sqlite_strict=True,
    )
    op.create_table(
        "product",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("vendor", sa.Text(), nullable=False),
        sa.CheckConstraint("name <> ''", name=op.f("ck_product_named")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_product")),
        sa.UniqueConstraint("name", name=op.f("uq_product_name")),
        sqlite_autoincrement=True,
        sqlite_strict=True,
    )
    op.create_table(
        "retention_rule",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("record_kind", sa.Text(), nullable=False),
        sa.Column("authority", sa.Text(), nullable=False),
        sa.Column("years", sa.Integer(), nullable=False),
        sa.CheckConstraint("years > 0", name=op.f("ck_retention_rule_years_positive")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_retention_rule")),
        sa.UniqueConstraint("record_kind", name=op.f("uq_retention_rule_record_kind")),
        sqlite_autoincrement=True,
        sqlite_strict=True,
    )
    op.create_table(
        "saved_view",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("page", sa.Text(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("query", sa.Text(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_saved_view")),
        sa.UniqueConstraint("page", "name", name=op.f("uq_saved_view_page_name")),
        sqlite_autoincrement=True,
        sqlite_strict=True,
    )
    op.create_table(
        "setting",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("key", sa.Text(), nullable=False),
        sa.Column("value", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_setting")),
        sa.UniqueConstraint("key", name=op.f("uq_setting_key")),
        sqlite_autoincrement=True,
        sqlite_strict=True,
    )
    op.create_table(
        "stored_file",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("sha256", sa.Text(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("media_type", sa.Text(), nullable=False),
        sa.Column("size", sa.Integer(), nullable=False),
        sa.Column("kept_at", sa.Text(), nullable=False),
        sa.Column("content", sa.LargeBinary(), nullable=False),
        sa.CheckConstraint(
            "length(kept_at) = 27 AND substr(kept_at, 27) = 'Z'", name=op.f("ck_stored_file_kept_at_utc")
        ),
        sa.CheckConstraint("length(sha256) = 64", name=op.f("ck_stored_file_sha256_length")),
        sa.CheckConstraint("size = length(content)", name=op.f("ck_stored_file_size_true")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_stored_file")),
        sa.UniqueConstraint("sha256", name=op.f("uq_stored_file_sha256")),
        sqlite_autoincrement=True,
        sqlite_strict=True,
    )
    op.create_table(
        "agreement",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("product_id", sa.Integer(), nullable=False),
        sa.Column("contract_number", sa.Text(), nullable=False),
        sa.Column("seats", sa.Integer(), nullable=False),
        sa.Column("starts_on", sa.Text(), nullable=False),
        sa.Column("ends_on", sa.Text(), nullable=False),
        sa.Column("alert_days", sa.Integer(), nullable=False),
        sa.Column("renews_id", sa.Integer(), nullable=True),
        sa.CheckConstraint("ends_on >= starts_on", name=op.f("ck_agreement_dates_in_order")),
        sa.CheckConstraint("length(ends_on) = 10", name=op.f("ck_agreement_ends_on_iso")),
        sa.CheckConstraint("length(starts_on) = 10", name=op.f("ck_agreement_starts_on_iso")),
        sa.CheckConstraint("renews_id <> id", name=op.f("ck_agreement_not_its_own_renewal")),
        sa.CheckConstraint("seats >= 0", name=op.f("ck_agreement_seats_not_negative")),
        sa.ForeignKeyConstraint(["product_id"], ["product.id"], name=op.f("fk_agreement_product_id")),
        sa.ForeignKeyConstraint(["renews_id"], ["agreement.id"], name=op.f("fk_agreement_renews_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_agreement")),
        sa.UniqueConstraint("contract_number", name=op.f("uq_agreement_contract_number")),
        sa.UniqueConstraint("id", "product_id", name=op.f("uq_agreement_id_product_id")),
        sqlite_autoincrement=True,
        sqlite_strict=True,
    )
    op.create_index(op.f("ix_agreement_product_id"), "agreement", ["product_id"], unique=False)
    op.create_table(
        "audit_subject",
        sa.Column("entry_id", sa.Integer(), nullable=False),
        sa.Column("designee_id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["entry_id"], ["audit_entry.id"], name=op.f("fk_audit_subject_entry_id")),
        sa.PrimaryKeyConstraint("entry_id", "designee_id", name=op.f("pk_audit_subject")),
        sqlite_strict=True,
    )
    op.create_index(op.f("ix_audit_subject_designee_id"), "audit_subject", ["designee_id"], unique=False)
    op.create_table(
        "designee",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("raw_name", sa.Text(), nullable=False),
        sa.Column("last_name", sa.Text(), nullable=False),
        sa.Column("first_name", sa.Text(), nullable=False),
        sa.Column("middle_name", sa.Text(), nullable=False),
        sa.Column("suffix", sa.Text(), nullable=False),
        sa.Column("name_key", sa.Text(), nullable=False),
        sa.Column("is_contractor", sa.Integer(), nullable=False),
        sa.Column("position", sa.Text(), nullable=False),
        sa.Column("position_text", sa.Text(), nullable=False),
        sa.Column("office_id", sa.Integer(), nullable=False),
        sa.Column("duty_station", sa.Text(), nullable=False),
        sa.Column("time_zone", sa.Text(), nullable=True),
        sa.Column("email", sa.Text(), nullable=False),
        sa.Column("email_key", sa.Text(), nullable=True),
        sa.Column("phone", sa.Text(), nullable=False),
        sa.Column("mobile", sa.Text(), nullable=False),
        sa.Column("supervisor_name", sa.Text(), nullable=False),
        sa.Column("supervisor_email", sa.Text(), nullable=False),
        sa.Column("departed_on", sa.Text(), nullable=True),
        sa.Column("retention_hold", sa.Integer(), nullable=False),
        sa.Column("note", sa.Text(), nullable=False),
        sa.Column("merged_into_id", sa.Integer(), nullable=True),
        sa.CheckConstraint("(email = '') = (email_key IS NULL)", name=op.f("ck_designee_email_keyed")),
        sa.CheckConstraint("last_name <> '' OR first_name <> ''", name=op.f("ck_designee_named")),
        sa.CheckConstraint(
            "position IN ('special_agent', 'analyst', 'task_force_officer', 'contractor', 'other')",
            name=op.f("ck_designee_position_known"),
        ),
        sa.CheckConstraint("is_contractor IN (0, 1)", name=op.f("ck_designee_is_contractor_yes_no")),
        sa.CheckConstraint("length(departed_on) = 10", name=op.f("ck_designee_departed_on_iso")),
        sa.CheckConstraint("merged_into_id <> id", name=op.f("ck_designee_not_merged_into_itself")),
        sa.CheckConstraint("retention_hold IN (0, 1)", name=op.f("ck_designee_retention_hold_yes_no")),
        sa.ForeignKeyConstraint(["merged_into_id"], ["designee.id"], name=op.f("fk_designee_merged_into_id")),
        sa.ForeignKeyConstraint(["office_id"], ["office.id"], name=op.f("fk_designee_office_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_designee")),
        sqlite_autoincrement=True,
        sqlite_strict=True,
    )
    op.create_index(op.f("ix_designee_merged_into_id"), "designee", ["merged_into_id"], unique=False)
    op.create_index(op.f("ix_designee_name_key"), "designee", ["name_key"], unique=False)
    op.create_index(op.f("ix_designee_office_id"), "designee", ["office_id"], unique=False)
    op.create_index(
        "uq_designee_email",
        "designee",
        ["email_key"],
        unique=True,
        sqlite_where=sa.text("merged_into_id IS NULL AND email_key IS NOT NULL"),
        postgresql_where=sa.text("merged_into_id IS NULL AND email_key IS NOT NULL"),
    )
    op.create_table(
        "governing_document",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("title", sa.Text(), nullable=False),
        sa.Column("product_id", sa.Integer(), nullable=True),
        sa.Column("is_required", sa.Integer(), nullable=False),
        sa.CheckConstraint(
            "kind IN ('pta', 'memorandum', 'rules_of_behavior', 'other')", name=op.f("ck_governing_document_kind_known")
        ),
        sa.CheckConstraint("title <> ''", name=op.f("ck_governing_document_titled")),
        sa.CheckConstraint("is_required IN (0, 1)", name=op.f("ck_governing_document_is_required_yes_no")),
        sa.ForeignKeyConstraint(["product_id"], ["product.id"], name=op.f("fk_governing_document_product_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_governing_document")),
        sa.UniqueConstraint("title", name=op.f("uq_governing_document_title")),
        sqlite_autoincrement=True,
        sqlite_strict=True,
    )
    op.create_index(op.f("ix_governing_document_product_id"), "governing_document", ["product_id"], unique=False)
    op.create_table(
        "import_mapping",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("office_id", sa.Integer(), nullable=False),
        sa.Column("header", sa.Text(), nullable=False),
        sa.Column("field", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(["office_id"], ["office.id"], name=op.f("fk_import_mapping_office_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_import_mapping")),
        sa.UniqueConstraint("office_id", "header", name=op.f("uq_import_mapping_office_id_header")),
        sqlite_autoincrement=True,
        sqlite_strict=True,
    )
    op.create_table(
        "office_contact",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("office_id", sa.Integer(), nullable=False),
        sa.Column("role", sa.Text(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("email", sa.Text(), nullable=False),
        sa.Column("phone", sa.Text(), nullable=False),
        sa.Column("valid_from", sa.Text(), nullable=True),
        sa.Column("valid_until", sa.Text(), nullable=True),
        sa.CheckConstraint(
            "role IN ('point_of_contact', 'sac', 'training')", name=op.f("ck_office_contact_role_known")
        ),
        sa.CheckConstraint("length(valid_from) = 10", name=op.f("ck_office_contact_valid_from_iso")),
        sa.CheckConstraint("length(valid_until) = 10", name=op.f("ck_office_contact_valid_until_iso")),
        sa.CheckConstraint("valid_until >= valid_from", name=op.f("ck_office_contact_dates_in_order")),
        sa.ForeignKeyConstraint(["office_id"], ["office.id"], name=op.f("fk_office_contact_office_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_office_contact")),
        sqlite_autoincrement=True,
        sqlite_strict=True,
    )
    op.create_index(op.f("ix_office_contact_office_id"), "office_contact", ["office_id"], unique=False)
    op.create_table(
        "tasking",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("number", sa.Text(), nullable=False),
        sa.Column("subject", sa.Text(), nullable=False),
        sa.Column("routing", sa.Text(), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("attachments", sa.Text(), nullable=False),
        sa.Column("issued_on", sa.Text(), nullable=False),
        sa.Column("due_at", sa.Text(), nullable=False),
        sa.Column("due_zone", sa.Text(), nullable=False),
        sa.Column("state", sa.Text(), nullable=False),
        sa.Column("point_of_contact", sa.Text(), nullable=False),
        sa.Column("point_of_contact_email", sa.Text(), nullable=False),
        sa.Column("product_id", sa.Integer(), nullable=False),
        sa.Column("memo_file_id", sa.Integer(), nullable=True),
        sa.CheckConstraint("length(due_at) = 27 AND substr(due_at, 27) = 'Z'", name=op.f("ck_tasking_due_at_utc")),
        sa.CheckConstraint("number <> ''", name=op.f("ck_tasking_number_given")),
        sa.CheckConstraint("state IN ('draft', 'open', 'decided', 'closed')", name=op.f("ck_tasking_state_known")),
        sa.CheckConstraint("length(issued_on) = 10", name=op.f("ck_tasking_issued_on_iso")),
        sa.ForeignKeyConstraint(["memo_file_id"], ["stored_file.id"], name=op.f("fk_tasking_memo_file_id")),
        sa.ForeignKeyConstraint(["product_id"], ["product.id"], name=op.f("fk_tasking_product_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_tasking")),
        sa.UniqueConstraint("number", name=op.f("uq_tasking_number")),
        sqlite_autoincrement=True,
        sqlite_strict=True,
    )
    op.create_index(op.f("ix_tasking_product_id"), "tasking", ["product_id"], unique=False)
    op.create_table(
        "completion",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("designee_id", sa.Integer(), nullable=False),
        sa.Column("course_id", sa.Integer(), nullable=False),
        sa.Column("completed_on", sa.Text(), nullable=False),
        sa.Column("valid_until", sa.Text(), nullable=True),
        sa.Column("source", sa.Text(), nullable=False),
        sa.Column("evidence_file_id", sa.Integer(), nullable=True),
        sa.CheckConstraint("length(completed_on) = 10", name=op.f("ck_completion_completed_on_iso")),
        sa.CheckConstraint("length(valid_until) = 10", name=op.f("ck_completion_valid_until_iso")),
        sa.CheckConstraint("valid_until >= completed_on", name=op.f("ck_completion_dates_in_order")),
        sa.ForeignKeyConstraint(["course_id"], ["course.id"], name=op.f("fk_completion_course_id")),
        sa.ForeignKeyConstraint(["designee_id"], ["designee.id"], name=op.f("fk_completion_designee_id")),
        sa.ForeignKeyConstraint(["evidence_file_id"], ["stored_file.id"], name=op.f("fk_completion_evidence_file_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_completion")),
        sa.UniqueConstraint(
            "designee_id", "course_id", "completed_on", name=op.f("uq_completion_designee_id_course_id_completed_on")
        ),
        sqlite_autoincrement=True,
        sqlite_strict=True,
    )
    op.create_index(op.f("ix_completion_course_id"), "completion", ["course_id"], unique=False)
    op.create_table(
        "document_version",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("document_id", sa.Integer(), nullable=False),
        sa.Column("label", sa.Text(), nullable=False),
        sa.Column("effective_on", sa.Text(), nullable=False),
        sa.Column("expires_on", sa.Text(), nullable=True),
        sa.Column("review_on", sa.Text(), nullable=True),
        sa.Column("grace_days", sa.Integer(), nullable=False),
        sa.Column("file_id", sa.Integer(), nullable=True),
        sa.Column("sha256", sa.Text(), nullable=True),
        sa.CheckConstraint("expires_on > effective_on", name=op.f("ck_document_version_dates_in_order")),
        sa.CheckConstraint("grace_days >= 0", name=op.f("ck_document_version_grace_not_negative")),
        sa.CheckConstraint("length(effective_on) = 10", name=op.f("ck_document_version_effective_on_iso")),
        sa.CheckConstraint("length(expires_on) = 10", name=op.f("ck_document_version_expires_on_iso")),
        sa.CheckConstraint("length(review_on) = 10", name=op.f("ck_document_version_review_on_iso")),
        sa.ForeignKeyConstraint(
            ["document_id"], ["governing_document.id"], name=op.f("fk_document_version_document_id")
        ),
        sa.ForeignKeyConstraint(["file_id"], ["stored_file.id"], name=op.f("fk_document_version_file_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_document_version")),
        sa.UniqueConstraint("document_id", "label", name=op.f("uq_document_version_document_id_label")),
        sqlite_autoincrement=True,
        sqlite_strict=True,
    )
    op.create_table(
        "former_email",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("designee_id", sa.Integer(), nullable=False),
        sa.Column("email", sa.Text(), nullable=False),
        sa.Column("email_key", sa.Text(), nullable=False),
        sa.Column("used_until", sa.Text(), nullable=True),
        sa.CheckConstraint("length(used_until) = 10", name=op.f("ck_former_email_used_until_iso")),
        sa.ForeignKeyConstraint(["designee_id"], ["designee.id"], name=op.f("fk_former_email_designee_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_former_email")),
        sa.UniqueConstraint("designee_id", "email_key", name=op.f("uq_former_email_designee_id_email_key")),
        sqlite_autoincrement=True,
        sqlite_strict=True,
    )
    op.create_index(op.f("ix_former_email_email_key"), "former_email", ["email_key"], unique=False)
    op.create_table(
        "former_name",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("designee_id", sa.Integer(), nullable=False),
        sa.Column("raw_name", sa.Text(), nullable=False),
        sa.Column("name_key", sa.Text(), nullable=False),
        sa.Column("used_until", sa.Text(), nullable=True),
        sa.CheckConstraint("length(used_until) = 10", name=op.f("ck_former_name_used_until_iso")),
        sa.ForeignKeyConstraint(["designee_id"], ["designee.id"], name=op.f("fk_former_name_designee_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_former_name")),
        sqlite_autoincrement=True,
        sqlite_strict=True,
    )
    op.create_index(op.f("ix_former_name_designee_id"), "former_name", ["designee_id"], unique=False)
    op.create_index(op.f("ix_former_name_name_key"), "former_name", ["name_key"], unique=False)
    op.create_table(
        "license",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("number", sa.Text(), nullable=False),
        sa.Column("agreement_id", sa.Integer(), nullable=False),
        sa.Column("product_id", sa.Integer(), nullable=False),
        sa.Column("designee_id", sa.Integer(), nullable=False),
        sa.Column("tasking_id", sa.Integer(), nullable=True),
        sa.Column("state", sa.Text(), nullable=False),
        sa.Column("issued_on", sa.Text(), nullable=True),
        sa.Column("valid_until", sa.Text(), nullable=True),
        sa.Column("ended_on", sa.Text(), nullable=True),
        sa.CheckConstraint(
            "(state IN ('returned', 'revoked', 'expired')) = (ended_on IS NOT NULL)", name=op.f("ck_license_ended_when")
        ),
        sa.CheckConstraint(
            "state = 'reserved' OR issued_on IS NOT NULL OR ended_on IS NOT NULL", name=op.f("ck_license_issued_when")
        ),
        sa.CheckConstraint(
            "state IN ('reserved', 'issued', 'suspended', 'returned', 'revoked', 'expired')",
            name=op.f("ck_license_state_known"),
        ),
        sa.CheckConstraint("ended_on >= issued_on", name=op.f("ck_license_dates_in_order")),
        sa.CheckConstraint("length(ended_on) = 10", name=op.f("ck_license_ended_on_iso")),
        sa.CheckConstraint("length(issued_on) = 10", name=op.f("ck_license_issued_on_iso")),
        sa.CheckConstraint("length(valid_until) = 10", name=op.f("ck_license_valid_until_iso")),
        sa.ForeignKeyConstraint(
            ["agreement_id", "product_id"], ["agreement.id", "agreement.product_id"], name="fk_license_agreement"
        ),
        sa.ForeignKeyConstraint(["designee_id"], ["designee.id"], name=op.f("fk_license_designee_id")),
        sa.ForeignKeyConstraint(["product_id"], ["product.id"], name=op.f("fk_license_product_id")),
        sa.ForeignKeyConstraint(["tasking_id"], ["tasking.id"], name=op.f("fk_license_tasking_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_license")),
        sa.UniqueConstraint("number", name=op.f("uq_license_number")),
        sqlite_autoincrement=True,
        sqlite_strict=True,
    )
    op.create_index(op.f("ix_license_agreement_id"), "license", ["agreement_id"], unique=False)
    op.create_index(op.f("ix_license_designee_id"), "license", ["designee_id"], unique=False)
    op.create_index(op.f("ix_license_product_id"), "license", ["product_id"], unique=False)
    op.create_index(op.f("ix_license_tasking_id"), "license", ["tasking_id"], unique=False)
    op.create_index(
        "uq_license_active",
        "license",
        ["designee_id", "product_id"],
        unique=True,
        sqlite_where=sa.text("state IN ('reserved', 'issued', 'suspended')"),
        postgresql_where=sa.text("state IN ('reserved', 'issued', 'suspended')"),
    )
    op.create_table(
        "meeting_alias",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("designee_id", sa.Integer(), nullable=False),
        sa.Column("alias", sa.Text(), nullable=False),
        sa.Column("alias_key", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(["designee_id"], ["designee.id"], name=op.f("fk_meeting_alias_designee_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_meeting_alias")),
        sa.UniqueConstraint("alias_key", name=op.f("uq_meeting_alias_alias_key")),
        sqlite_autoincrement=True,
        sqlite_strict=True,
    )
    op.create_index(op.f("ix_meeting_alias_designee_id"), "meeting_alias", ["designee_id"], unique=False)
    op.create_table(
        "nomination",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("tasking_id", sa.Integer(), nullable=False),
        sa.Column("designee_id", sa.Integer(), nullable=False),
        sa.Column("office_id", sa.Integer(), nullable=False),
        sa.Column("state", sa.Text(), nullable=False),
        sa.Column("nominated_at", sa.Text(), nullable=False),
        sa.Column("is_late", sa.Integer(), nullable=False),
        sa.Column("is_over_quota", sa.Integer(), nullable=False),
        sa.Column("is_office_alternate", sa.Integer(), nullable=False),
        sa.Column("trial_use", sa.Integer(), nullable=True),
        sa.Column("course_completed", sa.Integer(), nullable=True),
        sa.Column("course_completed_on", sa.Text(), nullable=True),
        sa.Column("supervisor_approved_on", sa.Text(), nullable=True),
        sa.Column("remarks", sa.Text(), nullable=False),
        sa.Column("source_file_id", sa.Integer(), nullable=True),
        sa.Column("source_row", sa.Text(), nullable=False),
        sa.Column("score", sa.REAL(), nullable=True),
        sa.Column("rank", sa.Integer(), nullable=True),
        sa.Column("explanation", sa.Text(), nullable=False),
        sa.Column("manual_score", sa.REAL(), nullable=True),
        sa.Column("manual_note", sa.Text(), nullable=False),
        sa.Column("decided_on", sa.Text(), nullable=True),
        sa.Column("decision_reason", sa.Text(), nullable=False),
        sa.CheckConstraint(
            "length(nominated_at) = 27 AND substr(nominated_at, 27) = 'Z'", name=op.f("ck_nomination_nominated_at_utc")
        ),
        sa.CheckConstraint("state = 'pending' OR decided_on IS NOT NULL", name=op.f("ck_nomination_decided_when")),
        sa.CheckConstraint(
            "state IN ('pending', 'selected', 'alternate', 'not_selected', 'withdrawn')",
            name=op.f("ck_nomination_state_known"),
        ),
        sa.CheckConstraint("course_completed IN (0, 1)", name=op.f("ck_nomination_course_completed_yes_no")),
        sa.CheckConstraint("is_late IN (0, 1)", name=op.f("ck_nomination_is_late_yes_no")),
        sa.CheckConstraint("is_office_alternate IN (0, 1)", name=op.f("ck_nomination_is_office_alternate_yes_no")),
        sa.CheckConstraint("is_over_quota IN (0, 1)", name=op.f("ck_nomination_is_over_quota_yes_no")),
        sa.CheckConstraint("length(course_completed_on) = 10", name=op.f("ck_nomination_course_completed_on_iso")),
        sa.CheckConstraint("length(decided_on) = 10", name=op.f("ck_nomination_decided_on_iso")),
        sa.CheckConstraint(
            "length(supervisor_approved_on) = 10", name=op.f("ck_nomination_supervisor_approved_on_iso")
        ),
        sa.CheckConstraint("rank > 0", name=op.f("ck_nomination_rank_positive")),
        sa.CheckConstraint("trial_use IN (0, 1)", name=op.f("ck_nomination_trial_use_yes_no")),
        sa.ForeignKeyConstraint(["designee_id"], ["designee.id"], name=op.f("fk_nomination_designee_id")),
        sa.ForeignKeyConstraint(["office_id"], ["office.id"], name=op.f("fk_nomination_office_id")),
        sa.ForeignKeyConstraint(["source_file_id"], ["stored_file.id"], name=op.f("fk_nomination_source_file_id")),
        sa.ForeignKeyConstraint(["tasking_id"], ["tasking.id"], name=op.f("fk_nomination_tasking_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_nomination")),
        sa.UniqueConstraint("tasking_id", "designee_id", name=op.f("uq_nomination_tasking_id_designee_id")),
        sqlite_autoincrement=True,
        sqlite_strict=True,
    )
    op.create_index(op.f("ix_nomination_designee_id"), "nomination", ["designee_id"], unique=False)
    op.create_index(op.f("ix_nomination_office_id"), "nomination", ["office_id"], unique=False)
    op.create_table(
        "not_duplicate",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("lower_id", sa.Integer(), nullable=False),
        sa.Column("upper_id", sa.Integer(), nullable=False),
        sa.Column("decided_on", sa.Text(), nullable=False),
        sa.CheckConstraint("length(decided_on) = 10", name=op.f("ck_not_duplicate_decided_on_iso")),
        sa.CheckConstraint("lower_id < upper_id", name=op.f("ck_not_duplicate_ordered")),
        sa.ForeignKeyConstraint(["lower_id"], ["designee.id"], name=op.f("fk_not_duplicate_lower_id")),
        sa.ForeignKeyConstraint(["upper_id"], ["designee.id"], name=op.f("fk_not_duplicate_upper_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_not_duplicate")),
        sa.UniqueConstraint("lower_id", "upper_id", name=op.f("uq_not_duplicate_lower_id_upper_id")),
        sqlite_autoincrement=True,
        sqlite_strict=True,
    )
    op.create_index(op.f("ix_not_duplicate_upper_id"), "not_duplicate", ["upper_id"], unique=False)
    op.create_table(
        "quota",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("tasking_id", sa.Integer(), nullable=False),
        sa.Column("office_id", sa.Integer(), nullable=False),
        sa.Column("seats", sa.Integer(), nullable=False),
        sa.CheckConstraint("seats >= 0", name=op.f("ck_quota_seats_not_negative")),
        sa.ForeignKeyConstraint(["office_id"], ["office.id"], name=op.f("fk_quota_office_id")),
        sa.ForeignKeyConstraint(["tasking_id"], ["tasking.id"], name=op.f("fk_quota_tasking_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_quota")),
        sa.UniqueConstraint("tasking_id", "office_id", name=op.f("uq_quota_tasking_id_office_id")),
        sqlite_autoincrement=True,
        sqlite_strict=True,
    )
    op.create_index(op.f("ix_quota_office_id"), "quota", ["office_id"], unique=False)
    op.create_table(
        "ranking_rule",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("tasking_id", sa.Integer(), nullable=True),
        sa.Column("criterion", sa.Text(), nullable=False),
        sa.Column("weight", sa.REAL(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("is_on", sa.Integer(), nullable=False),
        sa.CheckConstraint(
            "criterion IN ('trial_use', 'course_completed', 'office_under_quota', 'nominated_early')",
            name=op.f("ck_ranking_rule_criterion_known"),
        ),
        sa.CheckConstraint("is_on IN (0, 1)", name=op.f("ck_ranking_rule_is_on_yes_no")),
        sa.ForeignKeyConstraint(["tasking_id"], ["tasking.id"], name=op.f("fk_ranking_rule_tasking_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_ranking_rule")),
        sa.UniqueConstraint("tasking_id", "criterion", name=op.f("uq_ranking_rule_tasking_id_criterion")),
        sqlite_autoincrement=True,
        sqlite_strict=True,
    )
    op.create_table(
        "response",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("tasking_id", sa.Integer(), nullable=False),
        sa.Column("office_id", sa.Integer(), nullable=False),
        sa.Column("state", sa.Text(), nullable=False),
        sa.Column("received_at", sa.Text(), nullable=True),
        sa.Column("received_from", sa.Text(), nullable=False),
        sa.Column("note", sa.Text(), nullable=False),
        sa.CheckConstraint(
            "length(received_at) = 27 AND substr(received_at, 27) = 'Z'", name=op.f("ck_response_received_at_utc")
        ),
        sa.CheckConstraint("state <> 'received' OR received_at IS NOT NULL", name=op.f("ck_response_received_when")),
        sa.CheckConstraint("state IN ('awaited', 'received', 'declined')", name=op.f("ck_response_state_known")),
        sa.ForeignKeyConstraint(["office_id"], ["office.id"], name=op.f("fk_response_office_id")),
        sa.ForeignKeyConstraint(["tasking_id"], ["tasking.id"], name=op.f("fk_response_tasking_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_response")),
        sa.UniqueConstraint("tasking_id", "office_id", name=op.f("uq_response_tasking_id_office_id")),
        sqlite_autoincrement=True,
        sqlite_strict=True,
    )
    op.create_index(op.f("ix_response_office_id"), "response", ["office_id"], unique=False)
    op.create_table(
        "selection",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("tasking_id", sa.Integer(), nullable=False),
        sa.Column("decided_at", sa.Text(), nullable=False),
        sa.Column("decided_by", sa.Text(), nullable=False),
        sa.Column("capacity", sa.Integer(), nullable=False),
        sa.Column("snapshot", sa.Text(), nullable=False),
        sa.Column("sha256", sa.Text(), nullable=False),
        sa.CheckConstraint(
            "length(decided_at) = 27 AND substr(decided_at, 27) = 'Z'", name=op.f("ck_selection_decided_at_utc")
        ),
        sa.ForeignKeyConstraint(["tasking_id"], ["tasking.id"], name=op.f("fk_selection_tasking_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_selection")),
        sqlite_autoincrement=True,
        sqlite_strict=True,
    )
    op.create_index(op.f("ix_selection_tasking_id"), "selection", ["tasking_id"], unique=False)
    op.create_table(
        "training_session",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("course_id", sa.Integer(), nullable=False),
        sa.Column("tasking_id", sa.Integer(), nullable=True),
        sa.Column("title", sa.Text(), nullable=False),
        sa.Column("starts_at", sa.Text(), nullable=False),
        sa.Column("time_zone", sa.Text(), nullable=False),
        sa.Column("duration_minutes", sa.Integer(), nullable=False),
        sa.Column("capacity", sa.Integer(), nullable=False),
        sa.Column("minimum", sa.Integer(), nullable=False),
        sa.Column("host", sa.Text(), nullable=False),
        sa.Column("instructors", sa.Text(), nullable=False),
        sa.Column("join_link", sa.Text(), nullable=False),
        sa.Column("dial_in", sa.Text(), nullable=False),
        sa.Column("registration_until", sa.Text(), nullable=True),
        sa.Column("state", sa.Text(), nullable=False),
        sa.Column("note", sa.Text(), nullable=False),
        sa.Column("ics_uid", sa.Text(), nullable=False),
        sa.Column("ics_sequence", sa.Integer(), nullable=False),
        sa.CheckConstraint(
            "length(registration_until) = 27 AND substr(registration_until, 27) = 'Z'",
            name=op.f("ck_training_session_registration_until_utc"),
        ),
        sa.CheckConstraint(
            "length(starts_at) = 27 AND substr(starts_at, 27) = 'Z'", name=op.f("ck_training_session_starts_at_utc")
        ),
        sa.CheckConstraint(
            "state IN ('planned', 'open', 'held', 'closed', 'cancelled')", name=op.f("ck_training_session_state_known")
        ),
        sa.CheckConstraint("capacity > 0", name=op.f("ck_training_session_capacity_positive")),
        sa.CheckConstraint("duration_minutes BETWEEN 1 AND 1440", name=op.f("ck_training_session_duration_sane")),
        sa.CheckConstraint("ics_sequence >= 0", name=op.f("ck_training_session_sequence_not_negative")),
        sa.CheckConstraint("minimum BETWEEN 0 AND capacity", name=op.f("ck_training_session_minimum_within_capacity")),
        sa.ForeignKeyConstraint(["course_id"], ["course.id"], name=op.f("fk_training_session_course_id")),
        sa.ForeignKeyConstraint(["tasking_id"], ["tasking.id"], name=op.f("fk_training_session_tasking_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_training_session")),
        sa.UniqueConstraint("ics_uid", name=op.f("uq_training_session_ics_uid")),
        sa.UniqueConstraint("title", name=op.f("uq_training_session_title")),
        sqlite_autoincrement=True,
        sqlite_strict=True,
    )
    op.create_index(op.f("ix_training_session_course_id"), "training_session", ["course_id"], unique=False)
    op.create_index(op.f("ix_training_session_tasking_id"), "training_session", ["tasking_id"], unique=False)
    op.create_table(
        "trial_use",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("designee_id", sa.Integer(), nullable=False),
        sa.Column("product_id", sa.Integer(), nullable=False),
        sa.Column("used_from", sa.Text(), nullable=True),
        sa.Column("used_until", sa.Text(), nullable=True),
        sa.Column("source", sa.Text(), nullable=False),
        sa.CheckConstraint("length(used_from) = 10", name=op.f("ck_trial_use_used_from_iso")),
        sa.CheckConstraint("length(used_until) = 10", name=op.f("ck_trial_use_used_until_iso")),
        sa.CheckConstraint("used_until >= used_from", name=op.f("ck_trial_use_dates_in_order")),
        sa.ForeignKeyConstraint(["designee_id"], ["designee.id"], name=op.f("fk_trial_use_designee_id")),
        sa.ForeignKeyConstraint(["product_id"], ["product.id"], name=op.f("fk_trial_use_product_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_trial_use")),
        sqlite_autoincrement=True,
        sqlite_strict=True,
    )
    op.create_index(op.f("ix_trial_use_designee_id"), "trial_use", ["designee_id"], unique=False)
    op.create_index(op.f("ix_trial_use_product_id"), "trial_use", ["product_id"], unique=False)
    op.create_table(
        "waiver",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("designee_id", sa.Integer(), nullable=False),
        sa.Column("gate_id", sa.Integer(), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("approver", sa.Text(), nullable=False),
        sa.Column("valid_from", sa.Text(), nullable=False),
        sa.Column("valid_until", sa.Text(), nullable=False),
        sa.Column("withdrawn_on", sa.Text(), nullable=True),
        sa.CheckConstraint("reason <> '' AND approver <> ''", name=op.f("ck_waiver_reasoned")),
        sa.CheckConstraint("length(valid_from) = 10", name=op.f("ck_waiver_valid_from_iso")),
        sa.CheckConstraint("length(valid_until) = 10", name=op.f("ck_waiver_valid_until_iso")),
        sa.CheckConstraint("length(withdrawn_on) = 10", name=op.f("ck_waiver_withdrawn_on_iso")),
        sa.CheckConstraint("valid_until >= valid_from", name=op.f("ck_waiver_dates_in_order")),
        sa.ForeignKeyConstraint(["designee_id"], ["designee.id"], name=op.f("fk_waiver_designee_id")),
        sa.ForeignKeyConstraint(["gate_id"], ["gate.id"], name=op.f("fk_waiver_gate_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_waiver")),
        sqlite_autoincrement=True,
        sqlite_strict=True,
    )
    op.create_index(op.f("ix_waiver_designee_id"), "waiver", ["designee_id"], unique=False)
    op.create_index(op.f("ix_waiver_gate_id"), "waiver", ["gate_id"], unique=False)
    op.create_table(
        "acknowledgment",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("designee_id", sa.Integer(), nullable=False),
        sa.Column("version_id", sa.Integer(), nullable=False),
        sa.Column("acknowledged_on", sa.Text(), nullable=False),
        sa.Column("method", sa.Text(), nullable=False),
        sa.Column("recorded_by", sa.Text(), nullable=False),
        sa.Column("evidence_file_id", sa.Integer(), nullable=True),
        sa.Column("note", sa.Text(), nullable=False),
        sa.CheckConstraint(
            "method IN ('signed_form', 'email', 'in_training', 'on_behalf')",
            name=op.f("ck_acknowledgment_method_known"),
        ),
        sa.CheckConstraint("length(acknowledged_on) = 10", name=op.f("ck_acknowledgment_acknowledged_on_iso")),
        sa.ForeignKeyConstraint(["designee_id"], ["designee.id"], name=op.f("fk_acknowledgment_designee_id")),
        sa.ForeignKeyConstraint(
            ["evidence_file_id"], ["stored_file.id"], name=op.f("fk_acknowledgment_evidence_file_id")
        ),
        sa.ForeignKeyConstraint(["version_id"], ["document_version.id"], name=op.f("fk_acknowledgment_version_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_acknowledgment")),
        sa.UniqueConstraint("designee_id", "version_id", name=op.f("uq_acknowledgment_designee_id_version_id")),
        sqlite_autoincrement=True,
        sqlite_strict=True,
    )
    op.create_index(op.f("ix_acknowledgment_version_id"), "acknowledgment", ["version_id"], unique=False)
    op.create_table(
        "attendance_report",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("training_id", sa.Integer(), nullable=False),
        sa.Column("file_id", sa.Integer(), nullable=False),
        sa.Column("product", sa.Text(), nullable=False),
        sa.Column("generation", sa.Text(), nullable=False),
        sa.Column("read_at", sa.Text(), nullable=False),
        sa.CheckConstraint(
            "length(read_at) = 27 AND substr(read_at, 27) = 'Z'", name=op.f("ck_attendance_report_read_at_utc")
        ),
        sa.ForeignKeyConstraint(["file_id"], ["stored_file.id"], name=op.f("fk_attendance_report_file_id")),
        sa.ForeignKeyConstraint(
            ["training_id"], ["training_session.id"], name=op.f("fk_attendance_report_training_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_attendance_report")),
        sa.UniqueConstraint("training_id", "file_id", name=op.f("uq_attendance_report_training_id_file_id")),
        sqlite_autoincrement=True,
        sqlite_strict=True,
    )
    op.create_index(op.f("ix_attendance_report_file_id"), "attendance_report", ["file_id"], unique=False)
    op.create_table(
        "certificate",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("number", sa.Text(), nullable=False),
        sa.Column("designee_id", sa.Integer(), nullable=False),
        sa.Column("training_id", sa.Integer(), nullable=False),
        sa.Column("state", sa.Text(), nullable=False),
        sa.Column("issued_on", sa.Text(), nullable=False),
        sa.Column("facts", sa.Text(), nullable=False),
        sa.Column("template", sa.Text(), nullable=False),
        sa.Column("file_id", sa.Integer(), nullable=False),
        sa.Column("sha256", sa.Text(), nullable=False),
        sa.Column("supersedes_id", sa.Integer(), nullable=True),
        sa.Column("revoked_on", sa.Text(), nullable=True),
        sa.Column("revoke_reason", sa.Text(), nullable=False),
        sa.CheckConstraint("(state = 'revoked') = (revoked_on IS NOT NULL)", name=op.f("ck_certificate_revoked_when")),
        sa.CheckConstraint("state <> 'revoked' OR revoke_reason <> ''", name=op.f("ck_certificate_revoked_why")),
        sa.CheckConstraint("state IN ('issued', 'superseded', 'revoked')", name=op.f("ck_certificate_state_known")),
        sa.CheckConstraint("length(issued_on) = 10", name=op.f("ck_certificate_issued_on_iso")),
        sa.CheckConstraint("length(revoked_on) = 10", name=op.f("ck_certificate_revoked_on_iso")),
        sa.CheckConstraint("supersedes_id <> id", name=op.f("ck_certificate_not_its_own_successor")),
        sa.ForeignKeyConstraint(["designee_id"], ["designee.id"], name=op.f("fk_certificate_designee_id")),
        sa.ForeignKeyConstraint(["file_id"], ["stored_file.id"], name=op.f("fk_certificate_file_id")),
        sa.ForeignKeyConstraint(["supersedes_id"], ["certificate.id"], name=op.f("fk_certificate_supersedes_id")),
        sa.ForeignKeyConstraint(["training_id"], ["training_session.id"], name=op.f("fk_certificate_training_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_certificate")),
        sa.UniqueConstraint("number", name=op.f("uq_certificate_number")),
        sa.UniqueConstraint("supersedes_id", name=op.f("uq_certificate_supersedes_id")),
        sqlite_autoincrement=True,
        sqlite_strict=True,
    )
    op.create_index(op.f("ix_certificate_designee_id"), "certificate", ["designee_id"], unique=False)
    op.create_index(op.f("ix_certificate_file_id"), "certificate", ["file_id"], unique=False)
    op.create_index(op.f("ix_certificate_training_id"), "certificate", ["training_id"], unique=False)
    op.create_index(
        "uq_certificate_valid",
        "certificate",
        ["training_id", "designee_id"],
        unique=True,
        sqlite_where=sa.text("state = 'issued'"),
        postgresql_where=sa.text("state = 'issued'"),
    )
    op.create_table(
        "letter",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("number", sa.Text(), nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("designee_id", sa.Integer(), nullable=False),
        sa.Column("license_id", sa.Integer(), nullable=True),
        sa.Column("tasking_id", sa.Integer(), nullable=True),
        sa.Column("issued_on", sa.Text(), nullable=False),
        sa.Column("facts", sa.Text(), nullable=False),
        sa.Column("template", sa.Text(), nullable=False),
        sa.Column("file_id", sa.Integer(), nullable=False),
        sa.Column("sha256", sa.Text(), nullable=False),
        sa.CheckConstraint(
            "kind IN ('license_issuance', 'suspension', 'reinstatement', 'revocation', 'renewal', 'selection', 'non_selection')",
            name=op.f("ck_letter_kind_known"),
        ),
        sa.CheckConstraint("length(issued_on) = 10", name=op.f("ck_letter_issued_on_iso")),
        sa.ForeignKeyConstraint(["designee_id"], ["designee.id"], name=op.f("fk_letter_designee_id")),
        sa.ForeignKeyConstraint(["file_id"], ["stored_file.id"], name=op.f("fk_letter_file_id")),
        sa.ForeignKeyConstraint(["license_id"], ["license.id"], name=op.f("fk_letter_license_id")),
        sa.ForeignKeyConstraint(["tasking_id"], ["tasking.id"], name=op.f("fk_letter_tasking_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_letter")),
        sa.UniqueConstraint("number", name=op.f("uq_letter_number")),
        sqlite_autoincrement=True,
        sqlite_strict=True,
    )
    op.create_index(op.f("ix_letter_designee_id"), "letter", ["designee_id"], unique=False)
    op.create_index(op.f("ix_letter_file_id"), "letter", ["file_id"], unique=False)
    op.create_index(op.f("ix_letter_license_id"), "letter", ["license_id"], unique=False)
    op.create_index(op.f("ix_letter_tasking_id"), "letter", ["tasking_id"], unique=False)
    op.create_table(
        "license_event",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("license_id", sa.Integer(), nullable=False),
        sa.Column("at", sa.Text(), nullable=False),
        sa.Column("happened_on", sa.Text(), nullable=False),
        sa.Column("to_state", sa.Text(), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("basis", sa.Text(), nullable=False),
        sa.Column("actor", sa.Text(), nullable=False),
        sa.CheckConstraint("length(at) = 27 AND substr(at, 27) = 'Z'", name=op.f("ck_license_event_at_utc")),
        sa.CheckConstraint(
            "to_state IN ('reserved', 'issued', 'suspended', 'returned', 'revoked', 'expired')",
            name=op.f("ck_license_event_to_state_known"),
        ),
        sa.CheckConstraint("length(happened_on) = 10", name=op.f("ck_license_event_happened_on_iso")),
        sa.ForeignKeyConstraint(["license_id"], ["license.id"], name=op.f("fk_license_event_license_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_license_event")),
        sqlite_autoincrement=True,
        sqlite_strict=True,
    )
    op.create_index(op.f("ix_license_event_license_id"), "license_event", ["license_id"], unique=False)
    op.create_table(
        "response_file",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("response_id", sa.Integer(), nullable=False),
        sa.Column("file_id", sa.Integer(), nullable=False),
        sa.Column("received_at", sa.Text(), nullable=False),
        sa.Column("rows_new", sa.Integer(), nullable=False),
        sa.Column("rows_changed", sa.Integer(), nullable=False),
        sa.Column("rows_same", sa.Integer(), nullable=False),
        sa.CheckConstraint(
            "length(received_at) = 27 AND substr(received_at, 27) = 'Z'", name=op.f("ck_response_file_received_at_utc")
        ),
        sa.ForeignKeyConstraint(["file_id"], ["stored_file.id"], name=op.f("fk_response_file_file_id")),
        sa.ForeignKeyConstraint(["response_id"], ["response.id"], name=op.f("fk_response_file_response_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_response_file")),
        sa.UniqueConstraint("response_id", "file_id", name=op.f("uq_response_file_response_id_file_id")),
        sqlite_autoincrement=True,
        sqlite_strict=True,
    )
    op.create_index(op.f("ix_response_file_file_id"), "response_file", ["file_id"], unique=False)
    op.create_table(
        "attendee",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("report_id", sa.Integer(), nullable=False),
        sa.Column("designee_id", sa.Integer(), nullable=True),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("email", sa.Text(), nullable=False),
        sa.Column("upn", sa.Text(), nullable=False),
        sa.Column("role", sa.Text(), nullable=False),
        sa.Column("minutes", sa.Integer(), nullable=True),
        sa.Column("flags", sa.Text(), nullable=False),
        sa.Column("matched_by", sa.Text(), nullable=False),
        sa.Column("is_dismissed", sa.Integer(), nullable=False),
        sa.CheckConstraint("is_dismissed IN (0, 1)", name=op.f("ck_attendee_is_dismissed_yes_no")),
        sa.CheckConstraint("minutes >= 0", name=op.f("ck_attendee_minutes_not_negative")),
        sa.ForeignKeyConstraint(["designee_id"], ["designee.id"], name=op.f("fk_attendee_designee_id")),
        sa.ForeignKeyConstraint(["report_id"], ["attendance_report.id"], name=op.f("fk_attendee_report_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_attendee")),
        sqlite_autoincrement=True,
        sqlite_strict=True,
    )
    op.create_index(op.f("ix_attendee_designee_id"), "attendee", ["designee_id"], unique=False)
    op.create_index(op.f("ix_attendee_report_id"), "attendee", ["report_id"], unique=False)
    op.create_table(
        "import_problem",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("response_file_id", sa.Integer(), nullable=False),
        sa.Column("sheet", sa.Text(), nullable=False),
        sa.Column("row", sa.Integer(), nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("message", sa.Text(), nullable=False),
        sa.Column("cells", sa.Text(), nullable=False),
        sa.Column("blocking", sa.Integer(), nullable=False),
        sa.Column("settled_on", sa.Text(), nullable=True),
        sa.CheckConstraint("blocking IN (0, 1)", name=op.f("ck_import_problem_blocking_yes_no")),
        sa.CheckConstraint("length(settled_on) = 10", name=op.f("ck_import_problem_settled_on_iso")),
        sa.ForeignKeyConstraint(
            ["response_file_id"], ["response_file.id"], name=op.f("fk_import_problem_response_file_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_import_problem")),
        sqlite_autoincrement=True,
        sqlite_strict=True,
    )
    op.create_index(op.f("ix_import_problem_response_file_id"), "import_problem", ["response_file_id"], unique=False)
    op.create_table(
        "seat",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("training_id", sa.Integer(), nullable=False),
        sa.Column("designee_id", sa.Integer(), nullable=False),
        sa.Column("state", sa.Text(), nullable=False),
        sa.Column("queue_place", sa.Integer(), nullable=True),
        sa.Column("is_pinned", sa.Integer(), nullable=False),
        sa.Column("is_walk_in", sa.Integer(), nullable=False),
        sa.Column("reply_by", sa.Text(), nullable=True),
        sa.Column("mark", sa.Text(), nullable=True),
        sa.Column("minutes", sa.Integer(), nullable=True),
        sa.Column("mark_note", sa.Text(), nullable=False),
        sa.Column("marked_at", sa.Text(), nullable=True),
        sa.Column("report_id", sa.Integer(), nullable=True),
        sa.CheckConstraint(
            "length(marked_at) = 27 AND substr(marked_at, 27) = 'Z'", name=op.f("ck_seat_marked_at_utc")
        ),
        sa.CheckConstraint("length(reply_by) = 27 AND substr(reply_by, 27) = 'Z'", name=op.f("ck_seat_reply_by_utc")),
        sa.CheckConstraint("mark IN ('present', 'partial', 'absent', 'excused')", name=op.f("ck_seat_mark_known")),
        sa.CheckConstraint("mark IS NULL OR state IN ('reserved', 'confirmed')", name=op.f("ck_seat_mark_needs_seat")),
        sa.CheckConstraint(
            "state IN ('wait_listed', 'offered', 'reserved', 'confirmed', 'released')", name=op.f("ck_seat_state_known")
        ),
        sa.CheckConstraint("is_pinned IN (0, 1)", name=op.f("ck_seat_is_pinned_yes_no")),
        sa.CheckConstraint("is_walk_in IN (0, 1)", name=op.f("ck_seat_is_walk_in_yes_no")),
        sa.CheckConstraint("minutes >= 0", name=op.f("ck_seat_minutes_not_negative")),
        sa.ForeignKeyConstraint(["designee_id"], ["designee.id"], name=op.f("fk_seat_designee_id")),
        sa.ForeignKeyConstraint(["report_id"], ["attendance_report.id"], name=op.f("fk_seat_report_id")),
        sa.ForeignKeyConstraint(["training_id"], ["training_session.id"], name=op.f("fk_seat_training_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_seat")),
        sqlite_autoincrement=True,
        sqlite_strict=True,
    )
    op.create_index(op.f("ix_seat_designee_id"), "seat", ["designee_id"], unique=False)
    op.create_index(op.f("ix_seat_training_id"), "seat", ["training_id"], unique=False)
    op.create_index(
        "uq_seat_live",
        "seat",
        ["training_id", "designee_id"],
        unique=True,
        sqlite_where=sa.text("state <> 'released'"),
        postgresql_where=sa.text("state <> 'released'"),
    )
    op.create_table(
        "attendance_interval",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("attendee_id", sa.Integer(), nullable=False),
        sa.Column("joined_at", sa.Text(), nullable=False),
        sa.Column("left_at", sa.Text(), nullable=False),
        sa.CheckConstraint(
            "length(joined_at) = 27 AND substr(joined_at, 27) = 'Z'", name=op.f("ck_attendance_interval_joined_at_utc")
        ),
        sa.CheckConstraint(
            "length(left_at) = 27 AND substr(left_at, 27) = 'Z'", name=op.f("ck_attendance_interval_left_at_utc")
        ),
        sa.CheckConstraint("left_at >= joined_at", name=op.f("ck_attendance_interval_in_order")),
        sa.ForeignKeyConstraint(["attendee_id"], ["attendee.id"], name=op.f("fk_attendance_interval_attendee_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_attendance_interval")),
        sqlite_autoincrement=True,
        sqlite_strict=True,
    )
    op.create_index(op.f("ix_attendance_interval_attendee_id"), "attendance_interval", ["attendee_id"], unique=False)
    op.create_table(
        "outgoing_draft",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("state", sa.Text(), nullable=False),
        sa.Column("recipient", sa.Text(), nullable=False),
        sa.Column("subject", sa.Text(), nullable=False),
        sa.Column("body", sa.Text(), nullable=False),
        sa.Column("made_at", sa.Text(), nullable=False),
        sa.Column("sent_at", sa.Text(), nullable=True),
        sa.Column("ics_sequence", sa.Integer(), nullable=True),
        sa.Column("tasking_id", sa.Integer(), nullable=True),
        sa.Column("office_id", sa.Integer(), nullable=True),
        sa.Column("seat_id", sa.Integer(), nullable=True),
        sa.Column("designee_id", sa.Integer(), nullable=True),
        sa.Column("file_id", sa.Integer(), nullable=True),
        sa.CheckConstraint("(state = 'marked_sent') = (sent_at IS NOT NULL)", name=op.f("ck_outgoing_draft_sent_when")),
        sa.CheckConstraint(
            "kind IN ('solicitation', 'reminder', 'invitation', 'update', 'cancellation', 'certificate', 'letter', 'other')",
            name=op.f("ck_outgoing_draft_kind_known"),
        ),
        sa.CheckConstraint(
            "length(made_at) = 27 AND substr(made_at, 27) = 'Z'", name=op.f("ck_outgoing_draft_made_at_utc")
        ),
        sa.CheckConstraint(
            "length(sent_at) = 27 AND substr(sent_at, 27) = 'Z'", name=op.f("ck_outgoing_draft_sent_at_utc")
        ),
        sa.CheckConstraint("state IN ('made', 'marked_sent', 'discarded')", name=op.f("ck_outgoing_draft_state_known")),
        sa.ForeignKeyConstraint(["designee_id"], ["designee.id"], name=op.f("fk_outgoing_draft_designee_id")),
        sa.ForeignKeyConstraint(["file_id"], ["stored_file.id"], name=op.f("fk_outgoing_draft_file_id")),
        sa.ForeignKeyConstraint(["office_id"], ["office.id"], name=op.f("fk_outgoing_draft_office_id")),
        sa.ForeignKeyConstraint(["seat_id"], ["seat.id"], name=op.f("fk_outgoing_draft_seat_id")),
        sa.ForeignKeyConstraint(["tasking_id"], ["tasking.id"], name=op.f("fk_outgoing_draft_tasking_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_outgoing_draft")),
        sqlite_autoincrement=True,
        sqlite_strict=True,
    )
    op.create_index(op.f("ix_outgoing_draft_designee_id"), "outgoing_draft", ["designee_id"], unique=False)
    op.create_index(op.f("ix_outgoing_draft_file_id"), "outgoing_draft", ["file_id"], unique=False)
    op.create_index(op.f("ix_outgoing_draft_office_id"), "outgoing_draft", ["office_id"], unique=False)
    op.create_index(op.f("ix_outgoing_draft_seat_id"), "outgoing_draft", ["seat_id"], unique=False)
    op.create_index(op.f("ix_outgoing_draft_tasking_id"), "outgoing_draft", ["tasking_id"], unique=False)
    op.create_table(
        "seat_event",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("seat_id", sa.Integer(), nullable=False),
        sa.Column("at", sa.Text(), nullable=False),
        sa.Column("to_state", sa.Text(), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.CheckConstraint("length(at) = 27 AND substr(at, 27) = 'Z'", name=op.f("ck_seat_event_at_utc")),
        sa.CheckConstraint(
            "to_state IN ('wait_listed', 'offered', 'reserved', 'confirmed', 'released')",
            name=op.f("ck_seat_event_to_state_known"),
        ),
        sa.ForeignKeyConstraint(["seat_id"], ["seat.id"], name=op.f("fk_seat_event_seat_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_seat_event")),
        sqlite_autoincrement=True,
        sqlite_strict=True,
    )
    op.create_index(op.f("ix_seat_event_seat_id"), "seat_event", ["seat_id"], unique=False)
    for trigger in TRIGGERS:
        op.execute(sa.text(trigger))
