import Basics
import Relay
import WebSockets

/// From one sharer to viewers, and back from the first.
enum RoomTrial {
  /// How many frames are on their way at once: less than a viewer's queue may hold.
  private static let window = 6
  private static let frameBytes = 32_768

  static func run(_ participants: Participants, process: Int) throws {
    var figures: JSONObject = ["name": "rooms"]
    for viewers in [1, 2, 8] {
      figures["viewers\(viewers)"] = try broadcast(participants, viewers, process)
    }
    let (sharer, viewers) = try participants.meet("room-\(nanoseconds())", right: "files")
    let trial = Trial(
      name: "room", near: sharer, far: viewers[0], process: process,
      outward: { Participants.message(.chunk, to: 1, bytes: $0) },
      homeward: { Participants.message(.chunk, from: 1, to: 0, bytes: $0) })
    for (bytes, count) in [(200, 6_000), (20_000, 3_000)] {
      figures["rtt\(bytes)"] = try trial.roundTrips(bytes, count)
    }
    figures["end"] = try .object(summary((0..<50).map { _ in try end(participants) }))
    print(String(decoding: JSON.object(figures).serialized(), as: UTF8.self))
  }

  private static func broadcast(
    _ participants: Participants, _ count: Int, _ process: Int
  ) throws -> JSON {
    let (sharer, viewers) = try participants.meet("room-\(nanoseconds())", viewers: count)
    let frame = sharer.message(Participants.message(.still, to: 255, bytes: frameBytes))
    func pass(_ frames: Int) throws -> Double {
      let began = nanoseconds()
      for _ in 0..<min(window, frames) { try sharer.socket.write(frame) }
      for sent in 0..<frames {
        for viewer in viewers { try viewer.skip(frameBytes) }
        if sent + window < frames { try sharer.socket.write(frame) }
      }
      return Double(nanoseconds() - began) / 1e9
    }
    let frames = Int(1_000 * 2 / (try pass(1_000)))
    let before = Process.seconds(of: process)
    let seconds = try pass(frames)
    let bytes = Double(frames * frameBytes)
    return [
      "mbps": .number(bytes / seconds / 1e6),
      "cpu": .number((Process.seconds(of: process) - before) / bytes * 1e9),
    ]
  }

  /// From the sharer's `end` until the last of eight viewers is closed.
  private static func end(_ participants: Participants) throws -> UInt64 {
    let (sharer, viewers) = try participants.meet("room-\(nanoseconds())", viewers: 8)
    let began = nanoseconds()
    try sharer.say(["type": "end"])
    for viewer in viewers {
      while let (opcode, _) = try? viewer.frame(), opcode != .close {}
    }
    return nanoseconds() - began
  }
}
