import Basics

/// What one relay does with one connection: how long a message takes there and back, and how much
/// passes each way for how much of a core.
struct Trial {
  let name: String
  let near: End
  let far: End
  /// The relay's process, whose CPU time is read; 0 for none.
  let process: Int
  /// A message of so many bytes on the near side, and on the far side.
  let outward: (Int) -> [UInt8]
  let homeward: (Int) -> [UInt8]

  func run() throws {
    var figures: JSONObject = ["name": .string(name)]
    for (bytes, count) in [(200, 6_000), (20_000, 3_000)] {
      figures["rtt\(bytes)"] = try roundTrips(bytes, count)
    }
    figures["out"] = try bulk(from: near, to: far, outward(65_536))
    figures["in"] = try bulk(from: far, to: near, homeward(65_536))
    print(String(decoding: JSON.object(figures).serialized(), as: UTF8.self))
  }

  /// The median and the 99th percentile in microseconds: of three runs the one in the middle.
  func roundTrips(_ bytes: Int, _ count: Int) throws -> JSON {
    let runs = try (0..<3).map { _ in try someRoundTrips(bytes, count) }
    return .object(runs.sorted { $0.median < $1.median }[1].summary)
  }

  private func someRoundTrips(
    _ bytes: Int, _ count: Int
  ) throws -> (median: UInt64, summary: JSONObject) {
    let (there, back) = (near.message(outward(bytes)), far.message(homeward(bytes)))
    let echo = try Thread { [far] in
      for _ in 0..<count {
        try far.skip(bytes)
        try far.socket.write(back)
      }
    }
    var times: [UInt64] = []
    for _ in 0..<count {
      let began = nanoseconds()
      try near.socket.write(there)
      try near.skip(bytes)
      times.append(nanoseconds() - began)
    }
    try echo.join()
    return (times.sorted()[count / 2], summary(times))
  }

  /// Megabytes a second, and CPU seconds of the relay for a gigabyte.
  private func bulk(from source: End, to sink: End, _ payload: [UInt8]) throws -> JSON {
    let frame = source.message(payload)
    func pass(_ count: Int) throws -> Double {
      let began = nanoseconds()
      let sender = try Thread { for _ in 0..<count { try source.socket.write(frame) } }
      try sink.skip(count * payload.count)
      try sender.join()
      return Double(nanoseconds() - began) / 1e9
    }
    let trial = 1_000
    let count = Int(Double(trial) * 2.5 / (try pass(trial)))
    let before = Process.seconds(of: process)
    let seconds = try pass(count)
    let bytes = Double(count * payload.count)
    return [
      "mbps": .number(bytes / seconds / 1e6),
      "cpu": .number((Process.seconds(of: process) - before) / bytes * 1e9),
    ]
  }
}
