/// What one command looks like: its words, what follows them, its options and its help.
public struct CommandSyntax: Sendable, Equatable {
  /// A word that follows the command's own.
  public struct Parameter: Sendable, Equatable {
    /// How help writes it, such as `SLUG`.
    public let name: String
    /// What it is, in a line.
    public let summary: String
    /// Whether the command can do without it.
    public let isOptional: Bool
    /// Whether any number of words may stand here; only the last parameter.
    public let repeats: Bool

    /// Describes a parameter.
    public init(
      _ name: String, _ summary: String, isOptional: Bool = false, repeats: Bool = false
    ) {
      self.name = name
      self.summary = summary
      self.isOptional = isOptional
      self.repeats = repeats
    }

    var usage: String {
      let name = repeats ? name + "…" : name
      return isOptional ? "[\(name)]" : name
    }
  }

  /// The command's words, such as `["staff", "add"]`.
  public let words: [String]
  /// What it does, in a line without a full stop.
  public let summary: String
  /// What a stranger must know beyond that, in paragraphs.
  public let details: [String]
  /// What follows its words.
  public let parameters: [Parameter]
  /// Its options.
  public let options: [OptionSyntax]
  /// Lines to try, without the program's name.
  public let examples: [String]

  /// Describes a command.
  public init(
    _ words: String, _ summary: String, details: [String] = [], parameters: [Parameter] = [],
    options: [OptionSyntax] = [], examples: [String] = []
  ) {
    self.words = words.split(separator: " ").map(String.init)
    self.summary = summary
    self.details = details
    self.parameters = parameters
    self.options = options
    self.examples = examples
  }

  /// The command's words as they are typed: `staff add`.
  public var name: String { words.joined(separator: " ") }

  /// The option with a name.
  public func option(_ name: String) -> OptionSyntax? {
    options.first { $0.name == name }
  }
}
