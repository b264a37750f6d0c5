import Testing

@testable import HTTP

@Suite struct PreconditionsTests {
  static let then = "Sun, 06 Nov 1994 08:49:37 GMT"
  static let before = "Sun, 06 Nov 1994 08:49:36 GMT"

  static let table: [(Fields, Preconditions.Verdict)] = [
    ([:], Preconditions.Verdict.proceed),
    (["If-None-Match": "\"v1\""], .notModified),
    (["If-None-Match": "W/\"v1\""], .notModified),
    (["If-None-Match": "\"v0\", \"v1\""], .notModified),
    (["If-None-Match": "*"], .notModified),
    (["If-None-Match": "\"v0\""], .proceed),
    (["If-None-Match": "\"v0\"", "If-Modified-Since": then], .proceed),
    (["If-Modified-Since": then], .notModified),
    (["If-Modified-Since": before], .proceed),
    (["If-Modified-Since": "yesterday"], .proceed),
    (["If-Match": "\"v1\""], .proceed),
    (["If-Match": "*"], .proceed),
    (["If-Match": "W/\"v1\""], .failed),
    (["If-Match": "\"v0\""], .failed),
    (["If-Unmodified-Since": then], .proceed),
    (["If-Unmodified-Since": before], .failed),
    (["If-Match": "\"v1\"", "If-Unmodified-Since": before], .proceed),
  ]

  @Test(arguments: table)
  func `conditions on version one`(fields: Fields, verdict: Preconditions.Verdict) {
    #expect(conditions(fields).verdict(isReading: true) == verdict)
  }

  @Test func `a change with a matching If-None-Match fails`() {
    #expect(conditions(["If-None-Match": "*"]).verdict(isReading: false) == .failed)
  }

  static let ranges: [(Fields, Bool)] = [
    ([:], true), (["If-Range": "\"v1\""], true), (["If-Range": "\"v0\""], false),
    (["If-Range": "W/\"v1\""], false), (["If-Range": then], true), (["If-Range": before], false),
  ]

  @Test(arguments: ranges)
  func `a range counts for the same copy only`(fields: Fields, allows: Bool) {
    #expect(conditions(fields).allowsRange == allows)
  }

  private func conditions(_ fields: Fields) -> Preconditions {
    Preconditions(fields: fields, tag: "\"v1\"", modified: 784_111_777)
  }
}
