import Basics
import Foundation
import Testing

@testable import HTTP
@testable import Site

@Suite struct ActivityPagesTests {
  private static let now = "2026-11-05T07:00:00+01:00"

  /// Two assistances in September, one in October, both months published.
  private func published(_ story: (PublishedDesk) async throws -> Void) async throws {
    try await PublishedDesk.open { desk in
      try await desk.contact("2026-09-16T09:00:00+02:00", score: 4)
      try await desk.contact("2026-10-05T09:00:00+02:00", score: 5)
      try await desk.publish("2026-10-01T06:00:00+02:00")
      try await desk.publish("2026-11-01T06:00:00+01:00")
      try await story(desk)
    }
  }

  @Test(arguments: [
    ("ca", "El mes de setembre vam atendre 2 assistències."),
    ("es", "En el mes de septiembre atendimos 2 asistencias."),
    ("en", "In September we handled 2 assistances."),
  ])
  func `a month's page begins with what happened`(language: String, headline: String)
    async throws
  {
    try await published { desk in
      let page = try await desk.page(
        "/vilaclara/activity/2026-09?lang=\(language)", at: Self.now
      )
      #expect(page.contains("<h1>\(headline)</h1>"))
    }
  }

  @Test func `a month's page links its neighbours and its own version's files`() async throws {
    try await published { desk in
      let page = try await desk.page("/vilaclara/activity/2026-10", at: Self.now)
      #expect(page.contains("rel=\"prev\" href=\"/vilaclara/activity/2026-09\""))
      #expect(!page.contains("rel=\"next\""))
      #expect(page.contains("href=\"/opendata/vilaclara/2026-10/v1/ratings.csv\""))
      #expect(page.contains("a partir del mes de gener de 2027"))
    }
  }

  @Test func `a month's page draws its charts beside their tables`() async throws {
    try await published { desk in
      let page = try await desk.page("/vilaclara/activity/2026-10", at: Self.now)
      for id in ["assistances", "topics", "channels", "ratings"] {
        #expect(page.contains("aria-labelledby=\"chart-\(id)-name chart-\(id)-text\""))
      }
      #expect(page.components(separatedBy: "<table").count == 1 + 4 + 4)
    }
  }

  @Test func `a page shows what was published, whatever was written down since`() async throws {
    try await published { desk in
      let before = try await desk.page("/vilaclara/activity/2026-09", at: Self.now)
      try await desk.contact("2026-09-17T09:00:00+02:00")
      let after = try await desk.page("/vilaclara/activity/2026-09", at: Self.now)
      #expect(before == after)
    }
  }

  @Test func `every placeholder of a page is filled`() async throws {
    try await published { desk in
      for language in ["ca", "es", "en"] {
        for path in ["/vilaclara/activity", "/vilaclara/activity/2026-09"] {
          let page = try await desk.page("\(path)?lang=\(language)", at: Self.now)
          #expect(!page.contains("{"))
          #expect(!page.contains("activity."))
        }
      }
    }
  }

  @Test func `the months are listed newest first, each with its headline`() async throws {
    try await published { desk in
      let page = try await desk.page("/vilaclara/activity", at: Self.now)
      let october = try #require(page.range(of: "El mes d&#39;octubre"))
      let september = try #require(page.range(of: "El mes de setembre"))
      #expect(october.lowerBound < september.lowerBound)
    }
  }

  @Test(arguments: ["2026-08", "2026-11", "2026-1", "latest"])
  func `there is no page of a month that wasn't published`(month: String) async throws {
    try await published { desk in
      let response = try await desk.answer("/vilaclara/activity/\(month)", at: Self.now)
      #expect(response.status == .notFound)
    }
  }
}
