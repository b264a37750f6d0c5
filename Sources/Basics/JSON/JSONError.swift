/// Why a text is not the JSON that was asked for.
public struct JSONError: Error, Sendable, Equatable, CustomStringConvertible {
  /// What stands in the way.
  public enum Situation: Sendable, Equatable {
    /// The text ends inside a value.
    case endsEarly
    /// Something else stands where a value was expected.
    case valueExpected
    /// Something else stands where a name in quotes was expected.
    case nameExpected
    /// A colon is missing after a name.
    case colonExpected
    /// Neither a comma nor the closing bracket follows a value.
    case commaExpected
    /// More text follows the value.
    case textAfterValue
    /// A number breaks the form, such as `01`, `.5` or `1.`.
    case badNumber
    /// A number is too large even for a fraction.
    case numberOutOfRange
    /// A backslash is followed by what is no escape.
    case badEscape
    /// One half of a surrogate pair stands alone.
    case loneSurrogate
    /// A control character stands unescaped in a string.
    case controlCharacter
    /// The bytes are not UTF-8.
    case notUTF8
    /// A name stands twice in one object.
    case duplicateName
    /// Arrays and objects are nested deeper than allowed.
    case tooDeep
    /// The text is longer than allowed.
    case tooLong
    /// There are more values than allowed.
    case tooManyValues
  }

  /// What stands in the way.
  public let situation: Situation
  /// Where, in bytes from the start of the text.
  public let offset: Int

  /// What is wrong and what to do about it.
  public var description: String {
    "The JSON text is not in order at byte \(offset): \(reason)."
  }

  private var reason: String {
    switch situation {
    case .endsEarly: "it ends inside a value; send the whole text"
    case .valueExpected: "a value was expected; names and strings stand in double quotes"
    case .nameExpected: "a name in double quotes was expected; no comma stands after the last one"
    case .colonExpected: "a colon was expected after the name"
    case .commaExpected: "a comma or the closing bracket was expected"
    case .textAfterValue: "more text follows the value; send one value"
    case .badNumber: "a number is misspelt; write it like -12.5e3"
    case .numberOutOfRange: "a number is too large; send it as a string"
    case .badEscape: "a backslash starts no known escape; write \\\\ for a backslash"
    case .loneSurrogate: "half of a surrogate pair stands alone; send both halves"
    case .controlCharacter: "a control character stands in a string; escape it"
    case .notUTF8: "the bytes are not UTF-8; encode the text as UTF-8"
    case .duplicateName: "a name stands twice in one object; keep one"
    case .tooDeep: "it is nested too deeply; send a flatter text"
    case .tooLong: "it is too long; send less at once"
    case .tooManyValues: "it has too many values; send fewer at once"
    }
  }
}
