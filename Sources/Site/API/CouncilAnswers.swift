import Basics
import HTTP
import Storage
import Synchronization
import Ticketing

/// The answers about councils that were given last, while they are still true.
///
/// Any thread; guarded by `known`. Whether a council is open changes twice a day, and it is
/// what every page and door asks first.
final class CouncilAnswers: Sendable {
  private struct Answer {
    let generation: Int
    let until: Moment
    let response: Response
  }

  private let known = Mutex<[String: Answer]>([:])

  /// The answer for a council, made anew when its calendar or its state has changed.
  func answer(
    _ slug: String,
    in directory: Directory,
    at now: Moment,
    _ make: (Organisation) -> Response
  ) throws(TicketingError) -> Response {
    let last = known.withLock { $0[slug] }
    if let last, last.generation == directory.generation, now < last.until {
      return last.response
    }
    guard let organisation = directory.organisation(slug) else { throw .notFound }
    let response = make(organisation)
    let until: Moment
    switch organisation.hours.status(at: now) {
    case .open(let closes): until = closes
    case .closed(let opens): until = opens ?? now + .seconds(3600)
    }
    let answer = Answer(generation: directory.generation, until: until, response: response)
    known.withLock { $0[slug] = answer }
    return response
  }
}
