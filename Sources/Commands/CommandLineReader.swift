/// Reads the words of a command line; touches nothing else.
public enum CommandLineReader {
  /// What the words ask for.
  ///
  /// - Parameter arguments: The words after the program's name.
  /// - Returns: What to do, or which help to show.
  /// - Throws: ``UsageError`` in a sentence.
  public static func read(_ arguments: [String]) throws(UsageError) -> Wish {
    guard let first = arguments.first else { return .overview }
    if ["--help", "-h"].contains(first) { return .overview }
    if first == "help" {
      let words = arguments.dropFirst().filter { !$0.hasPrefix("-") }
      return words.isEmpty ? .overview : .help(try commands(named: Array(words)))
    }
    if first == "--version" { return try read(["version"]) }
    if first.hasPrefix("-") {
      throw .unknownOption(
        first, command: "", near: NearMiss.nearest(to: first, among: ["--help", "--version"]))
    }
    let family = Catalogue.commands.filter { $0.words.first == first }
    guard !family.isEmpty else {
      throw .unknownCommand(
        first, near: NearMiss.nearest(to: first, among: Catalogue.firstWords))
    }
    if let command = family.first, command.words.count == 1 {
      return try read(command, Array(arguments.dropFirst()))
    }
    return try read(family, first, Array(arguments.dropFirst()))
  }

  /// A family such as `staff`: its second word says which of them.
  private static func read(
    _ family: [CommandSyntax], _ first: String, _ rest: [String]
  ) throws(UsageError) -> Wish {
    let choices = family.compactMap { $0.words.dropFirst().first }
    guard let second = rest.first else {
      throw .incompleteCommand(first, choices: choices)
    }
    if ["--help", "-h", "help"].contains(second) { return .help(family) }
    guard let command = family.first(where: { $0.words == [first, second] }) else {
      if second.hasPrefix("-") { throw .incompleteCommand(first, choices: choices) }
      throw .unknownCommand(
        "\(first) \(second)",
        near: NearMiss.nearest(to: second, among: choices).map { "\(first) \($0)" })
    }
    return try read(command, Array(rest.dropFirst()))
  }

  private static func read(
    _ command: CommandSyntax, _ words: [String]
  ) throws(UsageError) -> Wish {
    let end = words.firstIndex(of: "--") ?? words.endIndex
    if words[..<end].contains(where: { ["--help", "-h"].contains($0) }) { return .help([command]) }
    var values: [String: [String]] = [:]
    var parameters: [String] = []
    var index = 0
    while index < words.count {
      let word = words[index]
      index += 1
      if word == "--" {
        parameters += words[index...]
        break
      }
      if word.hasPrefix("-"), word != "-" {
        let (option, value) = try option(word, of: command, words, &index)
        if values[option.name] != nil, !option.repeats { throw .repeated(option: option.name) }
        values[option.name, default: []].append(value)
      } else {
        parameters.append(word)
      }
    }
    try check(parameters, of: command)
    return .run(Invocation(command: command, parameters: parameters, values: values))
  }

  private static func option(
    _ word: String, of command: CommandSyntax, _ words: [String], _ index: inout Int
  ) throws(UsageError) -> (OptionSyntax, String) {
    let parts = word.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
    let spelled = String(parts[0])
    let name = String(spelled.drop { $0 == "-" })
    if name == "password" { throw .passwordOnCommandLine }
    guard spelled.hasPrefix("--"), let option = command.option(name) else {
      let near = NearMiss.nearest(to: name, among: command.options.map(\.name) + ["help"])
      throw .unknownOption(spelled, command: command.name, near: near.map { "--" + $0 })
    }
    guard let form = option.value else {
      if parts.count == 2 { throw .unwantedValue(option: name) }
      return (option, "")
    }
    if parts.count == 2 { return (option, String(parts[1])) }
    guard index < words.count, !words[index].hasPrefix("--") else {
      throw .missingValue(option: name, form: form)
    }
    defer { index += 1 }
    return (option, words[index])
  }

  private static func check(
    _ words: [String], of command: CommandSyntax
  ) throws(UsageError) {
    let needed = command.parameters.filter { !$0.isOptional }.count
    if words.count < needed {
      throw .missingParameter(command.parameters[words.count].name, command: command.name)
    }
    let takesMore = command.parameters.last?.repeats ?? false
    if words.count > command.parameters.count, !takesMore {
      let extra = words[command.parameters.count]
      if command.name == "staff password" { throw .passwordOnCommandLine }
      throw .unwantedParameter(extra, command: command.name)
    }
  }

  private static func commands(named words: [String]) throws(UsageError) -> [CommandSyntax] {
    let found = Catalogue.commands.filter { $0.words.starts(with: words) }
    guard found.isEmpty else { return found }
    let name = words.joined(separator: " ")
    let names = Catalogue.commands.map(\.name) + Catalogue.firstWords
    throw .unknownCommand(name, near: NearMiss.nearest(to: name, among: names))
  }
}
