public import Basics

/// How near a promise is to being broken.
public enum Risk: String, Sendable, CaseIterable {
  /// Its window hasn't started, or the next call is for later.
  case later
  /// It can be called now.
  case due
  /// Its window ends within half an hour.
  case soon
  /// Its window has ended and nobody has called.
  case late

  /// Weighs a live promise at a moment.
  public init(of promise: Promise, at moment: Moment) {
    let called = promise.attempts.contains { promise.window.contains($0.at) }
    if moment < promise.notBefore {
      self = .later
    } else if called {
      self = .due  // the promise was kept; the next try is not bound to the window
    } else if moment >= promise.window.end {
      self = .late
    } else if moment >= promise.window.end - .seconds(30 * 60) {
      self = .soon
    } else {
      self = .due
    }
  }
}
