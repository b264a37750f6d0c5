import Glibc

/// The system's `curl`, which speaks TLS for us.
enum Curl {
  /// What came back.
  struct Answer {
    let status: Int
    let body: [UInt8]
  }

  /// The largest answer that is read.
  private static let answerBytesMax = 1_048_576

  /// Posts a body and waits for the answer; on a thread that may block.
  ///
  /// - Returns: nil when there was no answer, or no `curl`.
  static func post(_ body: [UInt8], to url: String, fields: [(String, String)]) -> Answer? {
    var words = [
      "curl", "--silent", "--max-time", "20", "--connect-timeout", "10", "--request", "POST",
      "--data-binary", "@-", "--write-out", "\n%{http_code}",
    ]
    for (name, value) in fields { words += ["--header", "\(name): \(value)"] }
    // Nothing of a user's own settings, and no surprises by other schemes.
    words.insert("--disable", at: 1)
    words += ["--proto", "=http,https", "--", url]
    guard let (input, output, process) = start(words) else { return nil }
    write(body, to: input)
    close(input)
    let answer = readAll(output)
    close(output)
    var status: Int32 = 0
    while unsafe waitpid(process, &status, 0) < 0 && errno == EINTR {}
    guard status == 0, let line = answer.lastIndex(of: UInt8(ascii: "\n")),
      let code = Int(String(decoding: answer[(line + 1)...], as: UTF8.self))
    else { return nil }
    return Answer(status: code, body: Array(answer[..<line]))
  }

  /// Starts it between two pipes.
  private static func start(_ words: [String]) -> (input: Int32, output: Int32, pid_t)? {
    guard let input = pipe(), let output = pipe() else { return nil }
    var actions = unsafe posix_spawn_file_actions_t()
    unsafe posix_spawn_file_actions_init(&actions)
    defer { unsafe posix_spawn_file_actions_destroy(&actions) }
    unsafe posix_spawn_file_actions_adddup2(&actions, input.reader, 0)
    unsafe posix_spawn_file_actions_adddup2(&actions, output.writer, 1)
    var arguments: [UnsafeMutablePointer<CChar>?] = unsafe words.map { unsafe strdup($0) }
    unsafe arguments.append(nil)
    defer { unsafe arguments.forEach { unsafe free($0) } }
    var process = pid_t()
    let code = unsafe posix_spawnp(&process, "curl", &actions, nil, &arguments, environ)
    close(input.reader)
    close(output.writer)
    guard code == 0 else {
      close(input.writer)
      close(output.reader)
      return nil
    }
    return (input.writer, output.reader, process)
  }

  /// A pipe that no other child inherits.
  private static func pipe() -> (reader: Int32, writer: Int32)? {
    var ends: [Int32] = [0, 0]
    guard unsafe Glibc.pipe(&ends) == 0 else { return nil }
    for end in ends { _ = fcntl(end, F_SETFD, FD_CLOEXEC) }
    return (ends[0], ends[1])
  }

  private static func write(_ bytes: [UInt8], to descriptor: Int32) {
    var sent = 0
    while sent < bytes.count {
      let count = unsafe bytes[sent...].withUnsafeBytes {
        unsafe Glibc.write(descriptor, $0.baseAddress, $0.count)
      }
      if count < 0, errno == EINTR { continue }
      guard count > 0 else { return }
      sent += count
    }
  }

  private static func readAll(_ descriptor: Int32) -> [UInt8] {
    var all: [UInt8] = []
    var chunk = [UInt8](repeating: 0, count: 65_536)
    while all.count < answerBytesMax {
      let count = unsafe chunk.withUnsafeMutableBytes {
        unsafe read(descriptor, $0.baseAddress, $0.count)
      }
      if count < 0, errno == EINTR { continue }
      guard count > 0 else { break }
      all += chunk[..<count]
    }
    return all
  }
}
