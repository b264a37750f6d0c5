import HTTP
import Wire

/// Whose word on who calls is believed.
struct Proxies: Sendable {
  /// Whether there is one, on this machine or named.
  let isThere: Bool
  let named: Set<IPAddress>

  /// Who calls, as the proxy nearest to us saw it.
  func caller(of request: Request) -> IPAddress {
    guard isThere, request.peer.isLoopback || named.contains(request.peer),
      let last = request.fields.values(of: "X-Forwarded-For").last?.split(separator: ",").last,
      let address = IPAddress(last.filter { $0 != " " })
    else { return request.peer }
    return address
  }
}
