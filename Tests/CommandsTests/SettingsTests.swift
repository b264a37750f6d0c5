import Basics
import Testing

@testable import Commands

@Suite struct SettingsTests {
  private func settings(
    _ line: String, environment: [String: String] = [:], file: JSONObject = JSONObject()
  ) throws -> Settings {
    let words = line.split(separator: " ").map(String.init)
    guard case .run(let invocation) = try CommandLineReader.read(words) else {
      throw UsageError.conflict("not a run")
    }
    return try Settings(invocation, environment: environment, file: file)
  }

  @Test(arguments: [
    ("serve --listen line", "environment", "file", "line"),
    ("serve", "environment", "file", "environment"), ("serve", "", "file", "file"),
    ("serve", "", "", ""),
  ])
  func `the command line counts before the environment, and that before the file`(
    _ line: String, _ variable: String, _ member: String, _ expected: String
  ) throws {
    let settings = try settings(
      line, environment: ["ACOMPANYA_LISTEN": variable],
      file: member.isEmpty ? [:] : ["listen": .string(member)])
    #expect(try settings.text("listen") ?? "" == expected)
  }

  @Test(arguments: [
    ("serve --behind-proxy", "off", JSON.bool(false), true), ("serve", "on", .bool(false), true),
    ("serve", "0", .bool(true), false), ("serve", "", .bool(true), true),
    ("serve", "", .string("yes"), true), ("serve", "", .null, false),
  ])
  func `a switch has the same precedence`(
    _ line: String, _ variable: String, _ member: JSON, _ expected: Bool
  ) throws {
    let settings = try settings(
      line, environment: ["ACOMPANYA_BEHIND_PROXY": variable], file: ["behind-proxy": member])
    #expect(try settings.flag("behind-proxy") == expected)
  }

  @Test func `what is asked for this once comes from the command line alone`() throws {
    let settings = try settings("demo", environment: ["ACOMPANYA_SEED": "9"])
    #expect(try settings.text("seed") == nil)
  }

  @Test func `a file for serve may hold options that another command lacks`() throws {
    let settings = try settings("backup f", file: ["listen": "127.0.0.1:1", "data": "d"])
    #expect(try settings.text("listen") == nil)
    #expect(try settings.text("data") == "d")
  }

  @Test func `a file's unknown member is refused with a suggestion`() {
    let error = #expect(throws: UsageError.self) { try settings("serve", file: ["lisen": "x"]) }
    #expect(error?.description.contains("Did you mean 'listen'") ?? false)
  }

  @Test func `a member of another kind is refused`() throws {
    let settings = try settings("serve", file: ["listen": ["a", "b"]])
    #expect(throws: UsageError.self) { try settings.text("listen") }
  }

  @Test(arguments: ["ten", "", "-1", "2000001", "1e3", "1.5"])
  func `a number outside its limits is refused`(_ text: String) throws {
    let settings = try settings("demo --contacts=\(text)")
    #expect(throws: UsageError.self) { try settings.integer("contacts", in: 0...2_000_000) }
  }

  @Test(arguments: ["maybe", "onn", ""])
  func `a switch that is neither on nor off is refused`(_ text: String) throws {
    let settings = try settings("serve --rate-limits=\(text)")
    #expect(throws: UsageError.self) { try settings.onOff("rate-limits") }
  }

  @Test func `the configuration file is named by option before variable`() throws {
    let words = ["serve", "--config", "a.json"]
    guard case .run(let invocation) = try CommandLineReader.read(words) else { return }
    let environment = ["ACOMPANYA_CONFIG": "b.json"]
    #expect(Settings.configurationPath(invocation, environment: environment) == "a.json")
  }
}
