import Testing

@testable import Commands

@Suite struct HelpTextTests {
  @Test func `no line is wider than a terminal`() {
    for command in Catalogue.commands {
      let lines = HelpText.of([command]).split(separator: "\n")
      let wide = lines.filter { $0.count > 80 && !$0.hasPrefix("  acompanya ") }
      #expect(wide == [])
    }
    #expect(HelpText.overview().split(separator: "\n").allSatisfy { $0.count <= 80 })
  }

  @Test func `the overview names every command and the order of the sources`() {
    let text = HelpText.overview()
    #expect(Catalogue.commands.allSatisfy { text.contains("  \($0.name)") })
    #expect(text.contains("ACOMPANYA_LISTEN"))
    #expect(text.contains("Exit codes"))
  }

  @Test func `every option of a command is in its help`() {
    for command in Catalogue.commands {
      let text = HelpText.of([command])
      #expect(command.options.allSatisfy { text.contains("  " + $0.usage) })
    }
  }

  @Test func `every example is a line that the program takes`() throws {
    for command in Catalogue.commands {
      for example in command.examples {
        guard case .run(let invocation) = try CommandLineReader.read(words(example)) else {
          Issue.record("\(example) asks for help")
          continue
        }
        #expect(invocation.command == command)
      }
    }
  }

  /// The words of a shell line without a redirection; what is quoted stays together.
  private func words(_ line: String) -> [String] {
    var words: [String] = []
    var isQuoted = false
    var word = ""
    for character in line.prefix(while: { $0 != ">" }) + " " {
      if character == "\"" { isQuoted.toggle() }
      if character == " ", !isQuoted {
        if !word.isEmpty { words.append(word) }
        word = ""
      } else if character != "\"" {
        word.append(character)
      }
    }
    return words
  }
}
