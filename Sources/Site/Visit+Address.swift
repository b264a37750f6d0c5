import HTTP
import Storage
import Templates
import Ticketing

extension Visit {
  /// The address that somebody meant who typed it off a poster: `/Vilaclara/` is `/vilaclara`.
  ///
  /// A telephone's keyboard starts with a capital letter, and many people end with a slash.
  /// `nil` when nothing of ours is near.
  var meantAddress: String? {
    guard request.method == .get || request.method == .head, !wantsJSON else { return nil }
    var segments = request.segments
    while segments.last?.isEmpty == true { segments.removeLast() }
    guard let first = segments.first?.lowercased() else { return nil }
    guard first == "agent" || desk.directory.organisation(first) != nil else { return nil }
    segments[0] = first
    guard segments != request.segments, segments.allSatisfy(Self.isPlain) else { return nil }
    let language = request.query["lang"].flatMap { site.texts.languages.contains($0) ? $0 : nil }
    return "/" + segments.joined(separator: "/") + (language.map { "?lang=" + $0 } ?? "")
  }

  /// Only what can stand in a field as it is, and be no other site's address.
  private static func isPlain(_ segment: String) -> Bool {
    !segment.isEmpty
      && segment.utf8.allSatisfy { byte in
        switch byte {
        case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
          UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "-"):
          true
        default: false
        }
      }
  }
}
