import Basics
import Commands
import Glibc
import Storage

/// One call of the program: which command, and where its values come from.
struct Call {
  let command: CommandSyntax
  let settings: Settings

  /// Brings command line, environment and configuration file together.
  init(_ invocation: Invocation) throws {
    command = invocation.command
    let environment = Self.environment()
    var file = JSONObject()
    if let path = Settings.configurationPath(invocation, environment: environment) {
      file = try Self.configuration(path)
    }
    settings = try Settings(invocation, environment: environment, file: file)
  }

  /// The data directory the command works on.
  func dataDirectory(default name: String = "acompanya-data") throws -> DataDirectory {
    DataDirectory(path: try settings.text("data") ?? name)
  }

  /// Does something with the desk, and closes it in any case.
  func withDesk<T>(_ body: (Desk) async throws -> T) async throws -> T {
    let desk = try await dataDirectory().openDesk()
    defer { desk.close() }
    return try await body(desk)
  }

  /// The word at a place; the reader has seen to it that those needed are there.
  func parameter(_ index: Int) -> String {
    settings.parameters.indices.contains(index) ? settings.parameters[index] : ""
  }

  private static func configuration(_ path: String) throws -> JSONObject {
    do {
      guard let object = try JSON(parsing: try Files.read(path)).object else {
        throw UsageError.configurationFile(path: path, problem: "it holds no JSON object")
      }
      return object
    } catch let error as JSONError {
      throw UsageError.configurationFile(
        path: path, problem: "it is no JSON at byte \(error.offset)")
    } catch ProgramError.file(_, let reason) {
      throw UsageError.configurationFile(path: path, problem: reason)
    }
  }

  private static func environment() -> [String: String] {
    var environment: [String: String] = [:]
    for name in Catalogue.settings.map(\.variable) {
      if let value = unsafe getenv(name) { environment[name] = unsafe String(cString: value) }
    }
    return environment
  }
}
