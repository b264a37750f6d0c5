import Basics
import Relay
import Wire

/// A lone relay's letters to the core: sent at once, and again until the core has kept them.
///
/// What the core has ended meanwhile, its answer tells, and the relay ends it too.
struct CoreCorrespondence {
  /// How often the core hears which sessions are open, though nothing has happened.
  private static let pulse = Duration.seconds(10)
  /// How long to wait after the first failure; each further one doubles it.
  private static let firstPause = 1
  private static let longestPause = 30

  let relay: Relay
  let journal: RelayJournal
  let core: String
  let key: [UInt8]
  let workers = WorkerPool(threads: 1, name: "letters", queueMax: 4)

  /// Writes until it is cancelled.
  func run() async {
    var pause = Self.firstPause
    // The first letter says that nothing is open here: what was before this relay, is over.
    var isFirst = true
    while !Task.isCancelled {
      if !isFirst { await journal.wait(atMost: Self.pulse) }
      if await send(evenEmpty: isFirst) {
        isFirst = false
        pause = Self.firstPause
        continue
      }
      guard (try? await Timer.sleep(for: .seconds(Int64(pause)))) != nil else { break }
      pause = min(Self.longestPause, pause * 2)
    }
  }

  /// The last letters, when the relay stops: a few, and not for long.
  func finish() async {
    for _ in 0..<5 where journal.count > 0 {
      guard await send() else { return }
    }
  }

  /// Sends one letter.
  ///
  /// - Returns: Whether the core has kept it, or there was nothing to say.
  private func send(evenEmpty: Bool = false) async -> Bool {
    let live = relay.live
    let (body, through) = journal.letter(live: live, at: .now())
    if through == 0, live.isEmpty, !evenEmpty { return true }
    let url = core + "/api/v1/relay/letters"
    let fields = [
      ("Content-Type", "application/json"), (RelayLetter.field, RelayLetter.seal(body, with: key)),
    ]
    let answer = try? await workers.run { Curl.post(body, to: url, fields: fields) }
    guard let answer = answer ?? nil, answer.status == 200,
      let object = try? JSON(parsing: answer.body).object
    else {
      let status = (answer ?? nil).map { Int64($0.status) } ?? 0
      Log.standard.error(
        "core-not-told",
        [
          ("status", .integer(status)), ("waiting", .integer(Int64(journal.count))),
          ("lost", .integer(Int64(journal.lost))),
        ])
      return false
    }
    journal.thank(through: through)
    for name in object["ended"]?.array ?? [] {
      if let name = name.string { relay.end(name) }
    }
    return true
  }
}
