import Foundation
import Testing

@testable import acompanya

/// A folder of its own that goes with the test.
func withFolder(_ body: (String) async throws -> Void) async throws {
  let folder = FileManager.default.temporaryDirectory.appending(path: UUID().uuidString)
  try FileManager.default.createDirectory(
    at: folder, withIntermediateDirectories: true, attributes: [.posixPermissions: 0o700])
  defer { try? FileManager.default.removeItem(at: folder) }
  try await body(folder.path)
}

/// Runs the program's line within this process.
@discardableResult func acompanya(_ words: String...) async -> ExitCode {
  await Main.run(words)
}
