extension Schema {
  /// Who helped whom on which screen, when and why it ended: never what was to be seen.
  ///
  /// Rows live as long as their ticket. The code is kept hashed with a key that isn't here.
  static let remoteSessions = """
    CREATE TABLE remote_session (
      id INTEGER PRIMARY KEY,
      name TEXT NOT NULL UNIQUE,
      organisation INTEGER NOT NULL REFERENCES organisation,
      ticket INTEGER NOT NULL REFERENCES ticket,
      staff INTEGER NOT NULL REFERENCES staff,
      code_hash BLOB NOT NULL,
      stem_hash BLOB NOT NULL,
      misses INTEGER NOT NULL DEFAULT 0,
      code_expires_at INTEGER NOT NULL,
      code_used_at INTEGER,
      citizen_hash BLOB,
      opened_at INTEGER NOT NULL,
      phase TEXT NOT NULL,
      ended_at INTEGER,
      reason TEXT,
      bytes INTEGER NOT NULL DEFAULT 0,
      frames INTEGER NOT NULL DEFAULT 0,
      codec TEXT,
      receipt TEXT,
      CHECK ((phase = 'ended') = (ended_at IS NOT NULL)),
      CHECK ((reason IS NULL) = (ended_at IS NULL))
    ) STRICT;
    CREATE INDEX remote_session_waiting ON remote_session (code_expires_at)
      WHERE code_used_at IS NULL AND ended_at IS NULL;
    CREATE INDEX remote_session_live ON remote_session (opened_at) WHERE ended_at IS NULL;
    CREATE INDEX remote_session_by_ticket ON remote_session (ticket, id);
    CREATE TABLE remote_session_event (
      id INTEGER PRIMARY KEY,
      session INTEGER NOT NULL REFERENCES remote_session,
      at INTEGER NOT NULL,
      actor TEXT NOT NULL CHECK (actor IN ('citizen', 'staff', 'desk')),
      staff INTEGER REFERENCES staff,
      step TEXT NOT NULL,
      detail TEXT,
      viewer INTEGER,
      CHECK ((actor = 'staff') = (staff IS NOT NULL))
    ) STRICT;
    CREATE INDEX remote_session_event_by_session ON remote_session_event (session, id);

    """

  /// Whom of the staff others have asked into a remote session, and as what; they live as long
  /// as the session.
  static let invitations = """
    CREATE TABLE remote_session_invitation (
      session INTEGER NOT NULL REFERENCES remote_session,
      staff INTEGER NOT NULL REFERENCES staff,
      role TEXT NOT NULL CHECK (role IN ('agent', 'interpreter')),
      invited_by INTEGER NOT NULL REFERENCES staff,
      at INTEGER NOT NULL,
      PRIMARY KEY (session, staff)
    ) STRICT, WITHOUT ROWID;
    CREATE INDEX remote_session_invitation_by_staff ON remote_session_invitation (staff);

    """
}
