extension Schema {
  /// The computers that their own users may reach from home, who did and when: never what was to
  /// be seen.
  ///
  /// Steps and connections live for two years, a revoked machine's row as long as the last of
  /// them; secrets are kept hashed. What is known of a relay elsewhere lives for a week of silence.
  static let officeDesktops = """
    CREATE TABLE office_desktop (
      id INTEGER PRIMARY KEY,
      organisation INTEGER NOT NULL REFERENCES organisation,
      owner INTEGER NOT NULL REFERENCES staff,
      name TEXT NOT NULL,
      secret_hash BLOB NOT NULL UNIQUE,
      hours TEXT NOT NULL,
      registered_at INTEGER NOT NULL,
      seen_at INTEGER,
      revoked_at INTEGER
    ) STRICT;
    CREATE INDEX office_desktop_by_owner ON office_desktop (owner, id);
    CREATE INDEX office_desktop_by_organisation ON office_desktop (organisation, id);
    CREATE TABLE office_connection (
      id INTEGER PRIMARY KEY,
      name TEXT NOT NULL UNIQUE,
      desktop INTEGER NOT NULL REFERENCES office_desktop,
      staff INTEGER NOT NULL REFERENCES staff,
      opened_at INTEGER NOT NULL,
      ends_at INTEGER NOT NULL,
      connected_at INTEGER,
      ended_at INTEGER,
      reason TEXT,
      bytes INTEGER NOT NULL DEFAULT 0,
      CHECK ((reason IS NULL) = (ended_at IS NULL))
    ) STRICT;
    CREATE UNIQUE INDEX office_connection_live ON office_connection (desktop)
      WHERE ended_at IS NULL;
    CREATE INDEX office_connection_by_desktop ON office_connection (desktop, id);
    CREATE TABLE office_event (
      id INTEGER PRIMARY KEY,
      desktop INTEGER NOT NULL REFERENCES office_desktop,
      at INTEGER NOT NULL,
      step TEXT NOT NULL,
      staff INTEGER REFERENCES staff,
      detail TEXT
    ) STRICT;
    CREATE INDEX office_event_by_desktop ON office_event (desktop, id);
    CREATE TABLE relay_journal (
      relay TEXT PRIMARY KEY,
      last INTEGER NOT NULL,
      heard_at INTEGER NOT NULL
    ) STRICT, WITHOUT ROWID;
    CREATE INDEX relay_journal_by_time ON relay_journal (heard_at);

    """
}
