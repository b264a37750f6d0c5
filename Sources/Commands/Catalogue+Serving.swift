extension Catalogue {
  static let reports = OptionSyntax(
    "reports", "DIR", "the publication's sources; default: found beside the program",
    from: .anywhere)

  private static let listeners =
    [
      OptionSyntax(
        "listen", "HOST:PORT",
        "where to answer HTTP; default: 127.0.0.1:8360; port 0: any free one",
        from: .anywhere),
      OptionSyntax(
        "web", "DIR", "pages, styles and texts; default: found beside the program", from: .anywhere),
      reports,
      OptionSyntax(
        "rate-limits", "on|off", "default: on; off only on loopback, for load tests",
        from: .anywhere),
      OptionSyntax(
        flag: "behind-proxy", "a proxy in front speaks TLS and says who calls", from: .anywhere),
      OptionSyntax(
        "proxy", "ADDRESS,…",
        "proxies on other machines whose word on who calls is believed; default: this machine's only",
        from: .anywhere),
      OptionSyntax(
        flag: "insecure", "allow a public address without TLS: everything can be read on the way",
        from: .anywhere),
      OptionSyntax("lmtp", "HOST:PORT", "for mail; not in this version", from: .anywhere),
      OptionSyntax(
        "rfb-tls", "HOST:PORT",
        "where they dial in through a proxy that speaks TLS, for office computers; default: none",
        from: .anywhere),
      OptionSyntax(
        "novnc", "DIR", "noVNC's modules; default: /usr/share/novnc if it is there",
        from: .anywhere),
      OptionSyntax(
        "relay", "URL",
        "a relay on another machine, such as wss://relay.example.org; it needs "
          + "the file relay.key of the data directory", from: .anywhere),
      OptionSyntax(
        "ice", "URL,…",
        "STUN and TURN servers for voice and camera; default: none, then both "
          + "are off", from: .anywhere),
      OptionSyntax(
        "turn-secret-file", "FILE",
        "the secret shared with the TURN server (coturn's "
          + "static-auth-secret)", from: .anywhere),
    ] + doors

  static let relay = CommandSyntax(
    "relay", "serves only the relay of remote assistance, for another machine",
    details: [
      "Needs no database and no word from the desk but a key: copy relay.key from the desk's "
        + "data directory, and start the desk with --relay. TLS is a proxy's job, as for serve.",
      "With --core it tells the desk what has happened, sealed with the key, and again until "
        + "the desk has kept it; `curl` carries the letters.",
      "With --echo it serves /echo on loopback instead: a WebSocket that says everything back, "
        + "in messages of up to 16 MiB, to try clients and conformance suites on.",
    ],
    options: [
      config,
      OptionSyntax(
        "listen", "HOST:PORT", "where to answer; default: 127.0.0.1:8361", from: .anywhere),
      OptionSyntax("key-file", "FILE", "the key shared with the desk", from: .anywhere),
      OptionSyntax(
        "sessions", "N", "how many sessions at once; default: 10000", from: .anywhere),
      OptionSyntax(
        "core", "URL",
        "the desk to tell what has happened, such as https://ajuda.vilaclara.cat; "
          + "default: it is only logged", from: .anywhere),
      OptionSyntax(flag: "behind-proxy", "a proxy in front speaks TLS", from: .anywhere),
      OptionSyntax(
        "proxy", "ADDRESS,…", "proxies on other machines whose word on who calls is believed",
        from: .anywhere),
      OptionSyntax(flag: "insecure", "allow a public address without TLS", from: .anywhere),
      OptionSyntax(flag: "echo", "serve /echo on loopback and nothing else"),
    ] + doors,
    examples: [
      "relay --key-file /etc/acompanya/relay.key --behind-proxy "
        + "--core https://ajuda.vilaclara.cat",
      "relay --echo --listen 127.0.0.1:9001",
    ]
  )

  private static let precedence =
    "An option counts from the command line first, then from the environment "
    + "(ACOMPANYA_LISTEN and so on), then from the --config file, then its default."

  static let serving = [
    CommandSyntax(
      "demo", "makes two sample councils with a year of activity, and serves them",
      details: [
        "Everything is invented: the councils, the staff, the citizens. The same seed makes the "
          + "same year, counted back from today. The directory is used again when it is there "
          + "already: delete it to start anew.",
        "Once it listens it prints the address to open and a line `login ROLE USER PASSWORD` for "
          + "each of the staff. Ctrl-C ends it.",
        precedence,
      ],
      options: [
        OptionSyntax(
          "data", "DIR", "the data directory; default: acompanya-demo here", from: .anywhere),
        config,
        OptionSyntax("contacts", "N", "about how many contacts the year has; default: 16000"),
        OptionSyntax("seed", "S", "which of all possible years; default: 1"),
        OptionSyntax(
          flag: "json", "print one line of JSON instead: url, logins, organisations"),
      ] + listeners,
      examples: [
        "demo", "demo --listen 127.0.0.1:0 --json", "demo --contacts 2000 --data /tmp/desk",
      ]
    ),
    CommandSyntax(
      "serve", "serves a data directory",
      details: [
        "Refuses to start, with one sentence and exit code 3, when it could lose data or let "
          + "somebody in: a directory that can't be written or that others can write, a database "
          + "that is damaged or newer, a second server on the same directory, a public address "
          + "without a proxy, no zone data.",
        "A new directory gets a new desk; `acompanya organisation add` adds the first council, "
          + "also while it is being served.",
        precedence,
      ],
      options: store + listeners,
      examples: [
        "serve --data /var/lib/acompanya --behind-proxy",
        "serve --config /etc/acompanya.json",
      ]
    ),
  ]
}
