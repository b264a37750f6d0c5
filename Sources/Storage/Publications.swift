public import Basics
import SQLite
public import Ticketing

extension Ledger {
  /// The versions of a council's months, newest month first and newest version first.
  public func publications(of organisation: Identifier<Organisation>) throws -> [Publication] {
    try connection.rows(
      """
      SELECT month, version, status, as_of FROM publication
      WHERE organisation = :organisation ORDER BY month DESC, version DESC
      """,
      ["organisation": .id(organisation)]
    ) { row in
      Publication(
        month: try row.month("month"),
        version: try row.int("version"),
        status: try row.word("status"),
        asOf: try row.moment("as_of")
      )
    }
  }

  /// Keeps a new version with its files, which never change again.
  public func publish(
    _ publication: Publication,
    _ files: [(name: String, bytes: [UInt8])],
    of organisation: Identifier<Organisation>
  ) throws {
    try connection.execute(
      """
      INSERT INTO publication (organisation, month, version, status, as_of)
      VALUES (:organisation, :month, :version, :status, :as_of)
      """,
      [
        "organisation": .id(organisation), "month": .text(publication.month.description),
        "version": .number(publication.version), "status": .text(publication.status.rawValue),
        "as_of": .moment(publication.asOf),
      ]
    )
    for (name, bytes) in files {
      try connection.execute(
        """
        INSERT INTO publication_file (organisation, month, version, name, bytes)
        VALUES (:organisation, :month, :version, :name, :bytes)
        """,
        [
          "organisation": .id(organisation), "month": .text(publication.month.description),
          "version": .number(publication.version), "name": .text(name), "bytes": .blob(bytes),
        ]
      )
    }
  }

  /// One file of a version.
  public func publicationFile(
    _ name: String,
    of organisation: Identifier<Organisation>,
    _ month: CivilMonth,
    version: Int
  ) throws -> [UInt8]? {
    try connection.row(
      """
      SELECT bytes FROM publication_file WHERE organisation = :organisation
        AND month = :month AND version = :version AND name = :name
      """,
      [
        "organisation": .id(organisation), "month": .text(month.description),
        "version": .number(version), "name": .text(name),
      ]
    ) { try $0.blob("bytes") }
  }
}

extension Row {
  func month(_ column: String) throws -> CivilMonth {
    let text = try text(column)
    guard let month = CivilMonth(text) else {
      throw StorageError.unknownWord(text, column: column)
    }
    return month
  }
}
