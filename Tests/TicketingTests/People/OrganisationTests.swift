import Support
import Testing
import Ticketing

@Suite struct OrganisationTests {
  @Test(arguments: ["vilaclara", "el-prat", "v2", String(repeating: "a", count: 40)])
  func `a slug is lower-case letters, digits and hyphens`(slug: String) {
    #expect(Organisation.isSlug(slug))
  }

  @Test(arguments: [
    "", "v", "-vila", "Vila", "vila clara", "vilà", "vila/clara", "vila.clara", "api", "agent",
    "opendata", "problems", String(repeating: "a", count: 41),
  ])
  func `what can't stand in an address, or stands there already, is no slug`(slug: String) {
    #expect(!Organisation.isSlug(slug))
  }

  @Test func `a council without a name in a language is called by its own`() {
    let council = NamedCouncils.council()
    #expect(council.name(in: .english) == "Vilaclara")
    #expect(council.name(in: Language(rawValue: "oc")) == "Vilaclara")
  }

  @Test func `a name in any language is better than none`() {
    let sample = NamedCouncils.council()
    let council = Organisation(
      id: sample.id, slug: "sempre", code: "SEM", names: [.catalan: "Sempre"], phone: nil,
      email: nil, languages: [.english], hours: sample.hours, callsPerSlot: 1, callsAbroad: false
    )
    #expect(council.name(in: .english) == "Sempre")
  }
}
