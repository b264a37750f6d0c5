import Testing
import Ticketing

@Suite struct TelephoneTests {
  @Test(arguments: [
    "612345678", "612 345 678", "612-345-678", "612.34.56.78", "(612) 345 678", "612/345678",
    "+34612345678", "+34 612 345 678", "(+34) 612 345 678", "0034 612 345 678", "34612345678",
    " 612345678\n", "612\u{00A0}345\u{202F}678", "\u{202A}+34 612 345 678\u{202C}",
    "612\u{2011}345\u{2013}678", "\u{200E}612345678",
  ])
  func `a number is read however it is spaced`(typed: String) throws {
    #expect(try Telephone(typed: typed).e164 == "+34612345678")
  }

  @Test(arguments: [
    "512345678", "711234567", "781234567", "800123456", "900100200", "931234567", "971000000",
  ])
  func `nine digits from 5 to 9 are a Spanish number`(typed: String) throws {
    #expect(try Telephone(typed: typed).e164 == "+34" + typed)
  }

  @Test(arguments: [
    "803123456", "806 123 456", "+34 807 123 456", "0034901123456", "902 10 20 30", "905123456",
    "701234567", "704123456", "+34709123456",
  ])
  func `premium and shared-cost numbers are refused`(typed: String) {
    #expect(throws: Telephone.Refusal.premium) { try Telephone(typed: typed, abroad: true) }
  }

  @Test(arguments: ["112", "010", "012", "061", "1 1 8 8", "118999", "+34 112", "902"])
  func `short numbers are refused`(typed: String) {
    #expect(throws: Telephone.Refusal.short) { try Telephone(typed: typed) }
  }

  @Test(arguments: [
    "61234567", "6123456789", "412345678", "012345678", "seixanta", "612345678x", "+", "++34",
    "612+345678", "٦١٢٣٤٥٦٧٨", "６１２３４５６７８", "6\u{0661}2345678", "+34+612345678", "6①2345678",
  ])
  func `what isn't a number is refused as malformed`(typed: String) {
    #expect(throws: Telephone.Refusal.malformed) { try Telephone(typed: typed) }
  }

  @Test(arguments: ["", " ", "\t\n", "--", "()", "\u{200E}"])
  func `nothing typed is told apart from something wrong`(typed: String) {
    #expect(throws: Telephone.Refusal.empty) { try Telephone(typed: typed) }
  }

  @Test(arguments: ["+33 1 23 45 67 89", "0033123456789", "+376 312 345", "+1 202 555 0143"])
  func `a number abroad is refused where the council doesn't call abroad`(typed: String) {
    #expect(throws: Telephone.Refusal.foreign) { try Telephone(typed: typed) }
  }

  @Test(arguments: [("+33 1 23 45 67 89", "+33123456789"), ("00376 312 345", "+376312345")])
  func `a number abroad is taken where the council calls abroad`(typed: String, e164: String)
    throws
  {
    #expect(try Telephone(typed: typed, abroad: true).e164 == e164)
  }

  @Test(arguments: ["+331234", "+0123456789", "+1234567890123456"])
  func `a number abroad has the length of E_164`(typed: String) {
    #expect(throws: Telephone.Refusal.malformed) { try Telephone(typed: typed, abroad: true) }
  }

  @Test(arguments: [
    ("612345678", true), ("711234567", true), ("741234567", true), ("781234567", true),
    ("751234567", false), ("931234567", false), ("900100200", false),
  ])
  func `messages go to mobiles only`(typed: String, isMobile: Bool) throws {
    #expect(try Telephone(typed: typed).isMobile == isMobile)
  }

  @Test func `a Spanish number is read aloud in threes and another as it is`() throws {
    #expect(try Telephone(typed: "612345678").spoken == "612 345 678")
    #expect(Telephone(stored: "+33123456789").spoken == "+33123456789")
  }
}
