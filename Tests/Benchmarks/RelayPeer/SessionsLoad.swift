import Basics
import CLinux
import Glibc
import Relay
import Synchronization
import Wire

/// Many sessions at a steady pace, each with one sharer and one viewer.
///
/// Two threads share the sessions; each has one `epoll` and blocks for at most a millisecond, so
/// frames leave within a millisecond of their moment.
struct SessionsLoad {
  let participants: Participants
  let process: Int
  let sessions: Int
  let bytes: Int
  let perSecond: Int
  let seconds: Int

  init(_ participants: Participants, process: Int, _ numbers: [Int]) {
    self.participants = participants
    self.process = process
    (sessions, bytes, perSecond, seconds) = (numbers[0], numbers[1], numbers[2], numbers[3])
  }

  func run() throws {
    try raiseDescriptorLimit()
    let idle = Process.memory(of: process)
    let began = nanoseconds()
    let lanes = try (0..<2).map { index in
      let lane = LoadLane(participants, index, sessions / 2, bytes)
      return (lane, try Thread { try lane.meet() })
    }
    for (_, thread) in lanes { try thread.join() }
    let opened = nanoseconds()
    let before = Process.seconds(of: process)
    let period = 1_000_000_000 / UInt64(perSecond)
    let runs = try lanes.map { lane, _ in
      try Thread {
        lane.run(period: period, until: nanoseconds() + UInt64(seconds) * 1_000_000_000)
      }
    }
    usleep(UInt32(seconds) * 1_000_000 / 2)
    let memory = Process.memory(of: process)
    for thread in runs { try thread.join() }
    let cpu = Process.seconds(of: process) - before
    let ages = lanes.flatMap { lane, _ in lane.ages }
    let sent = lanes.reduce(0) { $0 + $1.0.sent }
    let figures: JSONObject = [
      "name": "sessions", "sessions": .integer(Int64(sessions)), "bytes": .integer(Int64(bytes)),
      "perSecond": .integer(Int64(perSecond)), "sent": .integer(Int64(sent)),
      "came": .integer(Int64(ages.count)), "age": .object(summary(ages)),
      "late": .object(summary(lanes.flatMap { lane, _ in lane.lateness })),
      "lost": .integer(Int64(lanes.reduce(0) { $0 + $1.0.lost })),
      "cpuCores": .number(cpu / Double(seconds)),
      "cpuMicrosecondsAFrame": .number(cpu * 1e6 / Double(max(1, ages.count))),
      "memory": .integer(Int64(memory)), "idleMemory": .integer(Int64(idle)),
      "openSeconds": .number(Double(opened - began) / 1e9),
    ]
    print(String(decoding: JSON.object(figures).serialized(), as: UTF8.self))
  }

  private func raiseDescriptorLimit() throws {
    var limit = rlimit()
    unsafe getrlimit(__rlimit_resource_t(7), &limit)
    limit.rlim_cur = limit.rlim_max
    guard unsafe setrlimit(__rlimit_resource_t(7), &limit) == 0,
      limit.rlim_cur > UInt64(sessions * 2 + 50)
    else { throw Socket.Failure.unexpected("too few descriptors: ulimit -Hn") }
  }
}
