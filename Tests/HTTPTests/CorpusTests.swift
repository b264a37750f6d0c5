import Testing

@testable import HTTP

@Suite struct CorpusTests {
  @Test func `the corpus is there`() {
    #expect(Corpus.accepted.count > 20)
    #expect(Corpus.refused.count > 100)
  }

  @Test(arguments: Corpus.accepted)
  func `an accepted request says what its file expects`(entry: Corpus.Entry) {
    let transcript = Transcript.of(entry.bytes, cutEvery: entry.bytes.count)
    #expect(transcript.lines == entry.expected)
    #expect(transcript.refusal == nil)
    #expect(transcript.isBetweenRequests)
  }

  @Test(arguments: Corpus.refused)
  func `a refused request gets the status in its name`(entry: Corpus.Entry) {
    let transcript = Transcript.of(entry.bytes, cutEvery: entry.bytes.count)
    #expect(transcript.refusal?.status.code == Int(entry.name.prefix(3)))
    #expect(transcript.lines.isEmpty)
  }

  @Test(arguments: Corpus.accepted + Corpus.refused, [1, 2, 3, 7, 64])
  func `cutting the bytes changes nothing`(entry: Corpus.Entry, size: Int) {
    let whole = Transcript.of(entry.bytes, cutEvery: entry.bytes.count)
    #expect(Transcript.of(entry.bytes, cutEvery: size).outcome == whole.outcome)
  }

  @Test(arguments: Corpus.accepted)
  func `a request that is cut short is neither refused nor whole`(entry: Corpus.Entry) {
    let transcript = Transcript.of(Array(entry.bytes.dropLast()), cutEvery: entry.bytes.count)
    #expect(transcript.refusal == nil)
    #expect(transcript.lines.count == entry.expected.count - 1)
  }
}
