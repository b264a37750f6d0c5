import Commands
import Wire

/// `acompanya config …`.
enum ConfigCommand {
  static func run(_ call: Call) throws {
    let listen = try call.settings.text("listen") ?? "127.0.0.1:8360"
    guard SocketAddress(listen) != nil else {
      throw UsageError.badValue(
        of: "--listen", value: listen, expected: "an address and a port, such as 127.0.0.1:8360")
    }
    guard call.command.words.last == "nginx" else {
      return Terminal.say(SystemdUnit.text(listen: listen))
    }
    let host = try call.settings.text("host") ?? "helpdesk.example.org"
    let isName =
      (1...253).contains(host.utf8.count)
      && host.allSatisfy { $0.isASCII && ($0.isLetter || $0.isNumber || "-.".contains($0)) }
    guard isName else {
      throw UsageError.badValue(of: "--host", value: host, expected: "a name such as ajuda.cat")
    }
    Terminal.say(NginxConfiguration.text(host: host, listen: listen))
  }
}
