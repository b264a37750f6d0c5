public import HTTP

/// A WebSocket that says everything back, for trying out clients, proxies and this server.
public enum WebSocketEcho {
  /// Messages and frames of up to 16 MiB.
  public static let limits = WebSocketLimits(
    frameBytesMax: 16_777_216, messageBytesMax: 16_777_216)

  /// Answers a request with an echo; everybody may connect.
  public static func response(to request: Request) -> Response {
    WebSocketChannel.open(request, offer: Handshake.Offer(origins: .any), limits: limits) {
      channel, _ in
      while let message = await channel.receive() {
        guard (try? await channel.send(message)) != nil else { return }
      }
    }
  }
}
