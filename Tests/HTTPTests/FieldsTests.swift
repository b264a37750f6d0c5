import Testing

@testable import HTTP

@Suite struct FieldsTests {
  @Test func `names are compared without case`() {
    let fields: Fields = ["Content-Type": "text/html"]
    #expect(fields["content-TYPE"] == "text/html")
    #expect(fields["content-typo"] == nil)
  }

  @Test func `setting puts one line in the place of all`() {
    var fields: Fields = ["A": "1", "B": "2", "a": "3"]
    fields.set("A", "4")
    #expect(fields.map { "\($0.name)=\($0.value)" } == ["B=2", "A=4"])
  }

  @Test func `removing takes all lines of the name`() {
    var fields: Fields = ["A": "1", "B": "2", "a": "3"]
    fields.remove("a")
    #expect(fields.count == 1)
    #expect(!fields.contains("A"))
  }

  @Test func `a value can't begin a new line`() {
    var fields = Fields()
    fields.append("X-Name\r\n", "a\r\nSet-Cookie: b\u{0}c")
    var bytes: [UInt8] = []
    fields.write(to: &bytes)
    #expect(String(decoding: bytes, as: UTF8.self) == "X-Name--: a  Set-Cookie: b c\r\n")
  }

  @Test func `lists fall into lower-case members`() {
    let fields: Fields = ["Connection": "Upgrade, , close", "connection": "X"]
    #expect(fields.tokens(of: "Connection") == ["upgrade", "close", "x"])
  }

  @Test func `the framing fields of a handler are left out`() {
    let fields: Fields = [
      "Date": "today", "Connection": "close", "Content-Length": "1", "Transfer-Encoding": "x",
      "Link": "yes",
    ]
    var bytes: [UInt8] = []
    fields.writeWithoutFraming(to: &bytes)
    #expect(String(decoding: bytes, as: UTF8.self) == "Link: yes\r\n")
  }
}
