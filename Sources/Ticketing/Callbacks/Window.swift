public import Basics

/// A span of time in which the desk promises to call.
public struct Window: Sendable, Hashable {
  /// How the citizen chose it.
  public enum Kind: String, Sendable, CaseIterable {
    /// The open hours of a day before 14:00.
    case morning
    /// The open hours of a day from 14:00.
    case afternoon
    /// One half-hour.
    case slot
    /// As soon as possible.
    case soon
  }

  /// How the citizen chose it.
  public let kind: Kind
  /// The first moment the desk may call.
  public let start: Moment
  /// The moment by which the desk must have called.
  public let end: Moment

  /// Describes a window; `start` lies before `end`.
  public init(kind: Kind, start: Moment, end: Moment) {
    self.kind = kind
    self.start = start
    self.end = end
  }

  /// The window's name in addresses, such as `2026-11-23-morning` or `2026-11-23-0930`.
  public func id(in zone: Zone) -> String {
    let civil = zone.civil(at: start)
    switch kind {
    case .soon: return "soon"
    case .morning, .afternoon: return "\(civil.date)-\(kind.rawValue)"
    case .slot:
      let minutes = civil.secondOfDay / 60
      let clock = 10_000 + minutes / 60 * 100 + minutes % 60
      return "\(civil.date)-\(String(clock).dropFirst())"
    }
  }

  /// Whether an attempt at a moment keeps the promise.
  public func contains(_ moment: Moment) -> Bool {
    start <= moment && moment < end
  }
}

/// A window that can still be promised.
public struct OfferedWindow: Sendable, Equatable {
  /// The window.
  public let window: Window
  /// How many more promises it can take, one or more.
  public let free: Int

  /// Describes an offer.
  public init(window: Window, free: Int) {
    self.window = window
    self.free = free
  }
}
