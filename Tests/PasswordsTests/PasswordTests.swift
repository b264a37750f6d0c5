import Testing

@testable import Passwords

@Suite struct PasswordTests {
  @Test func `a password is verified against its own hash`() throws {
    let hash = try Password.hash("quatre paraules ben llargues")
    #expect(Password.verify("quatre paraules ben llargues", against: hash))
  }

  @Test func `another password is refused`() throws {
    let hash = try Password.hash("quatre paraules ben llargues")
    #expect(!Password.verify("quatre paraules ben llargue", against: hash))
    #expect(!Password.verify("", against: hash))
  }

  @Test func `the same password never has the same hash`() throws {
    let one = try Password.hash("contrasenya-llarga")
    let other = try Password.hash("contrasenya-llarga")
    #expect(one != other)
  }

  @Test func `the hash is yescrypt's`() throws {
    #expect(try Password.hash("contrasenya-llarga").hasPrefix("$y$"))
  }

  @Test(arguments: ["", "curta", "123456789", "àèìòùàèìò"])
  func `fewer than ten characters are refused`(_ password: String) {
    #expect(throws: PasswordError.short(charactersMin: 10)) { try Password.hash(password) }
  }

  @Test func `more bytes than crypt reads are refused, not cut`() {
    let longest = String(repeating: "a", count: 511)
    #expect(throws: Never.self) { try Password.hash(longest) }
    #expect(throws: PasswordError.long(bytesMax: 511)) { try Password.hash(longest + "a") }
  }

  @Test(arguments: ["contrasenya\0llarga", "contrasenya\nllarga"])
  func `control characters are refused`(_ password: String) {
    #expect(throws: PasswordError.control) { try Password.hash(password) }
  }

  @Test(arguments: ["", "*", "$y$", "x", "$y$j9T$", "not a hash at all"])
  func `nothing matches what is no hash`(_ hash: String) {
    #expect(!Password.verify("contrasenya-llarga", against: hash))
  }

  @Test func `a password cut by a zero byte does not match its beginning`() throws {
    let hash = try Password.hash("contrasenya-llarga")
    #expect(!Password.verify("contrasenya-llarga\0more", against: hash))
  }

  @Test func `generated passwords are acceptable and differ`() throws {
    let one = Password.generate()
    #expect(one.split(separator: "-").map(\.count) == [5, 5, 5, 5, 5])
    #expect(one != Password.generate())
    #expect(throws: Never.self) { try Password.hash(one) }
  }
}
