"""The read side: functions of a SQLAlchemy session that return frozen …Row dataclasses, one file a page."""
