/// Where the frames come from that a WebSocket sends by itself, as soon as its socket takes them.
public protocol FrameSource: AnyObject, Sendable {
  /// Takes the next frame; nil if there is none now.
  ///
  /// After nil ``WebSocketChannel/wakeFeed()`` tells that there are more.
  func takeFrame() -> Frame?
  /// Why to close when all the frames are out; nil to go on.
  var closing: CloseCode? { get }
}
