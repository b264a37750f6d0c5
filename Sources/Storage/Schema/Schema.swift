import SQLite

/// The numbered migrations of the desk's database, oldest first; forward only.
enum Schema {
  /// Marks the file as the desk's: "ACOM" in ASCII.
  static let applicationID: Int32 = 0x4143_4F4D

  static let migrations: [Migration] = [
    Migration(1, "the main line", councils + people + tickets + callbacks + months),
    Migration(2, "remote sessions", remoteSessions),
    Migration(3, "documents and invited viewers", attachments + invitations),
    Migration(4, "office desktops", officeDesktops),
  ]

  /// Councils and their calendars live until the council leaves.
  static let councils = """
    CREATE TABLE organisation (
      id INTEGER PRIMARY KEY,
      slug TEXT NOT NULL UNIQUE,
      code TEXT NOT NULL UNIQUE,
      names TEXT NOT NULL,
      time_zone TEXT NOT NULL,
      phone TEXT,
      email TEXT,
      languages TEXT NOT NULL,
      calls_per_slot INTEGER NOT NULL CHECK (calls_per_slot >= 0),
      calls_abroad INTEGER NOT NULL DEFAULT 0
    ) STRICT;
    CREATE TABLE weekly_hours (
      organisation INTEGER NOT NULL REFERENCES organisation,
      weekday INTEGER NOT NULL CHECK (weekday BETWEEN 1 AND 7),
      intervals TEXT NOT NULL,
      PRIMARY KEY (organisation, weekday)
    ) STRICT, WITHOUT ROWID;
    CREATE TABLE calendar_exception (
      organisation INTEGER NOT NULL REFERENCES organisation,
      date TEXT NOT NULL,
      intervals TEXT NOT NULL,
      name TEXT NOT NULL,
      PRIMARY KEY (organisation, date)
    ) STRICT, WITHOUT ROWID;
    CREATE TABLE procedure (
      id INTEGER PRIMARY KEY,
      organisation INTEGER NOT NULL REFERENCES organisation,
      code TEXT NOT NULL,
      names TEXT NOT NULL,
      topic TEXT NOT NULL,
      UNIQUE (organisation, code)
    ) STRICT;
    CREATE TABLE reference_counter (
      organisation INTEGER NOT NULL REFERENCES organisation,
      year INTEGER NOT NULL,
      last INTEGER NOT NULL,
      PRIMARY KEY (organisation, year)
    ) STRICT, WITHOUT ROWID;

    """

  /// Staff live while they work here; sessions until they expire.
  static let people = """
    CREATE TABLE staff (
      id INTEGER PRIMARY KEY,
      user TEXT NOT NULL UNIQUE COLLATE NOCASE,
      name TEXT NOT NULL,
      password_hash TEXT NOT NULL,
      disabled_at INTEGER
    ) STRICT;
    CREATE TABLE staff_role (
      staff INTEGER NOT NULL REFERENCES staff,
      organisation INTEGER NOT NULL REFERENCES organisation,
      role TEXT NOT NULL,
      PRIMARY KEY (staff, organisation)
    ) STRICT, WITHOUT ROWID;
    CREATE TABLE session (
      token_hash BLOB PRIMARY KEY,
      staff INTEGER NOT NULL REFERENCES staff,
      kind TEXT NOT NULL CHECK (kind IN ('browser', 'script')),
      csrf TEXT NOT NULL,
      opened_at INTEGER NOT NULL,
      expires_at INTEGER NOT NULL
    ) STRICT, WITHOUT ROWID;
    CREATE INDEX session_by_staff ON session (staff);
    CREATE INDEX session_by_expiry ON session (expires_at);

    """

