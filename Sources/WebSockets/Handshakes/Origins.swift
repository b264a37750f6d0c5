/// Whose pages may open a WebSocket here.
///
/// Browsers let any page connect anywhere and only say, in `Origin`, whose page it is; the cookies
/// of the visitor come along. So every address that a browser uses must check it.
public enum Origins: Sendable, Equatable {
  /// Pages of these origins, written like `https://example.org`; programs without one are refused.
  case only([String])
  /// Pages of these origins, and programs that are no browser and send none.
  case onlyOrNone([String])
  /// Everybody; for addresses that give nothing away, such as an echo.
  case any

  /// Whether a client that names this origin may connect.
  public func admit(_ origin: String?) -> Bool {
    switch (self, origin) {
    case (.any, _), (.onlyOrNone, nil): true
    case (.only, nil): false
    case (.only(let allowed), let origin?), (.onlyOrNone(let allowed), let origin?):
      allowed.contains { $0.lowercased() == origin.lowercased() }
    }
  }
}
