extension Catalogue {
  private static let organisationOptions = [
    OptionSyntax(
      "name", "LANG=NAME", "its name in a language, such as ca=Vilaclara", repeats: true),
    OptionSyntax("time-zone", "ZONE", "default: Europe/Madrid"),
    OptionSyntax("phone", "NUMBER", "the number citizens dial"),
    OptionSyntax("email", "ADDRESS", "the address citizens write to"),
    OptionSyntax("languages", "LANG,…", "its own first; default: ca,es,en"),
    OptionSyntax(
      "hours", "\"DAYS TIMES\"", "such as \"mon-fri 08:00-20:00\"; the default", repeats: true),
    OptionSyntax(
      "calls-per-slot", "N", "calls that its staff can promise per half-hour; default: 2"),
    OptionSyntax("calls-abroad", "yes|no", "whether it calls numbers abroad; default: no"),
  ]

  static let organisations = [
    CommandSyntax("organisation list", "lists the councils", options: store),
    CommandSyntax(
      "organisation add", "adds a council",
      details: ["Makes the data directory when it isn't there yet."],
      parameters: [slug],
      options: store + [
        OptionSyntax("code", "LETTERS", "the letters of its references, such as VIL")
      ] + organisationOptions,
      examples: [
        "organisation add vilaclara --code VIL --name ca=Vilaclara --phone 900101202 "
          + "--hours \"mon-fri 08:00-20:00\""
      ]
    ),
    CommandSyntax(
      "organisation change", "changes some of what a council is",
      details: ["What isn't named stays. Slug and code stay for good: addresses carry them."],
      parameters: [slug], options: store + organisationOptions,
      examples: ["organisation change vilaclara --calls-per-slot 3"]
    ),
    CommandSyntax(
      "organisation hours", "shows or sets a council's weekly hours",
      details: ["Days that aren't named are closed. Words that follow each other need quotes."],
      parameters: [
        slug,
        .init(
          "DAYS TIMES", "such as \"mon-thu 09:00-14:00 16:00-19:00\"", isOptional: true,
          repeats: true),
      ],
      options: store,
      examples: [
        "organisation hours montalba",
        "organisation hours montalba \"mon-thu 09:00-14:00 16:00-19:00\" \"fri 09:00-14:00\"",
      ]
    ),
    CommandSyntax(
      "organisation exception", "shows or sets dates with other hours",
      details: ["TIMES are 08:00-15:00 and so on, `closed`, or `usual` to take a date back."],
      parameters: [
        slug, .init("DATE", "such as 2026-12-24", isOptional: true),
        .init("TIMES", "08:00-15:00, closed or usual", isOptional: true, repeats: true),
      ],
      options: store + [OptionSyntax("name", "NAME", "what the date is, such as \"Sant Esteve\"")],
      examples: [
        "organisation exception vilaclara 2026-12-24 08:00-15:00 --name \"Vigília de Nadal\"",
        "organisation exception vilaclara 2026-12-26 closed --name \"Sant Esteve\"",
      ]
    ),
    CommandSyntax(
      "organisation procedure", "shows or sets a council's procedures",
      parameters: [slug, .init("CODE", "such as padro-alta", isOptional: true)],
      options: store + [
        OptionSyntax(
          "name", "LANG=NAME", "its name in a language, such as \"ca=Alta al padró\"",
          repeats: true),
        OptionSyntax(
          "topic", "TOPIC",
          "eprocedures, information, appointments, folder, certificates or other"),
      ],
      examples: [
        "organisation procedure vilaclara padro-alta --topic eprocedures "
          + "--name \"ca=Alta al padró\" --name \"es=Alta en el padrón\""
      ]
    ),
  ]

  private static let passwordDetails =
    "The password is asked for twice, or read from standard input when that is no terminal, or "
    + "made up with --generate and printed. It is never an option: every user of the machine can "
    + "read the command lines of all programs."
  private static let generate = OptionSyntax(
    flag: "generate", "make up a password and print it")

  static let staff = [
    CommandSyntax("staff list", "lists the staff with their roles", options: store),
    CommandSyntax(
      "staff add", "adds somebody to the staff", details: [passwordDetails],
      parameters: [user],
      options: store + [
        OptionSyntax("name", "NAME", "the name that citizens hear"),
        OptionSyntax("role", "SLUG=ROLE", "agent, supervisor or administrator", repeats: true),
        generate,
      ],
      examples: ["staff add anna --name \"Anna Puig\" --role vilaclara=agent --generate"]
    ),
    CommandSyntax(
      "staff change", "changes somebody's name", parameters: [user],
      options: store + [OptionSyntax("name", "NAME", "the name that citizens hear")],
      examples: ["staff change anna --name \"Anna Puig Vila\""]
    ),
    CommandSyntax(
      "staff role", "gives somebody a role in a council, or takes it away",
      parameters: [
        user, slug, .init("ROLE", "agent, supervisor, administrator or none"),
      ], options: store, examples: ["staff role anna montalba supervisor"]
    ),
    CommandSyntax(
      "staff password", "sets somebody's password and ends their sessions",
      details: [passwordDetails], parameters: [user], options: store + [generate],
      examples: ["staff password anna", "staff password anna --generate"]
    ),
    CommandSyntax(
      "staff disable", "keeps somebody out and ends their sessions", parameters: [user],
      options: store),
    CommandSyntax("staff enable", "lets somebody in again", parameters: [user], options: store),
    CommandSyntax(
      "staff token", "makes a secret for a script",
      details: [
        "The script sends it as `Authorization: Bearer …`. It may do what USER may, for a year; "
          + "disabling USER or setting their password ends it."
      ],
      parameters: [user], options: store, examples: ["staff token anna"]
    ),
  ]
}
