/// One option of a command, as help shows it and the command line spells it.
public struct OptionSyntax: Sendable, Equatable {
  /// Where an option's value may come from.
  public enum Source: Sendable, Equatable {
    /// The command line alone: what is asked for this once.
    case commandLine
    /// Also the environment and the configuration file: how this machine is set up.
    case anywhere
  }

  /// The name without its dashes, such as `listen`.
  public let name: String
  /// What stands for the value in help, such as `HOST:PORT`; `nil` is an option without one.
  public let value: String?
  /// What it does, in a line; its default, where it has one.
  public let summary: String
  /// Where its value may come from.
  public let source: Source
  /// Whether it may be given more than once.
  public let repeats: Bool

  /// Describes an option with a value.
  public init(
    _ name: String, _ value: String, _ summary: String,
    from source: Source = .commandLine, repeats: Bool = false
  ) {
    self.name = name
    self.value = value
    self.summary = summary
    self.source = source
    self.repeats = repeats
  }

  /// Describes an option that is there or not.
  public init(flag name: String, _ summary: String, from source: Source = .commandLine) {
    self.name = name
    self.value = nil
    self.summary = summary
    self.source = source
    self.repeats = false
  }

  /// The variable that sets it: `ACOMPANYA_RATE_LIMITS`.
  public var variable: String {
    "ACOMPANYA_" + name.uppercased().replacing("-", with: "_")
  }

  /// How help writes it: `--listen HOST:PORT`.
  public var usage: String {
    value.map { "--\(name) \($0)" } ?? "--\(name)"
  }
}

extension String {
  fileprivate func replacing(_ old: Character, with new: Character) -> String {
    String(map { $0 == old ? new : $0 })
  }
}
