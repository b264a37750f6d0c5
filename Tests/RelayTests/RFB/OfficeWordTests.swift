import Basics
import Testing

@testable import Relay

@Suite struct OfficeWordTests {
  private let key = [UInt8](repeating: 5, count: 32)
  private let now = Moment(seconds: 1_800_000_000)
  private var word: OfficeWord {
    OfficeWord(dialBy: now + .seconds(45), endsAt: now + .seconds(3_600))
  }

  @Test func `a word that was signed is believed`() {
    let word = word
    #expect(OfficeWord(word.signed(with: key), key: key, at: now) == word)
  }

  @Test func `a word may stand as an id, in which case doesn't count`() {
    let text = word.signed(with: key)
    #expect(RepeaterHello.isID(Array(text.utf8)) && text == text.lowercased())
  }

  @Test func `a word in which any one letter differs is nothing`() {
    let bytes = Array(word.signed(with: key).utf8)
    for index in bytes.indices {
      var changed = bytes
      changed[index] = changed[index] == UInt8(ascii: "0") ? UInt8(ascii: "1") : UInt8(ascii: "0")
      let text = String(decoding: changed, as: UTF8.self)
      #expect(OfficeWord(text, key: key, at: now) == nil, "\(index)")
    }
  }

  @Test(arguments: [45, 46, 3_600])
  func `a word is nothing after its time`(seconds: Int64) {
    let text = word.signed(with: key)
    #expect(OfficeWord(text, key: key, at: now + .seconds(seconds)) == nil)
  }

  @Test(arguments: ["", "od1", "123456789012", String(repeating: "a", count: 83)])
  func `what a citizen dictates is no word`(text: String) {
    #expect(OfficeWord(text, key: key, at: now) == nil)
  }

  @Test func `another desk's word is nothing`() {
    let other = [UInt8](repeating: 6, count: 32)
    #expect(OfficeWord(word.signed(with: other), key: key, at: now) == nil)
  }
}