  /// Tickets, events and contacts live on without a person in them; the person's own data
  /// stand apart in `citizen`, so that they can be erased and the figures stay.
  static let tickets = """
    CREATE TABLE ticket (
      id INTEGER PRIMARY KEY,
      organisation INTEGER NOT NULL REFERENCES organisation,
      year INTEGER NOT NULL,
      number INTEGER NOT NULL,
      subject TEXT NOT NULL,
      language TEXT NOT NULL,
      procedure INTEGER REFERENCES procedure,
      topic TEXT,
      level TEXT NOT NULL,
      opened_at INTEGER NOT NULL,
      outcome TEXT,
      closed_at INTEGER,
      UNIQUE (organisation, year, number),
      CHECK ((outcome IS NULL) = (closed_at IS NULL))
    ) STRICT;
    CREATE INDEX ticket_by_organisation ON ticket (organisation, id);
    CREATE INDEX ticket_open ON ticket (organisation, id) WHERE outcome IS NULL;
    CREATE INDEX ticket_by_closing ON ticket (closed_at) WHERE closed_at IS NOT NULL;
    CREATE TABLE citizen (
      ticket INTEGER PRIMARY KEY REFERENCES ticket,
      name TEXT NOT NULL,
      phone TEXT,
      email TEXT,
      identity TEXT
    ) STRICT;
    CREATE INDEX citizen_by_phone ON citizen (phone) WHERE phone IS NOT NULL;
    CREATE TABLE ticket_event (
      id INTEGER PRIMARY KEY,
      ticket INTEGER NOT NULL REFERENCES ticket,
      at INTEGER NOT NULL,
      actor TEXT NOT NULL CHECK (actor IN ('citizen', 'staff', 'desk')),
      staff INTEGER REFERENCES staff,
      kind TEXT NOT NULL,
      detail TEXT,
      window_kind TEXT,
      window_start INTEGER,
      window_end INTEGER,
      CHECK ((actor = 'staff') = (staff IS NOT NULL))
    ) STRICT;
    CREATE INDEX ticket_event_by_ticket ON ticket_event (ticket, id);
    CREATE TABLE reading (
      id INTEGER PRIMARY KEY,
      ticket INTEGER NOT NULL REFERENCES ticket,
      staff INTEGER NOT NULL REFERENCES staff,
      at INTEGER NOT NULL
    ) STRICT;
    CREATE INDEX reading_by_ticket ON reading (ticket, id);
    CREATE TABLE contact (
      id INTEGER PRIMARY KEY,
      organisation INTEGER NOT NULL REFERENCES organisation,
      ticket INTEGER NOT NULL REFERENCES ticket,
      channel TEXT NOT NULL,
      direction TEXT NOT NULL,
      matter TEXT NOT NULL,
      procedure INTEGER REFERENCES procedure,
      topic TEXT,
      outcome TEXT NOT NULL,
      started_at INTEGER NOT NULL,
      ended_at INTEGER NOT NULL CHECK (ended_at >= started_at),
      waited_seconds INTEGER,
      staff INTEGER NOT NULL REFERENCES staff,
      recorded_at INTEGER NOT NULL
    ) STRICT;
    CREATE INDEX contact_by_organisation ON contact (organisation, id);
    CREATE INDEX contact_by_channel ON contact (organisation, channel, id);
    CREATE INDEX contact_by_direction ON contact (organisation, direction, id);
    CREATE INDEX contact_by_start ON contact (organisation, started_at);
    CREATE INDEX contact_by_ticket ON contact (ticket, id);
    CREATE TABLE rating_invitation (
      ticket INTEGER PRIMARY KEY REFERENCES ticket,
      organisation INTEGER NOT NULL REFERENCES organisation,
      token TEXT NOT NULL UNIQUE,
      asked_at INTEGER NOT NULL
    ) STRICT;
    CREATE INDEX rating_invitation_by_time ON rating_invitation (organisation, asked_at);
    CREATE TABLE rating (
      id INTEGER PRIMARY KEY,
      organisation INTEGER NOT NULL REFERENCES organisation,
      ticket INTEGER NOT NULL REFERENCES rating_invitation,
      at INTEGER NOT NULL,
      score INTEGER NOT NULL CHECK (score BETWEEN 1 AND 5),
      comment TEXT
    ) STRICT;
    CREATE INDEX rating_by_ticket ON rating (ticket, id);
    CREATE INDEX rating_by_time ON rating (organisation, at);

    """

