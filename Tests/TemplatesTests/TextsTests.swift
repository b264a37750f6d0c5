import Testing

@testable import Templates

@Suite struct TextsInLocales {
  let texts: Texts

  init() throws {
    texts = try Texts(sources: [
      "ca": Array(
        #"{"callMe":{"title":"Us truquem"},"when":"{day}, a les {hour}","list":["u","dos"]}"#.utf8),
      "en": Array(#"{"callMe":{"title":"We call you"}}"#.utf8),
    ])
  }

  @Test func `a text is found by its path`() {
    #expect(texts.text("callMe.title", in: "ca") == "Us truquem")
    #expect(texts.text("callMe.title", in: "en") == "We call you")
    #expect(texts.text("list.1", in: "ca") == "dos")
  }

  @Test func `a missing text shows its key`() {
    #expect(texts.text("when", in: "en") == "when")
    #expect(texts.find("when", in: "en") == nil)
  }

  @Test(arguments: [
    (["day": "dimarts", "hour": "8"], "dimarts, a les 8"),
    (["day": "{hour}", "hour": "8"], "{hour}, a les 8"),
    (["hour": "8"], "{day}, a les 8"),
  ])
  func `placeholders are filled once`(values: [String: String], filled: String) {
    #expect(texts.format("when", values, in: "ca") == filled)
  }

  @Test(arguments: ["{", "[]", #""text""#])
  func `a locale that is no object is refused by name`(source: String) {
    let error = #expect(throws: TemplateError.self) {
      try Texts(sources: ["oc": Array(source.utf8)])
    }
    guard case .malformedLocale(let file, _) = error else {
      Issue.record("not a fault of a locale")
      return
    }
    #expect(file == "oc.json")
  }
}
