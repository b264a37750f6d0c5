import Basics
import Ticketing

/// Invented citizens and companies.
///
/// Their addresses end in `.example`, which nobody can own
/// (RFC 2606); Spain keeps no telephone numbers for invention, so nothing is ever sent.
struct SamplePeople: Sendable {
  let forms: [CitizenForm]

  /// Makes up people.
  init(count: Int, _ random: inout SeededGenerator) {
    var forms: [CitizenForm] = []
    forms.reserveCapacity(count)
    for _ in 0..<max(count, 1) {
      forms.append(random.happens(0.09) ? Self.company(&random) : Self.person(&random))
    }
    self.forms = forms
  }

  /// Somebody who needs help; some come back.
  func any(_ random: inout SeededGenerator) -> CitizenForm {
    forms[random.integer(in: 0...forms.count - 1)]
  }

  private static func person(_ random: inout SeededGenerator) -> CitizenForm {
    var form = CitizenForm()
    let first = random.pick(firstNames) ?? ""
    let family = random.pick(familyNames) ?? ""
    form.name = "\(first) \(family) \(random.pick(familyNames) ?? "")"
    form.phone = mobile(&random)
    if random.happens(0.45) {
      form.email = "\(ascii(first)).\(ascii(family))\(random.integer(in: 1...99))@correu.example"
    }
    if random.happens(0.6) { form.nif = nif(&random) }
    return form
  }

  private static func company(_ random: inout SeededGenerator) -> CitizenForm {
    var form = CitizenForm()
    let name = random.pick(familyNames) ?? ""
    form.name = "\(random.pick(trades) ?? "") \(name) SL"
    form.phone = mobile(&random)
    form.email = "info@\(ascii(name))\(random.integer(in: 1...99)).example"
    form.nif = cif(&random)
    return form
  }

  private static func mobile(_ random: inout SeededGenerator) -> String {
    "6" + digits(8, &random)
  }

  private static func digits(_ count: Int, _ random: inout SeededGenerator) -> String {
    let number = random.integer(in: 0...99_999_999)
    return String(String(100_000_000 + number).suffix(count))
  }

  /// A number with the letter that belongs to it; a tenth are foreign residents'.
  private static func nif(_ random: inout SeededGenerator) -> String {
    let table = Array("TRWAGMYFPDXBNJZSQVHLCKE")
    guard random.happens(0.1) else {
      let number = random.integer(in: 10_000_000...99_999_999)
      return "\(number)\(table[number % 23])"
    }
    let prefix = random.integer(in: 0...2)
    let number = digits(7, &random)
    let whole = (Int(number) ?? 0) + prefix * 10_000_000
    return "\(["X", "Y", "Z"][prefix])\(number)\(table[whole % 23])"
  }

  private static func cif(_ random: inout SeededGenerator) -> String {
    let number = digits(7, &random)
    var sum = 0
    for (index, byte) in number.utf8.enumerated() {
      let digit = Int(byte) - 48
      sum += index.isMultiple(of: 2) ? digit * 2 / 10 + digit * 2 % 10 : digit
    }
    return "B\(number)\((10 - sum % 10) % 10)"
  }

  /// A name without its accents, for an address.
  private static func ascii(_ name: String) -> String {
    var text = ""
    for character in name.lowercased() {
      switch character {
      case "à", "á": text.append("a")
      case "è", "é": text.append("e")
      case "í", "ï": text.append("i")
      case "ò", "ó": text.append("o")
      case "ú", "ü": text.append("u")
      case "ç": text.append("c")
      case "ñ": text.append("n")
      case let plain where plain.isASCII && plain.isLetter: text.append(plain)
      default: continue
      }
    }
    return text
  }

  private static let firstNames = [
    "Maria", "Montserrat", "Josep", "Jordi", "Carme", "Antoni", "Rosa", "Marc", "Laura", "Francesc",
    "Dolors", "Xavier", "Teresa", "Pau", "Cristina", "Albert", "Mireia", "Ramon", "Sílvia", "Àlex",
    "Fatima", "Mohamed", "Ioana", "Andrei", "Lucía", "Manuel", "Carmen", "Antonio", "Wei", "Aina",
  ]
  private static let familyNames = [
    "Puig", "Vila", "Soler", "Ferrer", "Roca", "Martí", "Font", "Mas", "Casals", "Pujol", "Torres",
    "Garcia", "López", "Martínez", "Fernández", "Sánchez", "Bosch", "Rius", "Costa", "Sala", "Grau",
    "Comas", "Ribas", "Prats", "El Amrani", "Popescu", "Chen", "Planas", "Vives", "Blanch",
  ]
  private static let trades = [
    "Fusteria", "Forn", "Tallers", "Construccions", "Assessoria", "Llibreria", "Bar",
    "Instal·lacions",
    "Perruqueria", "Transports",
  ]
}
