"""Training and license coordination: rules, records, documents. Nothing in here knows a window."""
