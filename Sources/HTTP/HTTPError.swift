/// What a router or the file server can't answer; the product makes a page of it.
public enum HTTPError: Error, Equatable, Sendable, CustomStringConvertible {
  /// There is nothing at this path.
  case notFound
  /// The path has other methods.
  case methodNotAllowed(allow: [Method])
  /// A condition of the request is false.
  case preconditionFailed
  /// The asked range lies outside the representation of this many bytes.
  case rangeNotSatisfiable(length: Int)

  /// The status that goes with it.
  public var status: Status {
    switch self {
    case .notFound: .notFound
    case .methodNotAllowed: .methodNotAllowed
    case .preconditionFailed: .preconditionFailed
    case .rangeNotSatisfiable: .rangeNotSatisfiable
    }
  }

  /// The fields that must go with it.
  public var fields: Fields {
    switch self {
    case .methodNotAllowed(let allow):
      ["Allow": allow.map(\.rawValue).joined(separator: ", ")]
    case .rangeNotSatisfiable(let length): ["Content-Range": "bytes */\(length)"]
    case .notFound, .preconditionFailed: Fields()
    }
  }

  /// A sentence for whoever asked.
  public var description: String {
    switch self {
    case .notFound: "There is nothing at this address. Check it for a slip."
    case .methodNotAllowed(let allow):
      "This address takes \(allow.map(\.rawValue).joined(separator: ", ")) only. Use one of them."
    case .preconditionFailed:
      "The resource has changed meanwhile. Fetch it again and repeat the change."
    case .rangeNotSatisfiable(let length):
      "The range lies outside the \(length) bytes there are. Ask for another."
    }
  }
}
