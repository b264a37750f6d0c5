import Basics
import Testing

@testable import HTTP
@testable import Site

@Suite struct OpenDataFilesTests {
  private static let now = "2026-10-01T07:00:00+02:00"
  private static let version = "/opendata/vilaclara/2026-09/v1/indicators.csv"

  private func published(_ story: (PublishedDesk) async throws -> Void) async throws {
    try await PublishedDesk.open { desk in
      try await desk.publish("2026-10-01T06:00:00+02:00")
      try await story(desk)
    }
  }

  @Test func `a version stays fresh for a year and is open to every origin`() async throws {
    try await published { desk in
      let response = try await desk.answer(Self.version, at: Self.now)
      #expect(response.status == .ok)
      let fields = response.fields
      #expect(fields["Content-Type"] == "text/csv; charset=utf-8; header=present")
      #expect(fields["Cache-Control"] == "public, max-age=31536000, immutable")
      #expect(fields["Access-Control-Allow-Origin"] == "*")
      #expect(fields["Last-Modified"] == "Thu, 01 Oct 2026 04:00:00 GMT")
      #expect(fields["Vary"] == "Accept-Encoding")
      #expect(
        fields["Link"] == "<https://creativecommons.org/licenses/by/4.0/>; rel=\"license\""
      )
    }
  }

  @Test func `the tag is the content's own digest`() async throws {
    try await published { desk in
      let response = try await desk.answer(Self.version, at: Self.now)
      let digest = Hex.encode(SHA256.hash(response.bytes))
      #expect(response.fields["ETag"] == "\"\(digest)\"")
    }
  }

  @Test func `the newest publication says which version it is`() async throws {
    try await published { desk in
      let latest = try await desk.answer("/opendata/vilaclara/latest/indicators.csv", at: Self.now)
      #expect(latest.fields["Cache-Control"] == "public, max-age=3600")
      #expect(latest.fields["Content-Location"] == Self.version)
      #expect(latest.bytes == (try await desk.answer(Self.version, at: Self.now)).bytes)
    }
  }

  @Test func `JSON travels as JSON`() async throws {
    try await published { desk in
      let path = "/opendata/vilaclara/latest/indicators.json"
      let response = try await desk.answer(path, at: Self.now)
      #expect(response.fields["Content-Type"] == "application/json")
      #expect(try JSON(parsing: response.bytes)["organisation"]?.string == "vilaclara")
    }
  }

  @Test func `who has the content already is told so`() async throws {
    try await published { desk in
      let tag = try #require(try await desk.answer(Self.version, at: Self.now).fields["ETag"])
      for condition in [
        "If-None-Match: \(tag)\r\n", "If-Modified-Since: Thu, 01 Oct 2026 04:00:00 GMT\r\n",
      ] {
        let again = try await desk.answer(Self.version, condition, at: Self.now)
        #expect(again.status == .notModified)
        #expect(again.bytes.isEmpty)
        #expect(again.fields["ETag"] == tag)
        #expect(again.fields["Access-Control-Allow-Origin"] == "*")
      }
    }
  }

  @Test func `HEAD is answered like GET`() async throws {
    try await published { desk in
      let got = try await desk.answer(Self.version, at: Self.now)
      let head = try await desk.answer(Self.version, method: "HEAD", at: Self.now)
      #expect(head.status == .ok)
      #expect(head.fields["ETag"] == got.fields["ETag"])
    }
  }

  @Test func `a running count is asked for again each time, and changes only with its content`()
    async throws
  {
    try await published { desk in
      let path = "/opendata/vilaclara/2026-10/v0/indicators.json"
      let once = try await desk.answer(path, at: Self.now)
      let later = try await desk.answer(path, at: "2026-10-01T07:30:00+02:00")
      #expect(once.fields["Cache-Control"] == "no-cache")
      #expect(once.fields["Last-Modified"] == nil)
      #expect(once.fields["ETag"] == later.fields["ETag"])
      try await desk.contact("2026-10-01T08:00:00+02:00")
      let changed = try await desk.answer(path, at: "2026-10-01T09:00:00+02:00")
      #expect(once.fields["ETag"] != changed.fields["ETag"])
    }
  }

  @Test(arguments: [
    "/opendata/vilaclara/2026-09/v2/indicators.csv", "/opendata/vilaclara/2026-09/v0/ratings.csv",
    "/opendata/vilaclara/2026-09/v01/ratings.csv", "/opendata/vilaclara/2026-09/1/ratings.csv",
    "/opendata/vilaclara/2026-09/v-1/ratings.csv", "/opendata/vilaclara/2026-13/v1/ratings.csv",
    "/opendata/vilaclara/2027-01/v0/ratings.csv", "/opendata/vilaclara/latest/other.csv",
    "/opendata/vilaclara/2026-09/v1/", "/opendata/nowhere/latest/ratings.csv",
    "/opendata/vilaclara/2026-09/v99999999999999999999/ratings.csv",
  ])
  func `there is nothing at an address that was never given out`(path: String) async throws {
    try await published { desk in
      let response = try await desk.answer(path, at: Self.now)
      #expect(response.status == .notFound)
    }
  }

  @Test func `before the first publication there is no newest one`() async throws {
    try await PublishedDesk.open { desk in
      let path = "/opendata/vilaclara/latest/indicators.csv"
      let response = try await desk.answer(path, at: "2026-09-20T09:00:00+02:00")
      #expect(response.status == .notFound)
    }
  }
}
