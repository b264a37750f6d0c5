@testable import WebSockets

/// What a stream of bytes means: its events, then how it broke the rules, if it did.
struct Story: Equatable {
  var events: [MessageAssembler.Event] = []
  var violation: Violation?

  /// The story that a client's bytes tell.
  ///
  /// - Parameters:
  ///   - bytes: All of them.
  ///   - cuts: Where one piece ends and the next begins, in ascending order.
  ///   - side: Who reads.
  /// - Returns: What they mean.
  /// - Precondition: Every piece is used up, unless it breaks the rules.
  static func of(
    _ bytes: [UInt8], cuts: [Int] = [], side: FrameParser.Side = .server
  ) -> Story {
    var assembler = MessageAssembler(
      side: side, limits: WebSocketLimits(frameBytesMax: 40, messageBytesMax: 64))
    var story = Story()
    var start = 0
    for end in cuts + [bytes.count] {
      var position = 0
      let piece = Array(bytes[start..<end])
      start = end
      do throws(Violation) {
        while let event = try assembler.next(piece.span, from: &position) {
          story.events.append(event)
        }
        precondition(position == piece.count, "bytes were left")
      } catch {
        story.violation = error
      }
    }
    return story
  }
}
