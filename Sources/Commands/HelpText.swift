/// What help says, as text for a terminal of 80 columns.
public enum HelpText {
  private static let width = 80

  /// What the program is and all its commands.
  public static func overview() -> String {
    var lines = [
      "acompanya: the remote helpdesk that keeps its promises and publishes its figures",
      "",
      "Try it:  acompanya demo",
      "",
      "Commands:",
    ]
    let names = Catalogue.commands.map(\.name)
    let column = (names.map(\.count).max() ?? 0) + 4
    for command in Catalogue.commands {
      lines += entry(command.name, command.summary, column: column)
    }
    lines += ["", "`acompanya help COMMAND` says more about each, with examples.", ""]
    lines += wrapped(
      "Options count from the command line first, then from the environment (ACOMPANYA_DATA, "
        + "ACOMPANYA_LISTEN, …), then from the --config file (JSON), then their defaults.")
    lines += [
      "", "Exit codes: 0 fine, 1 what it checked is wrong, 2 used wrongly, 3 can't start.",
    ]
    return lines.joined(separator: "\n") + "\n"
  }

  /// What a command, or a family of them, does.
  public static func of(_ commands: [CommandSyntax]) -> String {
    if commands.count > 1 { return family(commands) }
    return commands.map(of).joined()
  }

  private static func family(_ commands: [CommandSyntax]) -> String {
    let word = commands.first?.words.first ?? ""
    var lines = ["acompanya \(word) …", ""]
    let column = (commands.map(\.name.count).max() ?? 0) + 4
    for command in commands { lines += entry(command.name, command.summary, column: column) }
    lines += ["", "`acompanya help \(word) …` says more about each."]
    return lines.joined(separator: "\n") + "\n"
  }

  private static func of(_ command: CommandSyntax) -> String {
    var usage = "acompanya " + command.name
    for parameter in command.parameters { usage += " " + parameter.usage }
    if !command.options.isEmpty { usage += " [OPTIONS]" }
    var lines = ["\(usage)", ""] + wrapped(capitalised(command.summary) + ".")
    for paragraph in command.details { lines += [""] + wrapped(paragraph) }
    if !command.parameters.isEmpty {
      lines.append("")
      for parameter in command.parameters {
        lines += entry(parameter.name, parameter.summary, column: 22)
      }
    }
    if !command.options.isEmpty {
      lines += ["", "Options:"]
      for option in command.options {
        let again = option.repeats ? "; may be repeated" : ""
        lines += entry(option.usage, option.summary + again, column: 28)
      }
    }
    if !command.examples.isEmpty {
      lines += ["", "Examples:"] + command.examples.map { "  acompanya " + $0 }
    }
    return lines.joined(separator: "\n") + "\n"
  }

  /// A name and what it is, beside each other where there is room.
  private static func entry(_ name: String, _ summary: String, column: Int) -> [String] {
    let indent = String(repeating: " ", count: column)
    var lines = wrapped(summary, width: width - column).map { indent + $0 }
    let head = "  " + name
    guard head.count + 2 <= column, let first = lines.first else { return [head] + lines }
    lines[0] = head + first.dropFirst(head.count)
    return lines
  }

  private static func wrapped(_ text: String, width: Int = width) -> [String] {
    var lines: [String] = []
    var line = ""
    for word in text.split(separator: " ") {
      if !line.isEmpty, line.count + 1 + word.count > width {
        lines.append(line)
        line = ""
      }
      line += line.isEmpty ? String(word) : " " + word
    }
    return line.isEmpty ? lines : lines + [line]
  }

  private static func capitalised(_ text: String) -> String {
    text.prefix(1).uppercased() + text.dropFirst()
  }
}
