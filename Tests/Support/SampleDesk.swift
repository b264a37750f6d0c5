public import Basics
import Foundation
public import SQLite
public import Storage
public import Ticketing

/// A desk with two councils and named people, in a database that goes with the test.
public struct SampleDesk: Sendable {
  /// The desk.
  public let desk: Desk
  /// The database file, for those who look at it behind the desk's back.
  public let path: String
  /// Monday 23 November 2026 at 9:10 in Madrid, until a test moves it.
  public let clock = FixedClock("2026-11-23T09:10:00+01:00")
  /// Open 8 to 20, one call a half-hour.
  public let vilaclara: Identifier<Organisation>
  /// In the Canary Islands, two calls a half-hour.
  public let puerto: Identifier<Organisation>
  /// An agent of Vilaclara.
  public let maria: Identifier<Staff>
  /// Another agent of Vilaclara.
  public let joan: Identifier<Staff>
  /// The supervisor of Vilaclara.
  public let rosa: Identifier<Staff>
  /// An agent of Puerto, and of no other council.
  public let pepa: Identifier<Staff>

  /// The moment at which the clock stands.
  public var now: Moment { clock.now }

  /// Makes a desk, lets the test use it, and takes it away.
  ///
  /// - Parameters:
  ///   - durability: Whether commits reach the disk; only tests about that need it.
  ///   - body: The test.
  /// - Returns: What the test returns.
  /// - Throws: What the test throws.
  @discardableResult
  public static func open<T>(
    durability: Database.Options.Durability = .none,
    _ body: (SampleDesk) async throws -> T
  ) async throws -> T {
    let folder = FileManager.default.temporaryDirectory.path + "/desk-" + UUID().uuidString
    defer { try? FileManager.default.removeItem(atPath: folder) }
    var options = Database.Options()
    options.durability = durability
    options.readers = 2
    let path = folder + "/desk.sqlite"
    let sample = try await SampleDesk(Desk(path: path, options: options), path)
    defer { sample.desk.close() }
    return try await body(sample)
  }

  private init(_ desk: Desk, _ path: String) async throws {
    self.desk = desk
    self.path = path
    let vilaclara = try await desk.addOrganisation(NamedCouncils.vilaclara)
    let puerto = try await desk.addOrganisation(NamedCouncils.puerto)
    try await desk.setProcedures(
      [
        ("padro-alta", [.catalan: "Alta al padró", .spanish: "Alta en el padrón"], .eprocedures),
        ("idcat", [.catalan: "idCAT Mòbil"], .certificates),
      ],
      of: vilaclara
    )
    (maria, joan, rosa, pepa) = try await desk.record { ledger in
      let people: [(String, String, Role, Identifier<Organisation>)] = [
        ("maria", "Maria Soler", .agent, vilaclara), ("joan", "Joan Riba", .agent, vilaclara),
        ("rosa", "Rosa Pla", .supervisor, vilaclara), ("pepa", "Pepa Díaz", .agent, puerto),
      ]
      let ids = try people.map { user, name, role, council in
        let id = try ledger.addStaff(user: user, name: name, passwordHash: "*")
        try ledger.setRole(role, of: id, in: council)
        return id
      }
      return (ids[0], ids[1], ids[2], ids[3])
    }
    self.vilaclara = vilaclara
    self.puerto = puerto
  }
}
