"""The only floor that opens a database: engine, order at open, unit of work, audit trail, history, backups."""
