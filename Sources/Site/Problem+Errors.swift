import Basics
import HTTP
import SQLite
import Storage
import Ticketing

extension Visit {
  /// The one place where errors become problems.
  func problem(of error: any Error) -> Problem {
    switch error {
    case let error as TicketingError: problem(of: error, in: namedOrganisation)
    case let concern as Concern: problem(of: concern.error, in: concern.organisation)
    case let refusal as Refusal: problem(of: refusal)
    case let error as HTTPError: problem(of: error)
    case let error as BodyError: problem(of: error)
    case let error as SQLiteError: problem(of: error)
    default: unforeseen(error)
    }
  }

  private func problem(of error: TicketingError, in organisation: Organisation?) -> Problem {
    switch error {
    case .notFound:
      Problem("not-found", .notFound)
    case .invalid(let faults):
      Problem("invalid", .unprocessableContent, [("errors", errors(faults))])
    case .windowFull(let next):
      Problem(
        "window-full", .conflict,
        organisation.map { council in
          [("next", .array(next.map { offered($0, in: council) }))]
        } ?? []
      )
    case .alreadyPromised(let reference, let window):
      Problem(
        "already-promised", .conflict,
        [("reference", .string(reference.description))]
          + (organisation.map { [("window", self.window(window, in: $0))] } ?? [])
      )
    case .alreadyClaimed: Problem("already-claimed", .conflict)
    case .promiseEnded: Problem("promise-ended", .conflict)
    case .beingCalled: Problem("being-called", .conflict)
    case .alreadyClosed: Problem("already-closed", .conflict)
    case .notClosed: Problem("not-closed", .conflict)
    case .ratingClosed: Problem("rating-closed", .conflict)
    case .unknownCode: Problem("unknown-code", .notFound)
    case .remoteSessionEnded: Problem("remote-session-ended", Status(410))
    case .remoteSessionsFull:
      Problem("remote-sessions-full", .serviceUnavailable, fields: [("Retry-After", "60")])
    case .tooManyAttachments: Problem("too-many-attachments", .conflict)
    case .desktopClosed: Problem("desktop-closed", .conflict)
    case .desktopOff: Problem("desktop-off", .conflict)
    case .desktopInUse: Problem("desktop-in-use", .conflict)
    case .idempotencyMismatch: Problem("idempotency-mismatch", .unprocessableContent)
    }
  }

  private func problem(of refusal: Refusal) -> Problem {
    switch refusal {
    case .tooMany(let seconds):
      Problem("rate-limited", .tooManyRequests, fields: [("Retry-After", String(seconds))])
    case .foreignOrigin: Problem("forbidden-origin", .forbidden)
    case .forged: Problem("csrf", .forbidden)
    case .signedOut:
      Problem("signed-out", .unauthorized, fields: [("WWW-Authenticate", "Bearer")])
    case .wrongCredentials:
      Problem("wrong-credentials", .unauthorized, fields: [("WWW-Authenticate", "Bearer")])
    case .unsupportedType: .status(Status(415))
    case .unreadable: .status(.badRequest)
    }
  }

  private func problem(of error: HTTPError) -> Problem {
    switch error {
    case .notFound:
      return Problem("not-found", .notFound)
    case .methodNotAllowed(let allow):
      let methods = allow.map(\.rawValue).joined(separator: ", ")
      return Problem("method-not-allowed", .methodNotAllowed, fields: [("Allow", methods)])
    default:
      return .status(.badRequest)
    }
  }

  private func problem(of error: BodyError) -> Problem {
    switch error {
    case .tooLarge: .status(.contentTooLarge)
    case .timedOut: .status(.requestTimeout)
    default: .status(.badRequest)
    }
  }

  private func problem(of error: SQLiteError) -> Problem {
    switch error {
    case .constraint: return Problem("stale", .conflict)
    case _ where error.isAboutTheDisk, .busy, .closed:
      Log.standard.error("store-unavailable", [("error", .string(error.description))])
      return Problem(
        "unavailable", .serviceUnavailable, fields: [("Retry-After", "30")]
      )
    default: return unforeseen(error)
    }
  }

  /// A fault of ours.
  ///
  /// The log tells where, never who or with what.
  private func unforeseen(_ error: any Error) -> Problem {
    Log.standard.error(
      "unforeseen-error",
      [("error", .string(String(describing: error))), ("method", .string(request.method.rawValue))]
    )
    return .status(.internalServerError)
  }

  private func errors(_ faults: [Fault]) -> JSON {
    .array(
      faults.map { fault in
        [
          "field": .string(fault.field),
          "reason": .string(site.texts.sentence(for: fault, in: language)),
          "code": .string(fault.reason),
        ]
      }
    )
  }
}

extension SQLiteError {
  /// Whether the disk is full or failing, as against a fault of ours.
  var isAboutTheDisk: Bool {
    switch self {
    case .full, .ioError, .readOnly, .rolledBack, .outOfMemory: true
    default: false
    }
  }
}
