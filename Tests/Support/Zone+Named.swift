public import Basics

extension Zone {
  /// The peninsula's zone.
  public static let madrid = named("Europe/Madrid")
  /// The zone of the Canary Islands, an hour behind.
  public static let canaries = named("Atlantic/Canary")

  private static func named(_ identifier: String) -> Zone {
    guard let zone = try? Zone(identifier: identifier) else {
      preconditionFailure("This machine has no zone \(identifier). Install tzdata.")
    }
    return zone
  }
}
