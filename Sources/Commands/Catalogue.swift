/// Every command of the program, in the order in which help shows them.
public enum Catalogue {
  /// The commands.
  public static let commands: [CommandSyntax] =
    serving + [relay] + publishing + organisations + staff + desktops + upkeep
    + configurations + [
      CommandSyntax(
        "version", "says which version this is",
        examples: ["version"]
      )
    ]

  /// The first word of each command, each once.
  public static let firstWords: [String] = {
    var seen: Set<String> = []
    return commands.compactMap { $0.words.first }.filter { seen.insert($0).inserted }
  }()

  /// The options that the environment and the configuration file may set.
  public static let settings: [OptionSyntax] = {
    var seen: Set<String> = []
    return commands.flatMap(\.options).filter {
      $0.source == .anywhere && seen.insert($0.name).inserted
    }
  }()

  static let data = OptionSyntax(
    "data", "DIR", "the data directory; default: acompanya-data here", from: .anywhere)
  static let config = OptionSyntax(
    "config", "FILE", "a JSON file with options, such as {\"listen\": \"127.0.0.1:8360\"}",
    from: .anywhere)
  static let store = [data, config]

  static let slug = CommandSyntax.Parameter(
    "SLUG", "the council's name in addresses, such as vilaclara")
  static let user = CommandSyntax.Parameter("USER", "the name to sign in with, such as anna")

  static let publishing = [
    CommandSyntax(
      "report", "writes a month's publication as files",
      details: [
        "Computes the month and writes the same files that the portal serves, byte for byte. "
          + "Nothing is published by it, and it works while the desk is being served.",
        "One council's files go straight into DIR; those of all councils into a folder each, "
          + "named by its slug.",
      ],
      options: store + [
        OptionSyntax("month", "YYYY-MM", "the month; default: the last one that has ended"),
        OptionSyntax("organisation", "SLUG", "one council; default: all of them"),
        OptionSyntax("out", "DIR", "where to write; default: SLUG-YYYY-MM here"),
        reports,
      ],
      examples: [
        "report --month 2026-10 --organisation vilaclara",
        "report --month 2026-10 --out /srv/open-data",
      ]
    ),
    CommandSyntax(
      "publish", "publishes what is due now",
      details: [
        "Runs what the monthly clock of `serve` runs: the provisional figures of a month that "
          + "has ended, the definitive ones two months later. Again does no harm."
      ],
      options: store + [reports],
      examples: ["publish --data /var/lib/acompanya"]
    ),
  ]

  static let upkeep = [
    CommandSyntax(
      "backup", "copies the database to a file while the desk works",
      details: [
        "The copy grows under another name, is checked and synced, and then takes the name "
          + "FILE in one step: what stands there is always a whole back-up, the old or the new."
      ],
      parameters: [.init("FILE", "where the copy will be; a file there is replaced")],
      options: store,
      examples: ["backup /srv/backups/desk.db --data /var/lib/acompanya"]
    ),
    CommandSyntax(
      "restore", "puts a back-up in the place of the database",
      details: [
        "Checks the file first. Refuses while a desk is being served from the directory, and "
          + "when a database is there already, unless --force keeps that one aside."
      ],
      parameters: [.init("FILE", "the back-up; it is only read")],
      options: store + [
        OptionSyntax(
          flag: "force", "replace a database, and keep it as acompanya.db.before-restore-…")
      ],
      examples: ["restore /srv/backups/desk.db --data /var/lib/acompanya"]
    ),
    CommandSyntax(
      "check", "looks for what is wrong in the database",
      details: [
        "The file's integrity first, then the desk's own books. Each fault is a line on "
          + "standard output and the exit code is 1; in health it is 0."
      ],
      options: store,
      examples: ["check --data /var/lib/acompanya"]
    ),
  ]
}
