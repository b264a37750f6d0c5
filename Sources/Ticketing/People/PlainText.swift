/// Text that a person typed, made fit to keep and to show.
public enum PlainText {
  /// Trims the text and removes what can't be shown: control characters, and marks that
  /// turn the direction of what follows.
  ///
  /// - Parameters:
  ///   - typed: What the person wrote.
  ///   - lines: Whether line breaks stay.
  /// - Returns: The text in Unicode as typed, lines ended by `\n`; empty when nothing of it shows.
  public static func clean(_ typed: String, lines: Bool = false) -> String {
    var scalars = String.UnicodeScalarView()
    var previous: UInt32 = 0
    for scalar in typed.unicodeScalars {
      defer { previous = scalar.value }
      switch scalar.value {
      case 10 where previous == 13:
        continue  // the second half of one line end
      case 10, 13, 0x2028, 0x2029:
        scalars.append(lines ? "\n" : " ")
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
    return text.unicodeScalars.allSatisfy(isInvisible) ? "" : String(text)
  }

  /// Whether a text has more characters than it may, counted as JSON Schema counts them.
  ///
  /// A letter may carry any number of marks, so what people see as letters is no measure.
  public static func isLonger(_ text: String, than lengthMax: Int) -> Bool {
    text.unicodeScalars.count > lengthMax
  }

  private static func isInvisible(_ scalar: Unicode.Scalar) -> Bool {
    scalar.properties.isWhitespace || scalar.properties.isDefaultIgnorableCodePoint
  }
}
