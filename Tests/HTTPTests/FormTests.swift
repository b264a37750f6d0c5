import Testing

@testable import HTTP

@Suite struct FormTests {
  @Test(arguments: [
    ("a=b", "a", "b"), ("a=1&a=2", "a", "1"), ("a", "a", ""), ("x=1&a=", "a", ""),
    ("a=b+c%20d", "a", "b c d"), ("n%C3%BAm=7", "núm", "7"), ("a=b=c", "a", "b=c"),
    ("a=%4", "a", "%4"), ("a=%zz", "a", "%zz"), ("&&a=1&", "a", "1"),
    ("a=%C3%28", "a", "\u{FFFD}("),
  ])
  func `a query gives the first value of a name`(raw: String, name: String, value: String) {
    #expect(Query(raw)[name] == value)
  }

  @Test func `a query without the name gives nothing`() {
    #expect(Query("")["a"] == nil)
    #expect(Query("b=1")["a"] == nil)
  }

  @Test func `a query gives all values of a name`() {
    #expect(Query("a=1&b=2&a=3").all("a") == ["1", "3"])
  }

  @Test func `only the first 256 pairs of a query count`() {
    let raw = (0..<300).map { "k\($0)=v" }.joined(separator: "&")
    #expect(Query(raw)["k255"] == "v")
    #expect(Query(raw)["k256"] == nil)
  }

  @Test func `a form keeps its fields in order`() throws {
    let form = try FormBody(urlEncoded: Array("nom=Aina+Puig&cos=%0D%0A&nom=x".utf8))
    #expect(form["nom"] == "Aina Puig")
    #expect(form["cos"] == "\r\n")
    #expect(form.all("nom") == ["Aina Puig", "x"])
    #expect(form["res"] == nil)
  }

  @Test func `a form that is not UTF-8 is refused`() {
    #expect(throws: FormBody.Failure.notUTF8) {
      try FormBody(urlEncoded: Array("a=%C3%28".utf8))
    }
  }

  @Test func `a form with too many fields is refused`() {
    #expect(throws: FormBody.Failure.tooManyFields(max: 2)) {
      try FormBody(urlEncoded: Array("a=1&b=2&c=3".utf8), fieldsMax: 2)
    }
  }
}
