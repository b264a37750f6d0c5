import Basics
import Storage

/// `acompanya backup FILE`.
enum BackupCommand {
  static func run(_ call: Call) async throws {
    let path = call.parameter(0)
    let previous = Files.facts(path)
    if previous?.isDirectory == true {
      throw ProgramError.file(path, reason: "it is a directory; name the file in it")
    }
    try await call.withDesk { try await $0.backup(to: path) }
    let size = Files.facts(path)?.byteCount ?? 0
    let replaced = previous == nil ? "" : ", in the place of the one that was there"
    Terminal.say("Wrote \(path): \(size) bytes, checked\(replaced).")
  }
}
