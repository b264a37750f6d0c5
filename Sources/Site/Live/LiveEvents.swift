import Basics
import HTTP
import Storage
import Synchronization
import Ticketing

/// Something that agents with an open desk want to know at once.
struct LiveEvent: Sendable {
  let organisation: Identifier<Organisation>
  /// Its name in the stream: `callback` or `ticket`.
  let name: String
  /// What it is about, without personal data: the desk fetches what it may see.
  let data: JSON
}

/// Hands events to every open stream.
///
/// Any thread; guarded by `streams`. A reader that is too slow loses the oldest events, never
/// the newest: each tells "look again", so nothing is lost that a look doesn't show.
final class LiveEvents: Sendable {
  /// How many events wait for one slow reader.
  static let waitingMax = 32
  /// How many streams may be open at once.
  static let streamsMax = 4096

  private struct Listening {
    let organisations: Set<Identifier<Organisation>>
    let continuation: AsyncStream<LiveEvent>.Continuation
  }

  private struct Streams {
    var next = 0
    var open: [Int: Listening] = [:]
    var isFinished = false
  }

  private let streams = Mutex(Streams())

  /// How many listen.
  var count: Int { streams.withLock { $0.open.count } }

  /// Events of some councils from now on; `nil` when too many listen already.
  func listen(
    to organisations: [Identifier<Organisation>]
  ) -> AsyncStream<LiveEvent>? {
    let (stream, continuation) = AsyncStream.makeStream(
      of: LiveEvent.self,
      bufferingPolicy: .bufferingNewest(Self.waitingMax)
    )
    let number: Int? = streams.withLock { streams in
      guard !streams.isFinished, streams.open.count < Self.streamsMax else { return nil }
      streams.next += 1
      streams.open[streams.next] = Listening(
        organisations: Set(organisations),
        continuation: continuation
      )
      return streams.next
    }
    guard let number else { return nil }
    continuation.onTermination = { [weak self] _ in
      self?.streams.withLock { $0.open[number] = nil }
    }
    return stream
  }

  /// Tells everybody who serves the council.
  func publish(_ event: LiveEvent) {
    let listening = streams.withLock { Array($0.open.values) }
    for one in listening where one.organisations.contains(event.organisation) {
      one.continuation.yield(event)
    }
  }

  /// Ends all streams and accepts no more.
  func finish() {
    let listening = streams.withLock { streams in
      streams.isFinished = true
      return Array(streams.open.values)
    }
    for one in listening { one.continuation.finish() }
  }
}
