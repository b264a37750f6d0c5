import Storage
import Wire

/// `acompanya serve`.
enum ServeCommand {
  static func run(_ call: Call) async throws {
    let signals = try StopSignals()
    let listening = try Listening(call.settings)
    if listening.behindProxy, listening.proxies.isEmpty, !listening.address.isLoopback {
      Terminal.note(
        "Only a proxy on this machine is believed. One on another machine needs --proxy ADDRESS, "
          + "or all its visitors share one limit.")
    }
    let door = try DesktopDoor(call.settings)
    let companions = try Companions(call.settings)
    try ZoneCheck.run()
    let directory = try call.dataDirectory()
    try directory.check()
    let lock = try directory.lock()
    defer { withExtendedLifetime(lock) {} }
    let desk = try await Desk(path: directory.database)
    defer { desk.close() }
    let service = Service(
      desk: desk, listening: listening, companions: companions,
      remote: try RemoteAssistance.configuration(call, directory, door), door: door,
      signals: signals)
    try await service.run { url in
      Terminal.say("Serving \(directory.path) at \(url)/")
      if desk.directory.organisations.isEmpty {
        Terminal.note("There is no council yet: `acompanya organisation add` adds the first.")
      }
    }
  }
}
