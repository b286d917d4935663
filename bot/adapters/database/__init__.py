"""Sealed rows, queues and keys on SQLite and PostgreSQL."""
