/// Why a request is refused before any handler sees it.
///
/// Refused connections are closed.
enum Refusal: Error, Equatable, Sendable {
  case malformed
  case targetTooLong
  case fieldsTooLarge
  case contentTooLarge
  case methodUnknown
  case codingUnknown
  case versionUnknown
  case expectationUnknown
  case timedOut

  var status: Status {
    switch self {
    case .malformed: .badRequest
    case .targetTooLong: Status(414)
    case .fieldsTooLarge: .requestHeaderFieldsTooLarge
    case .contentTooLarge: .contentTooLarge
    case .methodUnknown, .codingUnknown: .notImplemented
    case .versionUnknown: Status(505)
    case .expectationUnknown: Status(417)
    case .timedOut: .requestTimeout
    }
  }
}
