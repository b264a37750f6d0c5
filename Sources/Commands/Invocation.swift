/// A command as it was called, before anything is done.
public struct Invocation: Sendable, Equatable {
  /// Which command.
  public let command: CommandSyntax
  /// The words that follow it.
  public let parameters: [String]
  /// The options' values as typed; an option without a value has an empty text.
  public let values: [String: [String]]

  /// Describes a call.
  public init(command: CommandSyntax, parameters: [String], values: [String: [String]]) {
    self.command = command
    self.parameters = parameters
    self.values = values
  }

  /// The word at a place, when it was given.
  public func parameter(_ index: Int) -> String? {
    parameters.indices.contains(index) ? parameters[index] : nil
  }

  /// The value of an option that may stand once.
  public func value(_ option: String) -> String? {
    values[option]?.last
  }

  /// All the values of an option.
  public func values(_ option: String) -> [String] {
    values[option] ?? []
  }

  /// Whether an option was given.
  public func has(_ option: String) -> Bool {
    values[option] != nil
  }
}

/// What the command line asks for.
public enum Wish: Sendable, Equatable {
  /// Do something.
  case run(Invocation)
  /// Say what the program can do.
  case overview
  /// Say what a command, or a family of them, does.
  case help([CommandSyntax])
}
