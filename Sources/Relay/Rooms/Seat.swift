import Basics

/// A participant's place in a room, beyond what the session's own rules know of them.
struct Seat: Sendable {
  let origin: String
  var isConnected = true
  var sends: [JSON] = []
  var takes: [JSON] = []
  var canShare = false
  /// The language of the client's page, such as `ca`.
  var language = ""
  /// The hash of the token that resumes; it works once.
  var resumption: [UInt8] = []
  /// When the last acknowledgement was passed on.
  var ackAt: Moment?
}

extension Seat {
  /// The most codecs that are kept of a client's list.
  private static let codecsMax = 24

  /// Takes over what a client says it can do.
  mutating func take(_ hello: JSONObject) {
    sends = Self.codecs(hello["sends"])
    takes = Self.codecs(hello["takes"])
    canShare = hello["canShare"]?.bool ?? false
    language = String((hello["language"]?.string ?? "").prefix(8))
  }

  private static func codecs(_ list: JSON?) -> [JSON] {
    (list?.array ?? []).prefix(codecsMax).compactMap { item in
      guard let text = item.string, text.utf8.count <= 40 else { return nil }
      return .string(text)
    }
  }
}
