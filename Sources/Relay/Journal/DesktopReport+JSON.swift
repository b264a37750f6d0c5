public import Basics
import Ticketing

extension DesktopReport {
  /// The report as a lone relay sends it to the core (PROTOCOL.md § 11).
  public var json: JSON {
    var object: JSONObject = [
      "desktop": .string(name), "step": .string(step.rawValue), "at": .integer(at.milliseconds),
      "bytes": .integer(bytes),
    ]
    if let reason { object["reason"] = .string(reason.rawValue) }
    return .object(object)
  }

  /// Reads a report of a lone relay.
  ///
  /// - Returns: nil when it is none that this version knows.
  public init?(_ json: JSON) {
    guard let name = json["desktop"]?.string, let at = json["at"]?.integer,
      let bytes = json["bytes"]?.integer,
      let step = json["step"]?.string.flatMap({ OfficeConnection.Step(rawValue: $0) })
    else { return nil }
    let reason = json["reason"]?.string.flatMap { OfficeConnection.Reason(rawValue: $0) }
    self.init(name, step, at: Moment(milliseconds: at), reason: reason, bytes: bytes)
  }
}
