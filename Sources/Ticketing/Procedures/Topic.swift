/// The family of what an assistance is about, as councils publish it.
public enum Topic: String, Sendable, CaseIterable {
  /// An administrative procedure on the Internet.
  case eprocedures
  /// The catalogue of procedures, and general information.
  case information
  /// An appointment in an office.
  case appointments
  /// The citizen's folder.
  case folder
  /// A digital certificate or another way to identify oneself.
  case certificates
  /// Anything else.
  case other
}
