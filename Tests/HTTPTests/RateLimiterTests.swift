import HTTP
import Testing
import Wire

@Suite struct RateLimiterTests {
  @Test func `the burst is admitted and the next one told when to return`() {
    let limiter = RateLimiter(burst: 3, perMinute: 6)
    for _ in 0..<3 { #expect(limiter.admit("Aina", at: 100) == .admitted) }
    #expect(limiter.admit("Aina", at: 100) == .refused(retryAfterSeconds: 10))
    #expect(limiter.admit("Aina", at: 109) == .refused(retryAfterSeconds: 1))
    #expect(limiter.admit("Aina", at: 110) == .admitted)
  }

  @Test func `callers don't share a bucket`() {
    let limiter = RateLimiter(burst: 1, perMinute: 1)
    #expect(limiter.admit("Aina", at: 0) == .admitted)
    #expect(limiter.admit("Biel", at: 0) == .admitted)
    #expect(limiter.admit("Aina", at: 0) != .admitted)
  }

  @Test func `addresses of one network share a bucket`() throws {
    let limiter = RateLimiter(burst: 1, perMinute: 1)
    #expect(limiter.admit(try #require(IPAddress("2001:db8::1")), at: 0) == .admitted)
    #expect(limiter.admit(try #require(IPAddress("2001:db8::2")), at: 0) != .admitted)
    #expect(limiter.admit(try #require(IPAddress("2001:db8:0:1::1")), at: 0) == .admitted)
  }

  @Test func `a caller is remembered while few others come`() {
    let limiter = RateLimiter(burst: 1, perMinute: 1, keysMax: 100)
    #expect(limiter.admit("Aina", at: 0) == .admitted)
    for other in 0..<40 { _ = limiter.admit("other \(other)", at: 0) }
    #expect(limiter.admit("Aina", at: 0) != .admitted)
  }

  @Test func `a clock that goes back gives no tokens`() {
    let limiter = RateLimiter(burst: 1, perMinute: 60)
    #expect(limiter.admit("Aina", at: 100) == .admitted)
    #expect(limiter.admit("Aina", at: 50) != .admitted)
    #expect(limiter.admit("Aina", at: 101) == .admitted)
  }
}
