import Testing

@testable import Basics

@Suite struct JSONWriting {
  static let written: [(JSON, String)] = [
    (JSON.null, "null"), (true, "true"), (.integer(.min), "-9223372036854775808"), (0, "0"),
    (-10, "-10"), (1.5, "1.5"), (.number(1), "1.0"), (.number(1e300), "1e+300"),
    (.number(.nan), "null"), (.number(.infinity), "null"), ("ñ😀/", "\"ñ😀/\""),
    ("\"\\\n\r\t\u{1}\u{1F}\u{7F}", #""\"\\\n\r\t\u0001\u001f\u007f""#),
    ([], "[]"), ([1, [], nil], "[1,[],null]"), ([:], "{}"),
    (["b": 1, "a": [true]], #"{"b":1,"a":[true]}"#),
  ]

  @Test(arguments: written)
  func `a value is written in the fewest bytes`(value: JSON, text: String) {
    #expect(value.text == text)
    #expect(value.serialized(pretty: false) == Array(text.utf8))
  }

  @Test func `a pretty text has a line for each member and element`() {
    let value: JSON = ["a": [1, [:]], "b": [:], "c": ["d": "x"]]
    let text = """
      {
        "a": [
          1,
          {}
        ],
        "b": {},
        "c": {
          "d": "x"
        }
      }

      """
    #expect(String(decoding: value.serialized(pretty: true), as: UTF8.self) == text)
  }

  @Test func `what is written is read back, plain and pretty`() throws {
    var maker = ValueMaker(seed: 7)
    for _ in 0..<3000 {
      let value = maker.value(depth: 5)
      #expect(try JSON(parsing: value.serialized()) == value)
      #expect(try JSON(parsing: value.serialized(pretty: true)) == value)
    }
  }

  @Test func `a text with any byte changed is read or refused and never traps`() {
    var maker = ValueMaker(seed: 11)
    var refused = 0
    for _ in 0..<20_000 {
      var bytes = maker.value(depth: 3).serialized()
      let place = maker.generator.integer(in: 0...bytes.count - 1)
      bytes[place] = UInt8(maker.generator.integer(in: 0...255))
      if (try? JSON(parsing: bytes)) == nil { refused += 1 }
    }
    #expect(refused > 1000)
  }

  /// Makes values of every kind, the same ones for the same seed.
  struct ValueMaker {
    var generator: SeededGenerator
    static let scalars: [Unicode.Scalar] = [
      "a", "Z", "\"", "\\", "/", "\n", "\0", "\u{1F}", "\u{7F}", "ñ", "€", "😀", "\u{10FFFF}",
      "\u{301}",
    ]

    init(seed: UInt64) {
      generator = SeededGenerator(seed: seed)
    }

    mutating func value(depth: Int) -> JSON {
      switch generator.integer(in: 0...(depth > 0 ? 7 : 5)) {
      case 0: return .null
      case 1: return .bool(generator.happens(0.5))
      case 2:
        return .integer(
          Int64(bitPattern: generator.next() >> UInt64(generator.integer(in: 0...63))))
      case 3:
        let number = Double(bitPattern: generator.next())
        return .number(number.isFinite ? number : 0.5)
      case 4, 5: return .string(string())
      case 6: return .array((0..<generator.integer(in: 0...4)).map { _ in value(depth: depth - 1) })
      default:
        var object = JSONObject()
        for _ in 0..<generator.integer(in: 0...24) { object[string()] = value(depth: depth - 2) }
        return .object(object)
      }
    }

    private mutating func string() -> String {
      var text = ""
      for _ in 0..<generator.integer(in: 0...12) {
        text.unicodeScalars.append(generator.pick(Self.scalars) ?? "a")
      }
      return text
    }
  }
}

@Suite struct JSONObjects {
  @Test func `members keep their order and their places`() {
    var object = JSONObject()
    for number in 0..<40 { object["n\(number)"] = JSON(number) }
    object["n3"] = nil
    object["n39"] = "last"
    object["n3"] = "again"
    #expect(object.count == 40)
    #expect(object.names.first == "n0" && object.names.last == "n3")
    #expect(object["n39"] == "last" && object["n20"] == 20 && object["n40"] == nil)
  }

  @Test func `removing goes back to the short form`() {
    var object = JSONObject((0..<20).map { ("n\($0)", JSON($0)) })
    for number in 0..<20 where number != 7 { object["n\(number)"] = nil }
    object["n7"] = 8
    #expect(object == ["n7": 8])
  }

  @Test func `of a name that a literal repeats, the last value counts`() {
    #expect(JSONObject([("a", 1), ("b", 2), ("a", 3)]) == ["a": 3, "b": 2])
  }

  @Test func `order makes a difference`() {
    #expect(JSON.object(["a": 1, "b": 2]) != ["b": 2, "a": 1])
  }

  @Test func `a value is asked for as what it is`() {
    let value: JSON = ["s": "x", "i": 7, "d": 1.5, "b": true, "a": [1, 2], "n": nil]
    #expect(value["s"]?.string == "x" && value["s"]?.integer == nil)
    #expect(value["i"]?.integer == 7 && value["i"]?.double == 7)
    #expect(value["d"]?.double == 1.5 && value["d"]?.integer == nil)
    #expect(value["b"]?.bool == true && value["n"]?.isNull == true)
    #expect(value["a"]?[1] == 2 && value["a"]?[2] == nil && value["a"]?.array?.count == 2)
    #expect(value["x"] == nil && JSON.null["x"] == nil && value.object?.count == 6)
  }
}
