import Testing
import Ticketing

@Suite struct PlainTextTests {
  @Test(arguments: [
    ("  Anna  ", "Anna"), ("An\u{0}na", "Anna"), ("Anna\nPuig", "Anna Puig"),
    ("Anna\r\nPuig", "Anna Puig"), ("Anna\rPuig", "Anna Puig"), ("Anna\tPuig", "Anna Puig"),
    ("Anna\u{2028}Puig", "Anna Puig"), ("\u{202E}Anna", "Anna"), ("Anna\u{2066}", "Anna"),
    ("\u{FEFF}Anna", "Anna"), ("An\u{1B}[31mna", "An[31mna"), ("Anna\u{7F}\u{85}", "Anna"),
    ("L·luïsa Ñíguez", "L·luïsa Ñíguez"), ("👩🏽‍💻", "👩🏽‍💻"),
  ])
  func `a line keeps what shows`(typed: String, clean: String) {
    #expect(PlainText.clean(typed) == clean)
  }

  @Test(arguments: ["a\nb", "a\r\nb", "a\rb", "a\u{2029}b"])
  func `every way to end a line is one line end`(typed: String) {
    #expect(Array(PlainText.clean(typed, lines: true).utf8) == Array("a\nb".utf8))
  }

  @Test(arguments: ["", " ", "\u{200B}", "\u{2060}\u{200D}", "\u{3164}", "\u{00AD} \u{FE0F}"])
  func `what doesn't show at all is nothing`(typed: String) {
    #expect(PlainText.clean(typed).isEmpty)
  }

  @Test func `marks on a letter count towards a length`() {
    let stacked = "a" + String(repeating: "\u{0301}", count: 500)
    #expect(stacked.count == 1)
    #expect(PlainText.isLonger(stacked, than: 100))
    #expect(!PlainText.isLonger(String(repeating: "à", count: 100), than: 100))
  }
}
