import CLinux
import Testing

@Suite struct CryptTests {
  @Test func `a phrase verifies against its own hash and no other does`() throws {
    let setting = try #require(makeSetting())
    let hash = try #require(crypt("còpia segura", setting))
    #expect(hash.hasPrefix("$y$"))
    #expect(crypt("còpia segura", hash) == hash)
    #expect(crypt("copia segura", hash) != hash)
  }

  @Test func `two settings differ`() {
    #expect(makeSetting() != makeSetting())
  }

  @Test func `a broken setting gives no hash`() {
    #expect(crypt("x", "$nonsense$") == nil)
  }

  private func makeSetting() -> String? {
    var random = [CChar](repeating: 0, count: 16)
    guard unsafe clinux_random(&random, 16) == 0 else { return nil }
    return unsafe text { out, count in unsafe clinux_crypt_setting("$y$", 1, random, 16, out, count)
    }
  }

  private func crypt(_ phrase: String, _ setting: String) -> String? {
    unsafe text { out, count in unsafe clinux_crypt(phrase, setting, out, count) }
  }

  private func text(_ fill: (UnsafeMutablePointer<CChar>, Int) -> Int32) -> String? {
    var buffer = [CChar](repeating: 0, count: 512)
    let result = unsafe buffer.withUnsafeMutableBufferPointer { buffer in
      unsafe buffer.baseAddress.map { unsafe fill($0, 512) }
    }
    guard result == 0 else { return nil }
    return String(decoding: buffer.prefix { $0 != 0 }.map { UInt8(bitPattern: $0) }, as: UTF8.self)
  }
}
