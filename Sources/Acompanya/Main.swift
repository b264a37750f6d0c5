import Commands
import Glibc
import Passwords
import Storage
import Ticketing

/// The program: reads its command line, does what it says, and answers with an exit code.
@main
enum Main {
  static func main() async {
    // A reader that goes away is an error of that write, not the end of the program.
    signal(SIGPIPE, SIG_IGN)
    let code = await run(Array(CommandLine.arguments.dropFirst()))
    exit(code.rawValue)
  }

  /// Does what the words say.
  static func run(_ arguments: [String]) async -> ExitCode {
    do {
      switch try CommandLineReader.read(arguments) {
      case .overview: Terminal.say(HelpText.overview().trimmed)
      case .help(let commands): Terminal.say(HelpText.of(commands).trimmed)
      case .run(let invocation): try await run(Call(invocation))
      }
      return .fine
    } catch {
      Terminal.note("acompanya: \(error)")
      return exitCode(of: error)
    }
  }

  static func exitCode(of error: any Error) -> ExitCode {
    switch error {
    case let error as ProgramError: error.exitCode
    case is UsageError, is PasswordError, is TicketingError: .usage
    case StorageError.taken: .usage
    default: .cannotStart
    }
  }

  private static func run(_ call: Call) async throws {
    switch call.command.words.first {
    case "demo": try await DemoCommand.run(call)
    case "serve": try await ServeCommand.run(call)
    case "relay": try await RelayCommand.run(call)
    case "report": try await ReportCommand.run(call)
    case "publish": try await PublishCommand.run(call)
    case "organisation": try await OrganisationCommands.run(call)
    case "staff": try await StaffCommands.run(call)
    case "desktop": try await DesktopCommands.run(call)
    case "backup": try await BackupCommand.run(call)
    case "restore": try RestoreCommand.run(call)
    case "check": try await CheckCommand.run(call)
    case "config": try ConfigCommand.run(call)
    default: Terminal.say("acompanya \(Version.number)")
    }
  }
}

/// Which version this is.
enum Version {
  static let number = "0.1.0"
}

extension String {
  /// Without the line's end, for who adds one.
  fileprivate var trimmed: String { hasSuffix("\n") ? String(dropLast()) : self }
}
