import Testing
import Ticketing

@Suite struct EmailAddressTests {
  @Test(arguments: [
    "anna@example.cat", "a@b.co", "anna.puig+tramits@mail.example.cat", "o'hara@example.org",
    "josé@correo.example", "anna@exàmple.cat", "anna_puig@xn--exmple-xta.cat", "1@2.es",
  ])
  func `an address worth a try is taken`(typed: String) {
    #expect(EmailAddress(typed: typed)?.text == typed)
  }

  @Test func `spaces around it are dropped`() {
    #expect(EmailAddress(typed: " \tanna@example.cat\n")?.text == "anna@example.cat")
  }

  @Test(arguments: [
    "", "anna", "anna@", "@example.cat", "anna@example", "anna@@example.cat", "a@b@c.cat",
    "anna puig@example.cat", "anna@exa mple.cat", "anna@.cat", "anna@example.", "anna@a..cat",
    "anna@-a.cat", "anna@a-.cat", ".anna@example.cat", "anna.@example.cat", "an..na@example.cat",
    "Anna <anna@example.cat>", "anna@example.cat,joan@example.cat", "anna@example.cat;",
    "\"anna\"@example.cat", "anna@[127.0.0.1]", "anna\u{0}@example.cat", "anna@exam\nple.cat",
    "anna\u{200B}@example.cat", "anna\r\nBcc: x@example.cat", "anna@ex_ample.cat",
  ])
  func `what no mail could reach, or more than one person, is refused`(typed: String) {
    #expect(EmailAddress(typed: typed) == nil)
  }

  @Test func `the lengths of RFC 5321 are the limits`() {
    let local = String(repeating: "a", count: 64)
    let label = String(repeating: "b", count: 63)
    #expect(EmailAddress(typed: "\(local)@example.cat") != nil)
    #expect(EmailAddress(typed: "a\(local)@example.cat") == nil)
    #expect(EmailAddress(typed: "a@\(label).cat") != nil)
    #expect(EmailAddress(typed: "a@b\(label).cat") == nil)
    let long = "a@\(label).\(label).\(label).\(String(repeating: "c", count: 56)).cat"
    #expect(long.utf8.count == 254)
    #expect(EmailAddress(typed: long) != nil)
    #expect(EmailAddress(typed: "a" + long) == nil)
  }
}
