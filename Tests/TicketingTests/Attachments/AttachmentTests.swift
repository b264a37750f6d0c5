import Basics
import Testing

@testable import Ticketing

@Suite struct AttachmentNameTests {
  @Test(arguments: [
    ("factura.pdf", "factura.pdf"),
    ("../../x.pdf", "x.pdf"),
    (#"..\..\x.pdf"#, "x.pdf"),
    ("/etc/passwd", "passwd.pdf"),
    ("factura\u{202E}fdp.exe", "facturafdp.exe.pdf"),
    ("a\u{0}b\r\nc.PDF", "abc.PDF"),
    ("<img src=x>.pdf", "img src=x.pdf"),
    ("  .amagat.pdf ", "amagat.pdf"),
    ("CON.pdf", "document.pdf"),
    ("com1.x.pdf", "document.pdf"),
    ("pdf", "pdf.pdf"),
    ("", "document.pdf"),
    ("...", "document.pdf"),
    ("informe mèdic.pdf", "informe mèdic.pdf"),
  ])
  func `a name is only a name, with the ending of its type`(typed: String, kept: String) {
    #expect(AttachmentName(typed, of: .pdf).description == kept)
  }

  @Test func `a long name keeps its ending`() {
    let name = AttachmentName(String(repeating: "é", count: 300) + ".docx", of: .docx)
    #expect(name.description.unicodeScalars.count == AttachmentName.lengthMax)
    #expect(name.description.hasSuffix("é.docx"))
  }

  @Test func `a photograph may end in either way`() {
    #expect(AttachmentName("a.jpeg", of: .jpeg).description == "a.jpeg")
    #expect(AttachmentName("a.png", of: .jpeg).description == "a.png.jpg")
  }
}

@Suite struct AttachmentContentTests {
  /// The beginning of a ZIP archive whose first entry is stored as it is.
  private static func archive(_ name: String, _ content: String = "", method: UInt8 = 0) -> [UInt8]
  {
    var head: [UInt8] = Array("PK\u{3}\u{4}".utf8) + [20, 0, 0, 0, method, 0]
    head += [UInt8](repeating: 0, count: 16) + [UInt8(name.utf8.count), 0, 0, 0]
    return head + Array(name.utf8) + Array(content.utf8) + Array("PK\u{3}\u{4}".utf8)
  }

  private static let ods = AttachmentType.ods.rawValue

  @Test(arguments: [
    (AttachmentType.pdf, Array("%PDF-1.7\n".utf8)),
    (.pdf, Array("\u{FEFF}%PDF-1.4".utf8)),
    (.png, [0x89, 0x50, 0x4E, 0x47, 13, 10, 26, 10, 0]),
    (.jpeg, [0xFF, 0xD8, 0xFF, 0xE0]),
    (.webp, Array("RIFF....WEBPVP8 ".utf8)),
    (.text, Array("Bon dia\r\n\tà tothom\n".utf8)),
    (.csv, [0x6E, 0x6F, 0x6D, 0x3B, 0xE9, 10]),
    (.zip, archive("a.txt")),
    (.docx, archive("[Content_Types].xml")),
    (.xlsx, archive("xl/workbook.xml", method: 8)),
    (.ods, archive("mimetype", ods)),
    (.doc, [0xD0, 0xCF, 0x11, 0xE0, 0xA1, 0xB1, 0x1A, 0xE1]),
  ])
  func `what is what it says is sound`(type: AttachmentType, bytes: [UInt8]) {
    var content = AttachmentContent(of: type)
    for byte in bytes { content.take([byte]) }
    #expect(content.isSound)
  }

  @Test(arguments: [
    (AttachmentType.pdf, Array("MZ\u{0}\u{0}".utf8)),
    (.pdf, [UInt8](repeating: 0x20, count: 2_000) + Array("%PDF-1.7".utf8)),
    (.png, Array("GIF89a".utf8)),
    (.jpeg, [0xFF, 0xD8]),
    (.webp, Array("RIFF....WAVE".utf8)),
    (.text, [0x61, 0, 0x62]),
    (.text, Array("a\u{1B}[2J".utf8)),
    (.csv, []),
    (.docx, archive("a.txt")),
    (.ods, archive("mimetype", AttachmentType.odt.rawValue)),
    (.odt, archive("mimetype", AttachmentType.odt.rawValue + "-template")),
    (.ods, archive("mimetype", ods, method: 8)),
    (.docx, Array("PK".utf8)),
    (.xls, Array("PK\u{3}\u{4}".utf8)),
  ])
  func `what is something else is not`(type: AttachmentType, bytes: [UInt8]) {
    var content = AttachmentContent(of: type)
    content.take(bytes)
    #expect(!content.isSound)
  }

  @Test func `a text that turns into something else later is found`() {
    var content = AttachmentContent(of: .text)
    content.take([UInt8](repeating: 0x61, count: 100_000))
    #expect(content.isSound)
    content.take([0])
    #expect(!content.isSound)
  }

  @Test func `a declared type may have parameters and any letters`() {
    #expect(AttachmentType(declared: "Text/CSV; charset=utf-8") == .csv)
    #expect(AttachmentType(declared: "text/html") == nil)
  }
}
