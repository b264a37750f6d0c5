@testable import WebSockets

/// Bytes may be anything, and however they are cut the story is the same.
///
///     ACOMPANYA_FUZZ=1 swift build --product FuzzFrameParser --scratch-path .build/fuzz
///     .build/fuzz/debug/FuzzFrameParser -max_total_time=60
func check(_ bytes: [UInt8]) {
  // Nobody guesses a mask: a server's frames go deeper with the same bytes.
  for side in [FrameParser.Side.server, .client] {
    let whole = Story.of(bytes, side: side)
    let everywhere = Story.of(bytes, cuts: Array(bytes.indices), side: side)
    precondition(everywhere == whole, "cutting changed the story")
    let halves = Story.of(bytes, cuts: [bytes.count / 2], side: side)
    precondition(halves == whole, "cutting changed the story")
  }
}
