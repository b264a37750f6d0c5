import Commands

/// Why the program could not do what it was asked, beyond being called wrongly.
enum ProgramError: Error, Equatable, CustomStringConvertible {
  /// The directory isn't there.
  case noDirectory(String)
  /// There is no desk in the directory.
  case noDesk(String)
  /// The directory or a file in it can't be used.
  case file(String, reason: String)
  /// Other users of the machine could change what is kept there.
  case openToOthers(String, mode: String)
  /// Another process serves the directory.
  case beingServed(String, process: String)
  /// The directory holds a desk that the demo didn't make.
  case notADemo(String)
  /// Pages or sources that stand beside the program are missing.
  case noCompanion(String, option: String)
  /// A public address without a word on who speaks TLS.
  case publicAddress(String)
  /// Limits may be off on this machine only.
  case limitsOffInPublic(String)
  /// The machine's zone data are missing or wrong.
  case zoneData(String)
  /// No council has the slug.
  case unknownOrganisation(String)
  /// Nobody of the staff has the user name.
  case unknownStaff(String)
  /// The council has nothing to publish of the month.
  case nothingToReport(String, month: String)
  /// A database would be overwritten.
  case databaseExists(String)
  /// The back-up is damaged.
  case damagedBackup(String, String)
  /// A password was typed differently the second time.
  case passwordsDiffer
  /// There is no password to read.
  case noPassword
  /// Something that was looked at is wrong; the findings have been printed.
  case problemsFound(Int)

  var exitCode: ExitCode {
    switch self {
    case .problemsFound, .damagedBackup: .wrong
    case .unknownOrganisation, .unknownStaff, .nothingToReport, .databaseExists, .passwordsDiffer,
      .noPassword:
      .usage
    default: .cannotStart
    }
  }

  var description: String {
    switch self {
    case .noDirectory(let path):
      "There is no directory '\(path)'. Make it, or name another with --data."
    case .noDesk(let path):
      "There is no desk in '\(path)'. Name its directory with --data; `acompanya organisation "
        + "add` begins a new one and `acompanya demo` a sample."
    case .file(let path, let reason):
      "'\(path)' can't be used: \(reason)."
    case .openToOthers(let path, let mode):
      "Other users of this machine can reach '\(path)'. `chmod \(mode) \(path)` keeps them out."
    case .beingServed(let path, let process):
      "Another acompanya\(process) serves '\(path)'. Stop it first: two would not know of each "
        + "other's events."
    case .notADemo(let path):
      "'\(path)' holds a desk that isn't a demo. Serve it with `acompanya serve`, or give the "
        + "demo a directory of its own with --data."
    case .noCompanion(let what, let option):
      "The folder \(what) is not beside the program, here or in share/acompanya. Name it with "
        + "--\(option)."
    case .publicAddress(let address):
      "\(address) can be reached from outside, and TLS is a proxy's job: add --behind-proxy when "
        + "one stands in front (`acompanya config nginx`), or --insecure to do without."
    case .limitsOffInPublic(let address):
      "--rate-limits off is for load tests on this machine, and \(address) can be reached from "
        + "outside. Listen on 127.0.0.1, or leave the limits on."
    case .zoneData(let problem):
      "This machine can't tell the time in Europe/Madrid: \(problem) Install the package tzdata."
    case .unknownOrganisation(let slug):
      "No council is called '\(slug)'. `acompanya organisation list` shows them."
    case .unknownStaff(let user):
      "Nobody of the staff is called '\(user)'. `acompanya staff list` shows them."
    case .nothingToReport(let slug, let month):
      "'\(slug)' has nothing to report of \(month): nothing had happened by then, or it is still "
        + "to come."
    case .databaseExists(let path):
      "There is a database in '\(path)' already. --force keeps it aside and restores."
    case .damagedBackup(let path, let problem):
      "The back-up '\(path)' is damaged: \(problem). Nothing was changed; use another one."
    case .passwordsDiffer:
      "The two passwords are not the same. Nothing was changed."
    case .noPassword:
      "No password came on standard input. Pipe one line in, or use --generate."
    case .problemsFound(let count):
      count == 1 ? "1 problem found." : "\(count) problems found."
    }
  }
}

/// What the process tells the one who started it.
enum ExitCode: Int32 {
  /// All is well.
  case fine = 0
  /// What was looked at is wrong.
  case wrong = 1
  /// It was called wrongly.
  case usage = 2
  /// It could not start, or could not go on.
  case cannotStart = 3
}
