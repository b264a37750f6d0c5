/// The conditions of a request on a representation, in the order of RFC 9110 § 13.2.2.
public struct Preconditions: Sendable {
  /// What becomes of a request.
  public enum Verdict: Sendable, Equatable {
    /// Answer it.
    case proceed
    /// The client's copy is still good: 304.
    case notModified
    /// Refuse it: 412.
    case failed
  }

  let fields: Fields
  /// The strong tag with its quotes.
  let tag: String
  /// Seconds since 1970.
  let modified: Int

  /// Takes a request's conditions on a representation.
  ///
  /// - Parameters:
  ///   - fields: The request's header fields.
  ///   - tag: The strong entity tag with its quotes.
  ///   - modified: When it changed last, in seconds since 1970.
  public init(fields: Fields, tag: String, modified: Int) {
    self.fields = fields
    self.tag = tag
    self.modified = modified
  }

  /// What becomes of the request.
  ///
  /// - Parameter isReading: Whether the method is GET or HEAD.
  /// - Returns: Whether to answer, to say that nothing changed, or to refuse.
  public func verdict(isReading: Bool) -> Verdict {
    if fields.contains("If-Match") {
      guard matches("If-Match", weakly: false) else { return .failed }
    } else if let date = fields["If-Unmodified-Since"].flatMap(HTTPDate.seconds), modified > date {
      return .failed
    }
    if fields.contains("If-None-Match") {
      guard matches("If-None-Match", weakly: true) else { return .proceed }
      return isReading ? .notModified : .failed
    }
    if isReading, let date = fields["If-Modified-Since"].flatMap(HTTPDate.seconds),
      modified <= date
    {
      return .notModified
    }
    return .proceed
  }

  /// Whether a Range field counts: the copy that the client has a part of must be this one.
  var allowsRange: Bool {
    guard let condition = fields["If-Range"] else { return true }
    if condition.hasPrefix("\"") { return condition == tag }
    return HTTPDate.seconds(condition) == modified
  }

  private func matches(_ name: String, weakly: Bool) -> Bool {
    for value in fields.values(of: name) {
      for member in value.split(separator: ",") {
        var member = member.drop { $0 == " " || $0 == "\t" }
        while member.last == " " || member.last == "\t" { member.removeLast() }
        if member == "*" { return true }
        if weakly, member.hasPrefix("W/") { member = member.dropFirst(2) }
        if member == tag { return true }
      }
    }
    return false
  }
}