  /// Promises, the calls made for them, and what has to be told to citizens.
  ///
  /// A promise's telephone and document are copied from the citizen so that the store
  /// itself allows one live promise for each. `window_load` counts the live promises of each
  /// span, so that a booking looks at a day's spans and not at all its promises.
  static let callbacks = """
    CREATE TABLE promise (
      id INTEGER PRIMARY KEY,
      organisation INTEGER NOT NULL REFERENCES organisation,
      ticket INTEGER NOT NULL UNIQUE REFERENCES ticket,
      token TEXT NOT NULL UNIQUE,
      phone TEXT,
      identity TEXT,
      matter TEXT NOT NULL,
      made_at INTEGER NOT NULL,
      sequence INTEGER NOT NULL,
      state TEXT NOT NULL,
      claimed_by INTEGER REFERENCES staff,
      claimed_at INTEGER,
      not_before INTEGER NOT NULL,
      ended_at INTEGER,
      window_kind TEXT NOT NULL,
      window_start INTEGER NOT NULL,
      window_end INTEGER NOT NULL CHECK (window_end > window_start)
    ) STRICT;
    CREATE UNIQUE INDEX promise_one_live_by_phone ON promise (organisation, phone)
      WHERE state IN ('waiting', 'claimed');
    CREATE UNIQUE INDEX promise_one_live_by_identity ON promise (organisation, identity)
      WHERE state IN ('waiting', 'claimed') AND identity IS NOT NULL;
    CREATE INDEX promise_live ON promise (organisation, window_end, window_start)
      WHERE state IN ('waiting', 'claimed');
    CREATE INDEX promise_by_organisation ON promise (organisation, id);
    CREATE INDEX promise_by_state ON promise (organisation, state, id);
    CREATE INDEX promise_by_making ON promise (organisation, made_at);
    CREATE INDEX promise_by_window ON promise (organisation, window_end);
    CREATE TABLE window_load (
      organisation INTEGER NOT NULL REFERENCES organisation,
      window_end INTEGER NOT NULL,
      window_start INTEGER NOT NULL,
      promises INTEGER NOT NULL CHECK (promises >= 0),
      PRIMARY KEY (organisation, window_end, window_start)
    ) STRICT, WITHOUT ROWID;
    CREATE TRIGGER window_load_grows AFTER INSERT ON promise
      WHEN new.state IN ('waiting', 'claimed')
    BEGIN
      INSERT INTO window_load (organisation, window_end, window_start, promises)
        VALUES (new.organisation, new.window_end, new.window_start, 1)
        ON CONFLICT DO UPDATE SET promises = promises + 1;
    END;
    CREATE TRIGGER window_load_moves AFTER UPDATE OF organisation, state, window_start, window_end
      ON promise
    BEGIN
      UPDATE window_load SET promises = promises - 1
        WHERE old.state IN ('waiting', 'claimed') AND organisation = old.organisation
          AND window_end = old.window_end AND window_start = old.window_start;
      INSERT INTO window_load (organisation, window_end, window_start, promises)
        SELECT new.organisation, new.window_end, new.window_start, 1
        WHERE new.state IN ('waiting', 'claimed')
        ON CONFLICT DO UPDATE SET promises = promises + 1;
      DELETE FROM window_load
        WHERE organisation = old.organisation AND window_end = old.window_end
          AND window_start = old.window_start AND promises = 0;
    END;
    CREATE TABLE attempt (
      id INTEGER PRIMARY KEY,
      promise INTEGER NOT NULL REFERENCES promise,
      at INTEGER NOT NULL,
      staff INTEGER NOT NULL REFERENCES staff,
      result TEXT NOT NULL
    ) STRICT;
    CREATE INDEX attempt_by_promise ON attempt (promise, id);
    CREATE TABLE outbox (
      id INTEGER PRIMARY KEY,
      organisation INTEGER NOT NULL REFERENCES organisation,
      ticket INTEGER NOT NULL REFERENCES ticket,
      kind TEXT NOT NULL,
      channel TEXT NOT NULL CHECK (channel IN ('email', 'sms')),
      recipient TEXT NOT NULL,
      language TEXT NOT NULL,
      queued_at INTEGER NOT NULL,
      sent_at INTEGER
    ) STRICT;
    CREATE INDEX outbox_unsent ON outbox (id) WHERE sent_at IS NULL;
    CREATE INDEX outbox_by_ticket ON outbox (ticket);
    CREATE TABLE idempotency (
      scope TEXT NOT NULL,
      key TEXT NOT NULL,
      fingerprint BLOB NOT NULL,
      result INTEGER NOT NULL,
      at INTEGER NOT NULL,
      PRIMARY KEY (scope, key)
    ) STRICT, WITHOUT ROWID;
    CREATE INDEX idempotency_by_time ON idempotency (at);

    """

  /// Publications never change and never go.
  static let months = """
    CREATE TABLE publication (
      organisation INTEGER NOT NULL REFERENCES organisation,
      month TEXT NOT NULL,
      version INTEGER NOT NULL CHECK (version >= 1),
      status TEXT NOT NULL,
      as_of INTEGER NOT NULL,
      PRIMARY KEY (organisation, month, version)
    ) STRICT, WITHOUT ROWID;
    CREATE TABLE publication_file (
      organisation INTEGER NOT NULL,
      month TEXT NOT NULL,
      version INTEGER NOT NULL,
      name TEXT NOT NULL,
      bytes BLOB NOT NULL,
      PRIMARY KEY (organisation, month, version, name),
      FOREIGN KEY (organisation, month, version) REFERENCES publication
    ) STRICT, WITHOUT ROWID;

    """
}
