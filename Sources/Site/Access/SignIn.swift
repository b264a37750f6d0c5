import Basics
import HTTP
import Passwords
import Storage
import Ticketing
import Wire

extension Visit {
  /// The hash of a password that nobody has, so that an unknown name costs the same work.
  private static let nobodys =
    "$y$j9T$Q3F7v288OvDtuxZkW.k7j/$VLCo8g.Abyb82xl5Bkr2a3NvPw4PkATL4LW1KeGRxm2"

  /// Lets somebody of the staff in by user name and password.
  ///
  /// An unknown name takes as long as a wrong password, so that nobody learns who works here.
  ///
  /// - Throws: ``Refusal/wrongCredentials``, ``Refusal/tooMany(retryAfterSeconds:)``.
  func signIn(user: String, password: String) async throws -> (token: String, csrf: String) {
    let record = try await record(user: user, password: password)
    let now = now
    return try await desk.record {
      try $0.openSession(of: record.staff.id, kind: .browser, at: now)
    }
  }

  /// Asks somebody who has signed in for their password again, within the same limits.
  ///
  /// - Throws: ``Refusal/wrongCredentials``, ``Refusal/tooMany(retryAfterSeconds:)``.
  func confirm(_ staff: Staff, password: String) async throws {
    let record = try await record(user: staff.user, password: password)
    guard record.staff.id == staff.id else { throw Refusal.wrongCredentials }
  }

  private func record(user: String, password: String) async throws -> StaffRecord {
    try site.limits.admit(.signingIn, address, at: now)
    guard !user.isEmpty, user.utf8.count <= 128, password.utf8.count <= Password.bytesMax
    else { throw Refusal.wrongCredentials }
    try site.limits.admit(user: user, at: now)
    let record = try await desk.look { try $0.staffRecord(user: user) }
    let isRight = try await site.workers.run {
      Password.verify(password, against: record?.passwordHash ?? Self.nobodys)
    }
    guard let record, isRight, record.disabledAt == nil else {
      throw Refusal.wrongCredentials
    }
    return record
  }

  /// The cookie of a session that has just begun.
  func cookie(token: String) -> String {
    let seconds = Session.browserLifetime.components.seconds
    return "\(Self.sessionCookie)=\(token); Path=/; Max-Age=\(seconds); HttpOnly; "
      + "SameSite=Lax\(secure)"
  }

  /// The cookie that ends a session in the browser.
  var farewellCookie: String {
    "\(Self.sessionCookie)=; Path=/; Max-Age=0; HttpOnly; SameSite=Lax\(secure)"
  }
}
