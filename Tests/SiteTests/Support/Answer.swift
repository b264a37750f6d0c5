import Basics
import HTTP
import Storage
import Support
import Templates
import Testing
import Ticketing

/// An answer with its bytes at hand.
struct Answer: Sendable {
  let status: Int
  let fields: Fields
  let bytes: [UInt8]
  /// Whether its content would go on for as long as somebody listens.
  let isStream: Bool

  init(_ response: Response) throws {
    status = response.status.code
    fields = response.fields
    switch response.body {
    case .none: (bytes, isStream) = ([], false)
    case .bytes(let all): (bytes, isStream) = (all, false)
    case .stream: (bytes, isStream) = ([], true)
    case .upgrade:
      Issue.record("Nothing of the site upgrades.")
      (bytes, isStream) = ([], true)
    }
  }

  var text: String { String(decoding: bytes, as: UTF8.self) }

  /// The content as JSON, null when it isn't.
  var json: JSON { (try? JSON(parsing: bytes)) ?? .null }

  /// The last part of a problem's `type`.
  var problem: String? {
    json["type"]?.string.map { String($0.split(separator: "/").last ?? "") }
  }

  /// A problem's faults as `field code`.
  var faults: [String] {
    (json["errors"]?.array ?? []).map {
      "\($0["field"]?.string ?? "") \($0["code"]?.string ?? "")"
    }
  }
}
