import Basics

/// What a request carries.
enum Content: Sendable {
  case none
  case json(JSON)
  case form([(String, String)])
  case raw(String, [UInt8])

  var bytes: [UInt8] {
    switch self {
    case .none: []
    case .json(let json): json.serialized()
    case .form(let pairs):
      Array(pairs.map { "\(Self.escape($0))=\(Self.escape($1))" }.joined(separator: "&").utf8)
    case .raw(_, let bytes): bytes
    }
  }

  var fields: [(String, String)] {
    switch self {
    case .none: []
    case .json: [("Content-Type", "application/json")]
    case .form: [("Content-Type", "application/x-www-form-urlencoded")]
    case .raw(let type, _): type.isEmpty ? [] : [("Content-Type", type)]
    }
  }

  private static func escape(_ text: String) -> String {
    text.utf8.map { byte in
      switch byte {
      case 0x30...0x39, 0x41...0x5a, 0x61...0x7a, 0x2d, 0x2e, 0x5f:
        String(Unicode.Scalar(byte))
      default: "%" + Hex.encode([byte])
      }
    }.joined()
  }
}
