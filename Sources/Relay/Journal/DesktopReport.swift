public import Basics
public import Ticketing

/// What a relay tells about a connection to an office desktop.
public struct DesktopReport: Sendable, Equatable {
  /// The connection.
  public let name: String
  /// The step that was taken.
  public let step: OfficeConnection.Step
  /// Why it ended, if this is the end.
  public let reason: OfficeConnection.Reason?
  /// When.
  public let at: Moment
  /// Bytes passed on so far.
  public let bytes: Int64

  init(
    _ name: String, _ step: OfficeConnection.Step, at moment: Moment,
    reason: OfficeConnection.Reason? = nil, bytes: Int64 = 0
  ) {
    self.name = name
    self.step = step
    self.reason = reason
    at = moment
    self.bytes = bytes
  }
}
