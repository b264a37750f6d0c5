extension Schema {
  /// Documents of tickets, in parts so that nothing large is in memory or in one transaction.
  ///
  /// They are in here and not beside the database, so that a back-up has them, and
  /// they go when the desk forgets whose the ticket was.
  ///
  /// A document without `stored_at` is still arriving; nobody sees it.
  static let attachments = """
    CREATE TABLE attachment (
      id INTEGER PRIMARY KEY,
      word TEXT NOT NULL UNIQUE,
      ticket INTEGER NOT NULL REFERENCES ticket,
      name TEXT NOT NULL,
      type TEXT NOT NULL,
      origin TEXT NOT NULL CHECK (origin IN ('citizen', 'staff')),
      staff INTEGER NOT NULL REFERENCES staff,
      began_at INTEGER NOT NULL,
      stored_at INTEGER,
      bytes INTEGER,
      digest BLOB,
      CHECK ((stored_at IS NULL) = (bytes IS NULL)),
      CHECK ((stored_at IS NULL) = (digest IS NULL))
    ) STRICT;
    CREATE INDEX attachment_by_ticket ON attachment (ticket, id);
    CREATE INDEX attachment_arriving ON attachment (began_at) WHERE stored_at IS NULL;
    CREATE TABLE attachment_part (
      id INTEGER PRIMARY KEY,
      attachment INTEGER NOT NULL REFERENCES attachment,
      number INTEGER NOT NULL,
      bytes BLOB NOT NULL,
      UNIQUE (attachment, number)
    ) STRICT;
    ALTER TABLE reading ADD COLUMN attachment INTEGER REFERENCES attachment;

    """
}
