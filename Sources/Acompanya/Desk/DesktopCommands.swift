import Basics
import Commands
import Storage
import Ticketing

/// `acompanya desktop …`: the office computers that their own users reach from home.
enum DesktopCommands {
  static func run(_ call: Call) async throws {
    switch call.command.words.last {
    case "list": try await list(call)
    case "add": try await add(call)
    case "hours": try await hours(call)
    case "rekey": try await rekey(call)
    default: try await revoke(call)
    }
  }

  private static func list(_ call: Call) async throws {
    try await call.withDesk { desk in
      let councils = desk.directory.organisations
      let (desktops, names) = try await desk.look { ledger in
        (
          try ledger.officeDesktops(in: councils.map(\.id)),
          Dictionary(
            uniqueKeysWithValues: try ledger.staffRecords().map { ($0.staff.id, $0.staff.user) })
        )
      }
      for desktop in desktops {
        let slug = desk.directory.organisation(desktop.organisation)?.slug ?? ""
        let hours = WeeklyHours.lines(desktop.hours.weekly).joined(separator: "; ")
        let state = desktop.revokedAt == nil ? "" : "\trevoked"
        Terminal.say(
          "\(desktop.id.rawValue)\t\(slug)\t\(names[desktop.owner] ?? "")\t\(desktop.name)\t"
            + "\(hours)\(state)")
      }
    }
  }

  private static func add(_ call: Call) async throws {
    let user = call.parameter(1)
    let name = call.parameter(2)
    let typed = call.settings.values("hours")
    let weekly = try WeeklyHours.read(typed.isEmpty ? ["mon-fri 07:00-20:00"] : typed)
    try await call.withDesk { desk in
      let council = try desk.directory.organisation(named: call.parameter(0))
      guard let owner = try await desk.look({ try $0.staffRecord(user: user) })?.staff else {
        throw ProgramError.unknownStaff(user)
      }
      guard owner.may(.answer, in: council.id) else {
        throw UsageError.badValue(
          of: "USER", value: user, expected: "somebody with a role in \(council.slug)")
      }
      let made = try await desk.record {
        try $0.registerOfficeDesktop(
          name, in: council.id, of: owner, hours: weekly, by: nil, at: .now())
      }
      Terminal.say(made.secret)
      Terminal.note(
        "Registered \(made.desktop.id.rawValue). The secret is shown this once; "
          + "`acompanya config office-desktop` says where it goes.")
    }
  }

  private static func hours(_ call: Call) async throws {
    let weekly = try WeeklyHours.read(Array(call.settings.parameters.dropFirst()))
    try await withDesktop(call) { desk, id in
      try await desk.record { try $0.setHours(weekly, of: id, by: nil, at: .now()) }
    }
  }

  private static func rekey(_ call: Call) async throws {
    try await withDesktop(call) { desk, id in
      Terminal.say(
        try await desk.record { try $0.rekeyOfficeDesktop(id, by: nil, at: .now()) })
      Terminal.note("The old secret is nothing any more.")
    }
  }

  private static func revoke(_ call: Call) async throws {
    try await withDesktop(call) { desk, id in
      let live = try await desk.record {
        try $0.revokeOfficeDesktop(id, by: nil, at: .now())
      }
      Terminal.note("Revoked: it can't call any more.")
      if live != nil { Terminal.note("Who is connected is cut within seconds.") }
    }
  }

  private static func withDesktop(
    _ call: Call, _ body: (Desk, Identifier<OfficeDesktop>) async throws -> Void
  ) async throws {
    guard let number = Int64(call.parameter(0)) else {
      throw UsageError.badValue(
        of: "ID", value: call.parameter(0), expected: "a number of `acompanya desktop list`")
    }
    let id = Identifier<OfficeDesktop>(number)
    try await call.withDesk { desk in
      do {
        _ = try await desk.look { try $0.officeDesktop(id) }
      } catch TicketingError.notFound {
        throw UsageError.badValue(
          of: "ID", value: call.parameter(0), expected: "a number of `acompanya desktop list`")
      }
      try await body(desk, id)
    }
  }
}
