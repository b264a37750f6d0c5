/// Text that a person typed, made fit to keep and to show.
public enum PlainText {
  /// Trims the text and removes what can't be shown: control characters, and marks that
  /// turn the direction of what follows.
  ///
  /// - Parameters:
  ///   - typed: What the person wrote.
  ///   - lines: Whether line breaks stay.
  /// - Returns: The text in Unicode as typed, possibly empty.
  public static func clean(_ typed: String, lines: Bool = false) -> String {
    var scalars = String.UnicodeScalarView()
    for scalar in typed.unicodeScalars {
      switch scalar.value {
      case 10:
        scalars.append(lines ? scalar : " ")
      case 13:
        if !lines { scalars.append(" ") }
      case 9:
        scalars.append(" ")
      case 0..<32, 127..<160, 0x202A...0x202E, 0x2066...0x2069, 0xFEFF:
        continue
      default:
        scalars.append(scalar)
      }
    }
    var text = Substring(String(scalars))
    while text.first?.isWhitespace == true { text.removeFirst() }
    while text.last?.isWhitespace == true { text.removeLast() }
    return String(text)
  }
}
