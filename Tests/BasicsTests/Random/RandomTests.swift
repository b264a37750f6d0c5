import Testing

@testable import Basics

@Suite struct Secrets {
  @Test(arguments: 0...40)
  func `as many bytes come as were asked for`(count: Int) {
    #expect(SecureRandom.bytes(count).count == count)
  }

  @Test func `two secrets differ`() {
    #expect(SecureRandom.bytes(16) != SecureRandom.bytes(16))
    #expect(Token.random() != Token.random())
  }

  @Test func `a token is base64url of its bytes`() {
    #expect(Token.random().utf8.count == 24)
    #expect(Base64.decode(Token.random(byteCount: 31), alphabet: .url)?.count == 31)
  }

  @Test func `a code has its digits, and over many codes each digit`() {
    let codes = (0..<200).map { _ in Token.digits(9) }
    #expect(codes.allSatisfy { $0.utf8.count == 9 && $0.allSatisfy(\.isNumber) })
    #expect(Set(codes.joined()).count == 10)
    #expect(Token.digits(0) == "")
  }
}

@Suite struct SeededGenerators {
  @Test func `the stream is xoshiro256** over SplitMix64, as its authors publish them`() {
    // Computed by the authors' C programs, splitmix64.c and xoshiro256starstar.c, for seed 0.
    var generator = SeededGenerator(seed: 0)
    let words = (0..<4).map { _ in generator.next() }
    #expect(
      words == [
        0x99EC_5F36_CB75_F2B4,
        0xBF6E_1F78_4956_452A,
        0x1A5F_849D_4933_E6E0,
        0x6AA5_94F1_262D_2D2C,
      ])
  }

  @Test func `the same seed tells the same story`() {
    var (one, other) = (SeededGenerator(seed: 42), SeededGenerator(seed: 42))
    var third = SeededGenerator(seed: 43)
    let story = (0..<50).map { _ in one.integer(in: -5...1000) }
    #expect(story == (0..<50).map { _ in other.integer(in: -5...1000) })
    #expect(story != (0..<50).map { _ in third.integer(in: -5...1000) })
  }

  @Test func `draws stay in their range and reach its ends`() {
    var generator = SeededGenerator(seed: 5)
    let draws = (0..<1000).map { _ in generator.integer(in: -3...3) }
    #expect(Set(draws) == Set(-3...3))
    #expect(generator.integer(in: 9...9) == 9)
    _ = generator.integer(in: Int.min...Int.max)
    #expect((0..<1000).allSatisfy { _ in (0..<1).contains(generator.fraction()) })
  }

  @Test func `chances come true as often as they say`() {
    var generator = SeededGenerator(seed: 6)
    let count = (0..<10_000).count { _ in generator.happens(0.3) }
    #expect((2800...3200).contains(count))
    #expect(!generator.happens(0) && generator.happens(1))
  }

  @Test func `a shuffle keeps every element and reaches every order`() {
    var generator = SeededGenerator(seed: 7)
    let orders = (0..<500).map { _ in generator.shuffled([1, 2, 3]) }
    #expect(orders.allSatisfy { $0.sorted() == [1, 2, 3] })
    #expect(Set(orders).count == 6)
    #expect(generator.pick([Int]()) == nil && generator.pick([1]) == 1)
  }
}
