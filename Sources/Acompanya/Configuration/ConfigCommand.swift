import Commands
import Wire

/// `acompanya config …`.
enum ConfigCommand {
  static func run(_ call: Call) throws {
    let host = try call.settings.text("host") ?? "helpdesk.example.org"
    let isName =
      (1...253).contains(host.utf8.count)
      && host.allSatisfy { $0.isASCII && ($0.isLetter || $0.isNumber || "-.".contains($0)) }
    guard isName else {
      throw UsageError.badValue(of: "--host", value: host, expected: "a name such as ajuda.cat")
    }
    if call.command.words.last == "office-desktop" {
      let desktops = try call.settings.text("rfb") ?? "\(host):5500"
      let isAddress = desktops.allSatisfy {
        $0.isASCII && ($0.isLetter || $0.isNumber || "-.:[]".contains($0))
      }
      guard isAddress, desktops.contains(":") else {
        throw UsageError.badValue(
          of: "--rfb", value: desktops, expected: "a name and a port, such as ajuda.cat:5500")
      }
      return Terminal.say(OfficeDesktopUnit.text(host: host, desktops: desktops))
    }
    let listen = try call.settings.text("listen") ?? "127.0.0.1:8360"
    guard SocketAddress(listen) != nil else {
      throw UsageError.badValue(
        of: "--listen", value: listen, expected: "an address and a port, such as 127.0.0.1:8360")
    }
    guard call.command.words.last == "nginx" else {
      return Terminal.say(SystemdUnit.text(listen: listen))
    }
    Terminal.say(NginxConfiguration.text(host: host, listen: listen))
  }
}
