import Testing
import Ticketing

@Suite struct IdentityDocumentTests {
  @Test(arguments: [
    ("12345678Z", IdentityDocument.Kind.nif), ("00000000T", .nif), ("00000001R", .nif),
    ("99999999R", .nif), ("K0867756N", .nif), ("L0867756N", .nif), ("M0867756N", .nif),
    ("X1234567L", .nie), ("Y1234567X", .nie), ("Z1234567R", .nie), ("X0000000T", .nie),
    ("B58818501", .cif), ("A58818501", .cif), ("P0801500J", .cif),
    ("Q2826000H", .cif), ("P08015000", .cif), ("AAB123456", .passport), ("12345678", .passport),
    ("PAA1234567", .passport),
  ])
  func `a right number is told by its kind`(typed: String, kind: IdentityDocument.Kind) {
    #expect(IdentityDocument(typed: typed)?.kind == kind)
  }

  @Test(arguments: [
    "12345678A", "12345678I", "00000000R", "K0867756A", "X1234567A", "Y1234567L", "Z1234567L",
    "B58818502", "B5881850J", "P0801500A",
  ])
  func `a wrong check character is refused`(typed: String) {
    #expect(IdentityDocument(typed: typed) == nil)
  }

  @Test(arguments: ["12345678z", " 12.345.678-Z ", "12 345 678 z", "12345678/Z"])
  func `spacing and case are of no account`(typed: String) {
    #expect(IdentityDocument(typed: typed)?.number == "12345678Z")
  }

  @Test(arguments: ["", "A123", "ABCDEFGHIJKLMNOPQRSTU", "1234_5678", "１２３４５６７８Z", "Ñ1234567"])
  func `what can't be a document is refused`(typed: String) {
    #expect(IdentityDocument(typed: typed) == nil)
  }

  @Test func `only one letter of the twenty-three fits a number`() {
    let fitting = "ABCDEFGHIJKLMNOPQRSTUVWXYZ".filter {
      IdentityDocument(typed: "12345678\($0)") != nil
    }
    #expect(fitting == "Z")
  }

  @Test func `a company's check is its digit or its letter`() {
    let checks = "0123456789ABCDEFGHIJ".filter {
      IdentityDocument(typed: "B5881850\($0)") != nil
    }
    #expect(checks == "1A")
  }

  @Test func `companies are told from people`() {
    #expect(IdentityDocument(typed: "B58818501")?.isOfCompany == true)
    #expect(IdentityDocument(typed: "12345678Z")?.isOfCompany == false)
  }
}
