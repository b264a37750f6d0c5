import Testing

@testable import Commands

@Suite struct CommandLineReaderTests {
  private func invocation(_ line: String) throws -> Invocation {
    let words = line.split(separator: " ").map(String.init)
    guard case .run(let invocation) = try CommandLineReader.read(words) else {
      throw UsageError.conflict("not a run")
    }
    return invocation
  }

  @Test(arguments: [
    ("demo", "demo"), ("serve --behind-proxy", "serve"), ("staff add anna", "staff add"),
    ("organisation list", "organisation list"), ("config nginx", "config nginx"),
    ("--version", "version"), ("version", "version"),
  ])
  func `a command is found by its words`(_ line: String, _ name: String) throws {
    #expect(try invocation(line).command.name == name)
  }

  @Test(arguments: ["--listen 127.0.0.1:0", "--listen=127.0.0.1:0"])
  func `an option's value follows it or its equals sign`(_ option: String) throws {
    #expect(try invocation("serve " + option).value("listen") == "127.0.0.1:0")
  }

  @Test func `options and words may come in any order`() throws {
    let invocation = try invocation("staff role anna --data d vilaclara agent")
    #expect(invocation.parameters == ["anna", "vilaclara", "agent"])
    #expect(invocation.value("data") == "d")
  }

  @Test func `what repeats keeps all its values`() throws {
    let invocation = try invocation("staff add anna --role a=agent --role b=supervisor")
    #expect(invocation.values("role") == ["a=agent", "b=supervisor"])
  }

  @Test func `after two dashes everything is a word`() throws {
    #expect(try invocation("backup -- --help").parameters == ["--help"])
  }

  @Test func `a value may be empty or begin with one dash`() throws {
    #expect(try invocation("serve --listen=").value("listen") == "")
    #expect(try invocation("demo --seed -1").value("seed") == "-1")
  }

  @Test(arguments: [
    ("sevre", "acompanya serve"), ("stff add", "acompanya staff"),
    ("staff ad anna", "acompanya staff add"), ("organisation lst", "organisation list"),
    ("serve --lisen x", "--listen"), ("demo --behind-poxy", "--behind-proxy"),
    ("--vresion", "--version"), ("help srve", "serve"), ("back f", "acompanya backup"),
  ])
  func `a slip of the fingers gets a suggestion`(_ line: String, _ meant: String) {
    let error = #expect(throws: UsageError.self) { try invocation(line) }
    #expect(
      error?.description.contains("Did you mean '\(meant)") ?? false
        || error?.description.contains("Did you mean 'acompanya \(meant)") ?? false)
  }

  @Test(arguments: ["xyzzy", "serve --quux 1", "staff frobnicate"])
  func `what is like nothing gets none`(_ line: String) {
    let error = #expect(throws: UsageError.self) { try invocation(line) }
    #expect(error?.description.contains("Did you mean") == false)
  }

  @Test(arguments: [
    ("serve --listen", UsageError.missingValue(option: "listen", form: "HOST:PORT")),
    ("serve --listen --insecure", .missingValue(option: "listen", form: "HOST:PORT")),
    ("serve --insecure=yes", .unwantedValue(option: "insecure")),
    ("serve --data a --data b", .repeated(option: "data")),
    ("staff add", .missingParameter("USER", command: "staff add")),
    ("backup a b", .unwantedParameter("b", command: "backup")),
    (
      "staff",
      .incompleteCommand(
        "staff",
        choices: [
          "list", "add", "change", "role", "password", "disable", "enable", "token",
        ])
    ),
    (
      "config",
      .incompleteCommand("config", choices: ["nginx", "systemd", "office-desktop"])
    ),
  ])
  func `a wrong call is refused for what is wrong in it`(_ line: String, _ error: UsageError) {
    #expect(throws: error) { try invocation(line) }
  }

  @Test(arguments: [
    "staff password anna secret", "staff add anna --password secret",
    "staff password anna --password=secret",
  ])
  func `a password on the command line is never taken nor repeated`(_ line: String) {
    let error = #expect(throws: UsageError.passwordOnCommandLine) { try invocation(line) }
    #expect(error?.description.contains("secret") == false)
  }

  @Test(arguments: ["", "help", "--help", "-h"])
  func `without a command it says what it can do`(_ line: String) throws {
    let words = line.split(separator: " ").map(String.init)
    #expect(try CommandLineReader.read(words) == .overview)
  }

  @Test func `every command explains itself in three ways`() throws {
    for command in Catalogue.commands {
      for words in [command.words + ["--help"], command.words + ["-h"], ["help"] + command.words] {
        #expect(try CommandLineReader.read(words) == .help([command]))
      }
    }
  }

  @Test func `a family is explained together`() throws {
    guard case .help(let commands) = try CommandLineReader.read(["staff", "--help"]) else {
      Issue.record("no help")
      return
    }
    #expect(commands.count == 8)
    #expect(try CommandLineReader.read(["help", "staff"]) == .help(commands))
  }
}
