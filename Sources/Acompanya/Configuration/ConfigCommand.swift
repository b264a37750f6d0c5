import Commands
import Wire

/// `acompanya config …`.
enum ConfigCommand {
  static func run(_ call: Call) throws {
    switch call.command.words.last {
    case "office-desktop": try officeDesktop(call.settings)
    case "nginx": try nginx(call.settings)
    default: try systemd(call.settings)
    }
  }

  private static func nginx(_ settings: Settings) throws {
    let host = try host(settings)
    var text = NginxConfiguration.text(
      host: host, listen: try listen(settings, default: "127.0.0.1:8360"))
    if let desktops = try address("rfb", settings) {
      text += "\n" + NginxConfiguration.desktops(host: host, desktops: desktops)
    }
    Terminal.say(text)
  }

  private static func systemd(_ settings: Settings) throws {
    guard try settings.flag("relay") else {
      return Terminal.say(
        SystemdUnit.text(listen: try listen(settings, default: "127.0.0.1:8360")))
    }
    let core = try settings.text("core") ?? "https://helpdesk.example.org"
    guard core.hasPrefix("https://"), !core.hasSuffix("/"),
      core.allSatisfy({ $0.isASCII && ($0.isLetter || $0.isNumber || "-.:/".contains($0)) })
    else {
      throw UsageError.badValue(
        of: "--core", value: core, expected: "an address such as https://ajuda.cat")
    }
    Terminal.say(
      SystemdUnit.relay(listen: try listen(settings, default: "127.0.0.1:8361"), core: core))
  }

  private static func officeDesktop(_ settings: Settings) throws {
    let host = try host(settings)
    switch try settings.text("part") {
    case nil: Terminal.say(OfficeDesktopUnit.installer(host: host))
    case "script": Terminal.say(OfficeDesktopScript.text(host: host))
    case "unit": Terminal.say(OfficeDesktopUnit.text(host: host))
    case let part?:
      throw UsageError.badValue(of: "--part", value: part, expected: "script or unit")
    }
  }

  private static func host(_ settings: Settings) throws -> String {
    let host = try settings.text("host") ?? "helpdesk.example.org"
    let isName =
      (1...253).contains(host.utf8.count)
      && host.allSatisfy { $0.isASCII && ($0.isLetter || $0.isNumber || "-.".contains($0)) }
    guard isName else {
      throw UsageError.badValue(of: "--host", value: host, expected: "a name such as ajuda.cat")
    }
    return host
  }

  private static func listen(_ settings: Settings, default usual: String) throws -> String {
    try address("listen", settings) ?? usual
  }

  private static func address(_ option: String, _ settings: Settings) throws -> String? {
    guard let text = try settings.text(option) else { return nil }
    guard SocketAddress(text) != nil else {
      throw UsageError.badValue(
        of: "--" + option, value: text,
        expected: "an address and a port, such as 127.0.0.1:8360")
    }
    return text
  }
}
