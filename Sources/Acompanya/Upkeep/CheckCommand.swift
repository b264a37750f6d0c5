import SQLite
import Storage

/// `acompanya check`.
enum CheckCommand {
  static func run(_ call: Call) async throws {
    let problems: [String]
    do {
      problems = try await call.withDesk { try await $0.problems() }
    } catch SQLiteError.corrupt {
      problems = [SQLiteError.corrupt.description]
    } catch SQLiteError.notADatabase {
      problems = [SQLiteError.notADatabase.description]
    }
    for problem in problems { Terminal.say(problem) }
    guard problems.isEmpty else { throw ProgramError.problemsFound(problems.count) }
    Terminal.say("All is well.")
  }
}
