/// Why a password can't be taken.
public enum PasswordError: Error, Sendable, Equatable, CustomStringConvertible {
  /// It has fewer characters than staff must use.
  case short(charactersMin: Int)
  /// It is longer than any person types.
  case long(bytesMax: Int)
  /// It holds a control character, which no keyboard can be trusted to type again.
  case control
  /// The system's crypt library refused to hash.
  case unavailable

  /// A sentence with the remedy.
  public var description: String {
    switch self {
    case .short(let min):
      "The password is too short. Use \(min) characters or more; four words do well."
    case .long(let max):
      "The password is longer than \(max) bytes. Use a shorter one."
    case .control:
      "The password holds a control character. Use letters, digits, signs and spaces."
    case .unavailable:
      "The system's crypt library can't hash with yescrypt. Install libcrypt 4.4 or newer."
    }
  }
}
