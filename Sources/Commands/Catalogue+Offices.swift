extension Catalogue {
  private static let desktop = CommandSyntax.Parameter(
    "ID", "the number that `desktop list` shows")

  /// The office computers that their own users reach from home.
  static let desktops = [
    CommandSyntax("desktop list", "lists the office computers", options: store),
    CommandSyntax(
      "desktop add", "registers an office computer for its user",
      details: [
        "Prints its secret, once. The computer calls the desk with it and waits to be asked; "
          + "nobody can dial in. `config office-desktop` prints what is installed there."
      ],
      parameters: [slug, user, .init("NAME", "what people call it, such as \"PC 14\"")],
      options: store + [
        OptionSyntax(
          "hours", "\"DAYS TIMES\"",
          "when it may be reached; default: \"mon-fri 07:00-20:00\"", repeats: true)
      ],
      examples: ["desktop add vilaclara anna \"PC 14\" --hours \"mon-thu 08:00-18:00\""]
    ),
    CommandSyntax(
      "desktop hours", "sets when an office computer may be reached",
      parameters: [
        desktop, .init("DAYS TIMES", "such as \"mon-fri 08:00-20:00\"", repeats: true),
      ],
      options: store, examples: ["desktop hours 3 \"mon-fri 08:00-15:00\""]
    ),
    CommandSyntax(
      "desktop rekey", "gives an office computer a new secret", parameters: [desktop],
      options: store),
    CommandSyntax(
      "desktop revoke", "takes an office computer out for good", parameters: [desktop],
      options: store),
  ]

  /// Where computers dial in, for `serve` and `relay`.
  static let doors = [
    OptionSyntax(
      "rfb", "HOST:PORT", "where shared desktops dial in (VNC); default: nowhere",
      from: .anywhere),
    OptionSyntax(
      "rfb-public", "HOST:PORT", "the same as citizens are told it; default: --rfb",
      from: .anywhere),
    OptionSyntax(
      "rfb-slots", "PORT-PORT",
      "ports for computers that can't say a number (TigerVNC), each open for one session and "
        + "its citizen's own address, for three minutes; default: none", from: .anywhere),
  ]

  /// What is printed for others to run.
  static let configurations = [
    CommandSyntax(
      "config nginx", "prints a configuration for nginx in front",
      details: [
        "TLS, the headers that `serve --behind-proxy` trusts, live events, compression; with "
          + "--rfb also TLS before the listener of office computers, as a block to be put "
          + "outside of http { … }."
      ],
      options: [
        OptionSyntax("host", "NAME", "the public name; default: helpdesk.example.org"),
        OptionSyntax("listen", "HOST:PORT", "where serve listens; default: 127.0.0.1:8360"),
        OptionSyntax("rfb", "HOST:PORT", "where it takes desktops, such as 127.0.0.1:5500"),
      ],
      examples: [
        "config nginx --host ajuda.vilaclara.cat > /etc/nginx/conf.d/acompanya.conf",
        "config nginx --host ajuda.vilaclara.cat --rfb 127.0.0.1:5500",
      ]
    ),
    CommandSyntax(
      "config systemd", "prints a hardened unit for systemd",
      options: [
        OptionSyntax(
          "listen", "HOST:PORT",
          "where it listens; default: 127.0.0.1:8360, or 127.0.0.1:8361 for a relay"),
        OptionSyntax(flag: "relay", "the unit of a relay on a machine of its own"),
        OptionSyntax("core", "URL", "the desk that a relay tells what has happened"),
      ],
      examples: [
        "config systemd > /etc/systemd/system/acompanya.service",
        "config systemd --relay --core https://ajuda.vilaclara.cat "
          + "> /etc/systemd/system/acompanya-relay.service",
      ]
    ),
    CommandSyntax(
      "config office-desktop", "prints what an office computer installs",
      details: [
        "A script for root on that computer: it installs a systemd unit and the small script "
          + "that the unit runs, which needs only curl and x11vnc (and socat for TLS). The "
          + "computer waits for its own user; nothing listens there. --part prints one of both."
      ],
      options: [
        OptionSyntax("host", "NAME", "the desk's name; default: helpdesk.example.org"),
        OptionSyntax("part", "script|unit", "one part alone"),
      ],
      examples: ["config office-desktop --host ajuda.vilaclara.cat > install.sh"]
    ),
  ]
}
