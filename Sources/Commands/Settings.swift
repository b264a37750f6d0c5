public import Basics

/// The values of a command's options, wherever they come from.
///
/// The command line first, then the environment, then the configuration file; what none of
/// them says has its default where it is used.
public struct Settings: Sendable {
  private let invocation: Invocation
  private let environment: [String: String]
  private let file: JSONObject

  /// Brings the three sources together.
  ///
  /// - Parameters:
  ///   - invocation: The command line as read.
  ///   - environment: The process's environment.
  ///   - file: The configuration file's object; empty without one.
  /// - Throws: ``UsageError/configurationFile(path:problem:)`` for a member that is no option.
  public init(
    _ invocation: Invocation, environment: [String: String] = [:], file: JSONObject = JSONObject()
  ) throws(UsageError) {
    self.invocation = invocation
    self.environment = environment
    self.file = file
    let known = Catalogue.settings.map(\.name)
    for name in file.names where !known.contains(name) {
      let near = NearMiss.nearest(to: name, among: known).map { ". Did you mean '\($0)'?" } ?? ""
      throw .configurationFile(
        path: path ?? "--config", problem: "it has no option '\(name)'\(near)")
    }
  }

  /// Where the configuration file is, when one is named.
  public static func configurationPath(
    _ invocation: Invocation, environment: [String: String]
  ) -> String? {
    guard invocation.command.option("config") != nil else { return nil }
    return invocation.value("config") ?? environment["ACOMPANYA_CONFIG"].flatMap(nonEmpty)
  }

  /// The value of an option as text, when any source has it.
  public func text(_ option: String) throws(UsageError) -> String? {
    if let value = invocation.value(option) { return value }
    guard let syntax = invocation.command.option(option), syntax.source == .anywhere else {
      return nil
    }
    if let value = environment[syntax.variable].flatMap(Self.nonEmpty) { return value }
    switch file[option] {
    case .string(let text)?: return text
    case .integer(let number)?: return String(number)
    case .bool(let on)?: return on ? "on" : "off"
    case nil, .null?: return nil
    default:
      throw .configurationFile(
        path: path ?? "--config", problem: "'\(option)' must be a text, a number, true or false")
    }
  }

  /// Whether an option without a value is on.
  public func flag(_ option: String) throws(UsageError) -> Bool {
    if invocation.has(option) { return true }
    return try onOff(option) ?? false
  }

  /// Whether an option with `on` or `off` is on.
  public func onOff(_ option: String) throws(UsageError) -> Bool? {
    guard let value = try text(option) else { return nil }
    switch value.lowercased() {
    case "on", "true", "yes", "1": return true
    case "off", "false", "no", "0": return false
    default: throw .badValue(of: "--" + option, value: value, expected: "on or off")
    }
  }

  /// A whole number within limits.
  public func integer(
    _ option: String, in range: ClosedRange<Int>
  ) throws(UsageError) -> Int? {
    guard let value = try text(option) else { return nil }
    guard let number = Int(value), range.contains(number) else {
      throw .badValue(
        of: "--" + option, value: value,
        expected: "a whole number from \(range.lowerBound) to \(range.upperBound)")
    }
    return number
  }

  /// The words that follow the command.
  public var parameters: [String] { invocation.parameters }

  /// The values of an option that may be repeated; only the command line has them.
  public func values(_ option: String) -> [String] { invocation.values(option) }

  private var path: String? {
    Self.configurationPath(invocation, environment: environment)
  }

  private static func nonEmpty(_ text: String) -> String? { text.isEmpty ? nil : text }
}
