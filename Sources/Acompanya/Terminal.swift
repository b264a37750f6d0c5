import Glibc

/// Standard input, output and error as the commands use them.
enum Terminal {
  /// Writes a line on standard output, at once.
  static func say(_ line: String) {
    write(line + "\n", to: STDOUT_FILENO)
  }

  /// Writes a line on standard error.
  static func note(_ line: String) {
    write(line + "\n", to: STDERR_FILENO)
  }

  /// Shows how far something is, on one line that changes; silent when nobody looks.
  static func progress(_ text: String, isLast: Bool = false) {
    guard isatty(STDERR_FILENO) == 1 else {
      if isLast { note(text) }
      return
    }
    write("\r\(text)\u{1B}[K" + (isLast ? "\n" : ""), to: STDERR_FILENO)
  }

  /// A new password: asked for twice without showing it, or the first line piped in.
  static func newPassword() throws(ProgramError) -> String {
    guard isatty(STDIN_FILENO) == 1 else {
      guard let line = readLine(), !line.isEmpty else { throw .noPassword }
      return line
    }
    guard let first = hidden("New password: "), let second = hidden("Once more: ") else {
      throw .noPassword
    }
    guard first == second else { throw .passwordsDiffer }
    return first
  }

  private static func hidden(_ prompt: String) -> String? {
    write(prompt, to: STDERR_FILENO)
    var settings = termios()
    guard unsafe tcgetattr(STDIN_FILENO, &settings) == 0 else { return readLine() }
    var silent = settings
    silent.c_lflag &= ~tcflag_t(ECHO)
    _ = unsafe tcsetattr(STDIN_FILENO, TCSAFLUSH, &silent)
    defer {
      _ = unsafe tcsetattr(STDIN_FILENO, TCSAFLUSH, &settings)
      note("")
    }
    return readLine()
  }

  private static func write(_ text: String, to descriptor: Int32) {
    var rest = Array(text.utf8)[...]
    while !rest.isEmpty {
      let count = unsafe rest.withUnsafeBytes {
        unsafe Glibc.write(descriptor, $0.baseAddress, $0.count)
      }
      if count < 0, errno == EINTR { continue }
      guard count > 0 else { return }
      rest = rest.dropFirst(count)
    }
  }
}
