import Testing

@testable import Basics

@Suite struct JSONTexts {
  static let inOrder: [(String, JSON)] = [
    ("null", JSON.null), (" true\n", true), ("\tfalse\r", false), ("0", 0), ("-0", 0), ("42", 42),
    ("-9223372036854775808", .integer(.min)), ("9223372036854775807", .integer(.max)),
    ("9223372036854775808", .number(9_223_372_036_854_775_808)), ("1.0", .number(1)),
    ("-9223372036854775809", .number(-9_223_372_036_854_775_808)),
    ("18446744073709551616", .number(18_446_744_073_709_551_616)),
    ("1e2", .number(100)), ("1E+2", .number(100)), ("-1.5e-3", .number(-0.0015)),
    ("0.1", .number(0.1)), ("5e-324", .number(.leastNonzeroMagnitude)), ("1e-999", .number(0)),
    (#""""#, ""), (#""ñ😀""#, "ñ😀"), (#""\"\\\/\b\f\n\r\t""#, "\"\\/\u{8}\u{C}\n\r\t"),
    (#""\u00f1\u0000\uD83D\ude00x""#, "ñ\0😀x"), (#""\\u0041""#, "\\u0041"),
    ("\"\u{7F}\"", "\u{7F}"),
    ("[]", []), ("[ ]", []), ("[1,[2,[]] ,{}]", [1, [2, []], [:]]), ("{ }", [:]),
    (#"{"a":1 , "" : {"a":null}}"#, ["a": 1, "": ["a": nil]]),
  ]

  @Test(arguments: inOrder)
  func `a text in order is read`(text: String, value: JSON) throws {
    #expect(try JSON(parsing: text) == value)
  }

  static let outOfOrder: [(String, JSONError.Situation, Int)] = [
    ("", JSONError.Situation.endsEarly, 0), (" ", .endsEarly, 1), ("[1", .endsEarly, 2),
    ("[", .endsEarly, 1), (#"{"a""#, .endsEarly, 4), (#"{"a":"#, .endsEarly, 5),
    ("{", .endsEarly, 1),
    ("\"a", .endsEarly, 2), (#""\"#, .endsEarly, 2), (#""\u12"#, .endsEarly, 5),
    ("-", .endsEarly, 1),
    ("1.", .endsEarly, 2), ("1e", .endsEarly, 2), ("tru", .valueExpected, 0),
    ("True", .valueExpected, 0),
    ("nul", .valueExpected, 0), ("[1,]", .valueExpected, 3), ("[,1]", .valueExpected, 1),
    ("'a'", .valueExpected, 0), ("\u{FEFF}1", .valueExpected, 0), (".5", .valueExpected, 0),
    ("+1", .valueExpected, 0), ("NaN", .valueExpected, 0), ("/**/1", .valueExpected, 0),
    (#"{"a":1,}"#, .nameExpected, 7), ("{a:1}", .nameExpected, 1), ("{1:1}", .nameExpected, 1),
    (#"{"a" 1}"#, .colonExpected, 5), ("[1 2]", .commaExpected, 3),
    (#"{"a":1 "b":2}"#, .commaExpected, 7),
    ("[1}", .commaExpected, 2), ("1 2", .textAfterValue, 2), ("{}}", .textAfterValue, 2),
    ("01", .badNumber, 2), ("-01", .badNumber, 3), ("1.e1", .badNumber, 2), ("1.a", .badNumber, 2),
    ("1e+a", .badNumber, 3), ("-a", .badNumber, 1), ("0x10", .textAfterValue, 1),
    ("1e999", .numberOutOfRange, 0), ("[-1e999]", .numberOutOfRange, 1), (#""\a""#, .badEscape, 1),
    (#""\U0041""#, .badEscape, 1), (#""\u00g0""#, .badEscape, 1), (#""\ud83d""#, .loneSurrogate, 1),
    (#""\ude00\ud83d""#, .loneSurrogate, 1), (#""\ud83d\u0041""#, .loneSurrogate, 1),
    (#""\ud83dx\ude00""#, .loneSurrogate, 1), ("\"\n\"", .controlCharacter, 1),
    ("\"a\u{0}\"", .controlCharacter, 2), ("\"a\u{1F}\"", .controlCharacter, 2),
    (#"{"a":1,"a":2}"#, .duplicateName, 7), (#"{"a":1,"\u0061":2}"#, .duplicateName, 7),
    ("[1,\u{C}2]", .valueExpected, 3), ("[1]\u{A0}", .textAfterValue, 3),
  ]

  @Test(arguments: outOfOrder)
  func `a text out of order is refused at its first wrong byte`(
    text: String, situation: JSONError.Situation, offset: Int
  ) {
    #expect(throws: JSONError(situation: situation, offset: offset)) { try JSON(parsing: text) }
  }

  @Test(
    arguments: [
      [0x22, 0x80, 0x22], [0x22, 0xC0, 0x80, 0x22], [0x22, 0xED, 0xA0, 0x80, 0x22],
      [0x22, 0xF4, 0x90, 0x80, 0x80, 0x22], [0x22, 0xC3, 0x22], [0x22, 0xE2, 0x82, 0x22],
    ] as [[UInt8]])
  func `bytes that are not UTF-8 are refused`(bytes: [UInt8]) {
    #expect(throws: JSONError(situation: .notUTF8, offset: 1)) { try JSON(parsing: bytes) }
  }

  @Test func `two spellings of a name that Unicode equates count as the same name`() {
    #expect(throws: JSONError(situation: .duplicateName, offset: 8)) {
      try JSON(parsing: "{\"\u{F1}\":1,\"n\u{303}\":2}")
    }
  }

  @Test func `nesting ends at the limit`() throws {
    let limits = JSONLimits(depthMax: 3)
    #expect(try JSON(parsing: "[[[]]]", limits: limits) == [[[]]])
    #expect(throws: JSONError(situation: .tooDeep, offset: 3)) {
      try JSON(parsing: "[[[[]]]]", limits: limits)
    }
  }

  @Test func `the deepest nesting that can be asked for fits the stack`() {
    let text = String(repeating: "[", count: 100_000)
    #expect(throws: JSONError(situation: .tooDeep, offset: 512)) {
      try JSON(parsing: text, limits: JSONLimits(depthMax: .max))
    }
  }

  @Test func `length and number of values end at their limits`() throws {
    #expect(throws: JSONError(situation: .tooLong, offset: 4)) {
      try JSON(parsing: "12345", limits: JSONLimits(bytesMax: 4))
    }
    #expect(throws: JSONError(situation: .tooManyValues, offset: 5)) {
      try JSON(parsing: "[1,2,3]", limits: JSONLimits(valuesMax: 3))
    }
  }

  @Test func `a duplicate is found among a thousand names`() {
    let names = (0..<1000).map { "\"n\($0)\":0" }.joined(separator: ",")
    #expect(throws: Never.self) { try JSON(parsing: "{" + names + "}") }
    #expect(throws: JSONError(situation: .duplicateName, offset: names.utf8.count + 2)) {
      try JSON(parsing: "{" + names + ",\"n500\":1}")
    }
  }

  @Test func `an error is a sentence with the place and the remedy`() {
    let error = JSONError(situation: .duplicateName, offset: 7)
    #expect(
      error.description == "The JSON text is not in order at byte 7: "
        + "a name stands twice in one object; keep one.")
  }
}
