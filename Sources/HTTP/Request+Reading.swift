public import Wire

extension Request {
  /// A request out of bytes that are all here, read as a connection would read them.
  ///
  /// `nil` when the server would refuse the bytes or wait for more.
  ///
  /// - Parameters:
  ///   - bytes: One whole request; its content is in no transfer coding.
  ///   - peer: Who sent it.
  ///   - limits: What a request may have.
  public init?(reading bytes: [UInt8], from peer: IPAddress, limits: Limits = Limits()) {
    var parser = RequestParser(limits: limits)
    guard case .complete(let head, let used) = parser.parse(bytes.span) else { return nil }
    let content = Array(bytes[used...])
    switch head.framing {
    case .none:
      guard content.isEmpty else { return nil }
    case .length(let count):
      guard content.count == count else { return nil }
    case .chunked:
      return nil
    }
    self.init(head: head, peer: peer, body: RequestBody(bytes: content))
  }
}
