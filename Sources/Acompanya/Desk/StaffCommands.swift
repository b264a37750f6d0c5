import Basics
import Commands
import Passwords
import Storage
import Ticketing

/// `acompanya staff …`.
enum StaffCommands {
  static func run(_ call: Call) async throws {
    switch call.command.words.last {
    case "list": try await list(call)
    case "add": try await add(call)
    case "change": try await change(call)
    case "role": try await setRole(call)
    case "password": try await setPassword(call)
    case "disable": try await setDisabled(call, since: .now())
    case "enable": try await setDisabled(call, since: nil)
    default: try await makeToken(call)
    }
  }

  private static func list(_ call: Call) async throws {
    try await call.withDesk { desk in
      let directory = desk.directory
      for record in try await desk.look({ try $0.staffRecords() }) {
        let staff = record.staff
        let roles = directory.organisations.compactMap { council in
          staff.roles[council.id].map { "\(council.slug)=\($0.rawValue)" }
        }
        let state = record.disabledAt == nil ? "" : "\tdisabled"
        Terminal.say("\(staff.user)\t\(staff.name)\t\(roles.joined(separator: " "))\(state)")
      }
    }
  }

  private static func add(_ call: Call) async throws {
    let user = try checkedUser(call.parameter(0))
    let name = PlainText.clean(try call.settings.text("name") ?? user)
    let typed = call.settings.values("role")
    try await call.withDesk { desk in
      let roles = try typed.map { try roleOf($0, desk.directory) }
      guard try await desk.look({ try $0.staffRecord(user: user) }) == nil else {
        throw StorageError.taken(user)
      }
      let hash = try newHash(call)
      try await desk.record { ledger in
        let id = try ledger.addStaff(user: user, name: name, passwordHash: hash)
        for (council, role) in roles { try ledger.setRole(role, of: id, in: council) }
      }
      Terminal.note("Added \(user).")
      if roles.isEmpty {
        Terminal.note("They see no council yet: `acompanya staff role \(user) SLUG agent`.")
      }
    }
  }

  private static func change(_ call: Call) async throws {
    guard let name = try call.settings.text("name").map({ PlainText.clean($0) }), !name.isEmpty
    else { throw UsageError.missingValue(option: "name", form: "NAME") }
    try await withStaff(call) { desk, id in
      try await desk.record { try $0.setName(name, of: id) }
    }
  }

  private static func setRole(_ call: Call) async throws {
    let word = call.parameter(2)
    let role = Role(rawValue: word)
    guard role != nil || word == "none" else {
      throw UsageError.badValue(
        of: "a role", value: word, expected: "agent, supervisor, administrator or none")
    }
    try await withStaff(call) { desk, id in
      let council = try desk.directory.organisation(named: call.parameter(1))
      try await desk.record { try $0.setRole(role, of: id, in: council.id) }
    }
  }

  private static func setPassword(_ call: Call) async throws {
    try await withStaff(call) { desk, id in
      let hash = try newHash(call)
      try await desk.record { try $0.setPasswordHash(hash, of: id) }
      Terminal.note("The password is set, and all sessions have ended.")
    }
  }

  private static func setDisabled(_ call: Call, since: Moment?) async throws {
    try await withStaff(call) { desk, id in
      try await desk.record { try $0.setDisabled(since, of: id) }
    }
  }

  private static func makeToken(_ call: Call) async throws {
    try await withStaff(call) { desk, id in
      let token = try await desk.record { ledger in
        try ledger.openSession(of: id, kind: .script, at: .now()).token
      }
      Terminal.say(token)
      Terminal.note("It is shown this once: the desk keeps only its digest.")
    }
  }

  private static func withStaff(
    _ call: Call, _ body: (Desk, Identifier<Staff>) async throws -> Void
  ) async throws {
    let user = call.parameter(0)
    try await call.withDesk { desk in
      guard let record = try await desk.look({ try $0.staffRecord(user: user) }) else {
        throw ProgramError.unknownStaff(user)
      }
      try await body(desk, record.staff.id)
    }
  }

  /// Asks for a password, or makes one up and prints it.
  private static func newHash(_ call: Call) throws -> String {
    guard try call.settings.flag("generate") else {
      return try Password.hash(try Terminal.newPassword())
    }
    let password = Password.generate()
    Terminal.say(password)
    return try Password.hash(password)
  }

  private static func checkedUser(_ user: String) throws(UsageError) -> String {
    let isFine =
      (1...64).contains(user.utf8.count)
      && user.allSatisfy { $0.isLetter || $0.isNumber || "._-@".contains($0) }
    guard isFine else {
      throw .badValue(
        of: "a user name", value: user, expected: "1 to 64 letters, digits or . _ - @")
    }
    return user
  }

  private static func roleOf(
    _ text: String, _ directory: Directory
  ) throws -> (Identifier<Organisation>, Role) {
    let parts = text.split(separator: "=", maxSplits: 1).map(String.init)
    guard parts.count == 2, let role = Role(rawValue: parts[1]) else { throw unknownRole(text) }
    return (try directory.organisation(named: parts[0]).id, role)
  }

  private static func unknownRole(_ text: String) -> UsageError {
    .badValue(
      of: "a role", value: text,
      expected: "SLUG=ROLE, such as vilaclara=agent; also supervisor and administrator")
  }
}

extension Directory {
  /// The council with a slug, or a sentence that says there is none.
  func organisation(named slug: String) throws(ProgramError) -> Organisation {
    guard let organisation = organisation(slug) else { throw .unknownOrganisation(slug) }
    return organisation
  }
}
