import Basics

/// Refuses a machine whose zone data would make every promise an hour wrong.
enum ZoneCheck {
  static func run() throws(ProgramError) {
    let zone: Zone
    do {
      zone = try Zone(identifier: "Europe/Madrid")
    } catch {
      throw .zoneData(error.description)
    }
    // Noon of 15 January and of 15 July 2026.
    let winter = zone.offsetSeconds(at: Moment(seconds: 1_768_474_800))
    let summer = zone.offsetSeconds(at: Moment(seconds: 1_784_113_200))
    guard winter == 3600, summer == 7200 else {
      throw .zoneData("winter is \(winter) s and summer \(summer) s from UTC.")
    }
  }
}
