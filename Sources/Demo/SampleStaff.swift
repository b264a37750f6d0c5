import Ticketing

/// Somebody of the invented staff.
struct SampleStaff {
  let user: String
  let name: String
  let role: Role
  /// The slugs of the councils they serve.
  let councils: [String]

  var password: String { "acompanya-\(user)" }

  static let all = [
    SampleStaff(
      user: "anna", name: "Anna Serra", role: .agent,
      councils: [SampleCouncil.vilaclara.slug, SampleCouncil.montalba.slug]),
    SampleStaff(
      user: "joan", name: "Joan Riera", role: .agent, councils: [SampleCouncil.vilaclara.slug]),
    SampleStaff(
      user: "laia", name: "Laia Camps", role: .agent, councils: [SampleCouncil.vilaclara.slug]),
    SampleStaff(
      user: "nuria", name: "Núria Bosch", role: .agent,
      councils: [SampleCouncil.vilaclara.slug, SampleCouncil.montalba.slug]),
    SampleStaff(
      user: "oriol", name: "Oriol Prat", role: .agent, councils: [SampleCouncil.montalba.slug]),
    SampleStaff(
      user: "pere", name: "Pere Vidal", role: .supervisor,
      councils: [SampleCouncil.vilaclara.slug, SampleCouncil.montalba.slug]),
    SampleStaff(
      user: "marta", name: "Marta Solà", role: .administrator,
      councils: [SampleCouncil.vilaclara.slug, SampleCouncil.montalba.slug]),
  ]
}
