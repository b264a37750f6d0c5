/// What is wrong with how the program was called; each is one sentence, or two with a remedy.
public enum UsageError: Error, Sendable, Equatable, CustomStringConvertible {
  /// No command has this name.
  case unknownCommand(String, near: String?)
  /// A family of commands was named without one of its commands.
  case incompleteCommand(String, choices: [String])
  /// The command has no such option.
  case unknownOption(String, command: String, near: String?)
  /// The option needs a value.
  case missingValue(option: String, form: String)
  /// The option takes no value.
  case unwantedValue(option: String)
  /// The option was given twice.
  case repeated(option: String)
  /// The command needs another word.
  case missingParameter(String, command: String)
  /// The command takes no further word.
  case unwantedParameter(String, command: String)
  /// A value can't be read.
  case badValue(of: String, value: String, expected: String)
  /// A password stands on the command line.
  case passwordOnCommandLine
  /// The configuration file can't be used.
  case configurationFile(path: String, problem: String)
  /// Options that exclude each other.
  case conflict(String)

  /// A sentence with the remedy.
  public var description: String {
    switch self {
    case .unknownCommand(let word, let near):
      "There is no command '\(word)'." + Self.suggestion(near.map { "acompanya " + $0 })
        + " `acompanya help` lists all."
    case .incompleteCommand(let word, let choices):
      "`acompanya \(word)` needs one more word: \(Self.list(choices))."
    case .unknownOption(let option, "", let near):
      "There is no option '\(option)' before a command." + Self.suggestion(near)
        + " `acompanya help` shows how."
    case .unknownOption(let option, let command, let near):
      "`acompanya \(command)` has no option '\(option)'." + Self.suggestion(near)
        + " `acompanya help \(command)` lists all."
    case .missingValue(let option, let form):
      "--\(option) needs a value: --\(option) \(form)."
    case .unwantedValue(let option):
      "--\(option) takes no value. Write just --\(option)."
    case .repeated(let option):
      "--\(option) is given twice. Which one counts? Give it once."
    case .missingParameter(let parameter, let command):
      "`acompanya \(command)` needs \(parameter). `acompanya help \(command)` shows how."
    case .unwantedParameter(let word, let command):
      "`acompanya \(command)` can't use '\(word)'. `acompanya help \(command)` shows how."
    case .badValue(let name, let value, let expected):
      "'\(value)' can't be \(name). Expected is \(expected)."
    case .passwordOnCommandLine:
      "A password on the command line can be read by every user of this machine (`ps`), and "
        + "stays in the shell's history. Leave it out to be asked, pipe it in, or use --generate."
    case .configurationFile(let path, let problem):
      "The configuration file '\(path)' can't be used: \(problem)."
    case .conflict(let sentence):
      sentence
    }
  }

  private static func suggestion(_ near: String?) -> String {
    near.map { " Did you mean '\($0)'?" } ?? ""
  }

  private static func list(_ words: [String]) -> String {
    guard let last = words.last, words.count > 1 else { return words.first ?? "" }
    return words.dropLast().joined(separator: ", ") + " or " + last
  }
}
