import Glibc

/// What happened, as one JSON object a line on standard error.
///
/// By contract no personal data is written: no names, texts, addresses or numbers of people.
/// A line is one `write(2)`, so lines of several threads don't mix.
public struct Log: Sendable {
  /// How much a line matters.
  public enum Level: Int, Sendable, Comparable, CaseIterable {
    /// For whoever looks for a fault.
    case debug
    /// What a normal day brings.
    case notice
    /// Somebody should look at it this week.
    case warning
    /// Somebody should look at it now.
    case error

    /// Whether the left level matters less.
    public static func < (lesser: Level, greater: Level) -> Bool {
      lesser.rawValue < greater.rawValue
    }

    var name: StaticString {
      switch self {
      case .debug: "debug"
      case .notice: "notice"
      case .warning: "warning"
      case .error: "error"
      }
    }
  }

  /// A line's longest length in bytes; a longer one is written without its fields.
  static let lineBytesMax = 8192

  /// Lines that matter less are not written.
  public let threshold: Level
  private let descriptor: Int32

  /// A log from `notice` up, on standard error.
  public static let standard = Log()

  /// A log of lines from `threshold` up, to an open file; by default `notice` and standard error.
  public init(threshold: Level = .notice, descriptor: Int32 = 2) {
    self.threshold = threshold
    self.descriptor = descriptor
  }

  /// Writes what helps to find a fault.
  public func debug(_ event: StaticString, _ fields: [(StaticString, JSON)] = []) {
    write(.debug, event, fields)
  }

  /// Writes what a normal day brings.
  public func notice(_ event: StaticString, _ fields: [(StaticString, JSON)] = []) {
    write(.notice, event, fields)
  }

  /// Writes what somebody should look at this week.
  public func warning(_ event: StaticString, _ fields: [(StaticString, JSON)] = []) {
    write(.warning, event, fields)
  }

  /// Writes what somebody should look at now.
  public func error(_ event: StaticString, _ fields: [(StaticString, JSON)] = []) {
    write(.error, event, fields)
  }

  private func write(_ level: Level, _ event: StaticString, _ fields: [(StaticString, JSON)]) {
    guard level >= threshold else { return }
    let line = Log.line(at: .now(), level, event, fields)
    // Where the log can't be written there is nobody to tell; only an interruption is retried.
    repeat {
      let written = unsafe line.withUnsafeBytes {
        unsafe Glibc.write(descriptor, $0.baseAddress, $0.count)
      }
      guard written < 0, errno == EINTR else { return }
    } while true
  }

  static func line(
    at moment: Moment, _ level: Level, _ event: StaticString, _ fields: [(StaticString, JSON)]
  ) -> [UInt8] {
    var line: [UInt8] = []
    line.reserveCapacity(256)
    line.append("{\"time\":\"")
    line.append(contentsOf: moment.rfc3339UTC.utf8)
    line.append("\",\"level\":\"")
    line.append(level.name)
    line.append("\",\"event\":")
    line.append(jsonString: event.description)
    let bare = line.count
    for (name, value) in fields {
      line.append(ascii(","))
      line.append(jsonString: name.description)
      line.append(ascii(":"))
      line.append(json: value)
    }
    if line.count > lineBytesMax - 2 {
      line.removeLast(line.count - bare)
      line.append(",\"cut\":true")
    }
    line.append("}\n")
    return line
  }
}
