import Basics
import Commands
import Demo
import Storage
import Wire
import Ticketing

/// `acompanya demo`.
enum DemoCommand {
  static func run(_ call: Call) async throws {
    let signals = try StopSignals()
    let listening = try Listening(call.settings)
    let door = try DesktopDoor(call.settings)
    let companions = try Companions(call.settings)
    let contacts = try call.settings.integer("contacts", in: 0...Sample.contactsMax) ?? 16_000
    let seed = UInt64(try call.settings.integer("seed", in: 0...Int.max) ?? 1)
    let isJSON = try call.settings.flag("json")
    try ZoneCheck.run()
    let directory = try call.dataDirectory(default: "acompanya-demo")
    try Files.makeDirectory(directory.path, mode: 0o700)
    try directory.check()
    let lock = try directory.lock()
    defer { withExtendedLifetime(lock) {} }

    let sample = Sample(seed: seed, contacts: contacts, now: .now())
    let isNew = try await DemoDesk(directory: directory).make(sample, reports: companions.reports)
    let desk = try await Desk(path: directory.database)
    defer { desk.close() }
    if !isNew {
      Terminal.note("Using the sample desk in \(directory.path); delete it to start anew.")
      try await Demo.liven(desk, at: .now())
    }
    let service = Service(
      desk: desk, listening: listening, companions: companions,
      remote: try RemoteAssistance.configuration(call, directory, door), door: door,
      signals: signals)
    try await service.run { url in
      let councils = Demo.slugs.compactMap { desk.directory.organisation($0) }
      Terminal.say(isJSON ? json(url, councils) : text(url, councils))
    }
  }

  private static func text(_ url: String, _ councils: [Organisation]) -> String {
    var lines = ["Open \(url)/", ""]
    for council in councils {
      lines.append("  \(url)/\(council.slug)  \(council.name(in: .catalan))")
    }
    lines += ["  \(url)/agent  the agents' console", ""]
    lines += Demo.logins.map { "login \($0.role) \($0.user) \($0.password)" }
    lines += ["", "Everybody here is invented. Ctrl-C ends it."]
    return lines.joined(separator: "\n")
  }

  private static func json(_ url: String, _ councils: [Organisation]) -> String {
    let logins = Demo.logins.map { login -> JSON in
      [
        "role": .string(login.role), "user": .string(login.user),
        "password": .string(login.password),
      ]
    }
    let organisations = councils.map { council -> JSON in
      let names = council.languages.map { language in
        (language.rawValue, JSON.string(council.name(in: language)))
      }
      return ["slug": .string(council.slug), "names": .object(JSONObject(names))]
    }
    let whole: JSON = [
      "url": .string(url), "logins": .array(logins), "organisations": .array(organisations),
    ]
    return String(decoding: whole.serialized(), as: UTF8.self)
  }
}
