import Basics
import Testing
import Ticketing

@Suite struct JoinCodeTests {
  @Test(arguments: [
    "482913007", "482 913 007", " 482-913-007 ", "4 8 2 9 1 3 0 0 7", "482.913.007",
    "482\u{A0}913\u{A0}007", "https://ajuda.example/assist/482913007",
    "http://127.0.0.1:8360/assist/482913007/?lang=es#x",
  ])
  func `what a citizen types is forgiven its spaces`(text: String) {
    #expect(JoinCode(text)?.digits == "482913007")
  }

  @Test(arguments: ["", "48291300", "4829130071", "48291300a", "٤٨٢٩١٣٠٠٧", "482/913/007"])
  func `anything but nine digits is no code`(text: String) {
    #expect(JoinCode(text) == nil)
  }

  @Test func `a code is read out by threes`() {
    #expect(JoinCode("482913007")?.spoken == "482 913 007")
  }

  @Test func `what is kept of a code depends on a key`() throws {
    let code = try #require(JoinCode("482913007"))
    #expect(code.hash(key: [1]) != code.hash(key: [2]))
    #expect(code.hash(key: [1]) != code.stemHash(key: [1]))
  }

  @Test func `codes with the same six digits in front have the same stem`() throws {
    let one = try #require(JoinCode("482913007"))
    let other = try #require(JoinCode("482913999"))
    let third = try #require(JoinCode("482914007"))
    #expect(one.stemHash(key: [1]) == other.stemHash(key: [1]))
    #expect(one.stemHash(key: [1]) != third.stemHash(key: [1]))
  }
}
