import Basics
import HTTP
import Storage
import Support
import Templates
import Testing
import Ticketing

@testable import Site

@Suite struct DescriptionTests {
  @Test func `every route of the interface is described, and nothing else is`() async throws {
    try await Probe.open { probe in
      let routes = probe.site.routes.filter { $0.pattern.hasPrefix("/api/") }.map { route in
        let path = route.pattern.split(separator: "/", omittingEmptySubsequences: false)
          .map { $0.hasPrefix(":") ? "{\($0.dropFirst())}" : String($0) }
          .joined(separator: "/")
        return "\(route.method) \(path)"
      }
      #expect(Set(routes) == Description.shared.operations)
      #expect(routes.count == Set(routes).count)
    }
  }

  @Test func `the description is served to everybody`() async throws {
    try await Probe.open { probe in
      let answer = try await probe.get("/api/openapi.json")
      #expect(answer.status == 200)
      #expect(answer.json == Description.shared.json)
      #expect(answer.fields["Access-Control-Allow-Origin"] == "*")
    }
  }

  @Test func `another method is answered 405 with those that there are`() async throws {
    try await Probe.open { probe in
      let answer = try await probe.send("PUT", "/api/v1/tickets")
      #expect(answer.status == 405)
      #expect(answer.fields["Allow"] == "GET, POST, HEAD, OPTIONS")
      #expect(answer.problem == "method-not-allowed")
    }
  }

  @Test func `the check finds what breaks a schema`() throws {
    let schema = try JSON(
      parsing: Array(
        #"{"type":"object","required":["a"],"properties":{"b":{"enum":["x"]}}}"#.utf8))
    let faults = Description.shared.faults(of: ["b": "y"], by: schema, at: "body")
    #expect(faults == ["body has no a", "body.b is none of the words of its enum"])
  }
}
