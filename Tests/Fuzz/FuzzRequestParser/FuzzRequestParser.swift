@testable import HTTP

/// Bytes may be anything, and however they are cut the outcome is the same.
///
///     ACOMPANYA_FUZZ=1 swift build --product FuzzRequestParser --scratch-path .build/fuzz
///     .build/fuzz/debug/FuzzRequestParser -max_total_time=60 FOUND Tests/Corpora/http/accept
@main
enum FuzzRequestParser {
  static func main() {
    var count = CommandLine.argc
    var arguments = unsafe CommandLine.unsafeArgv
    _ = unsafe runFuzzer(&count, &arguments, fuzzOne)
  }

  fileprivate static func check(_ bytes: [UInt8]) {
    let whole = Transcript.of(bytes, cutEvery: max(1, bytes.count))
    for size in [1, 3] {
      let cut = Transcript.of(bytes, cutEvery: size)
      precondition(cut.outcome == whole.outcome, "cutting changed the outcome")
    }
    let text = String(decoding: bytes, as: UTF8.self)
    _ = Query(text).pairs
    _ = try? FormBody(urlEncoded: bytes)
    _ = ByteRange(text, of: 1_000)
    _ = HTTPDate.seconds(text)
  }
}

/// One run of the fuzzer, by the name that its library wants.
@_cdecl("LLVMFuzzerTestOneInput")
func fuzzOne(_ start: UnsafePointer<UInt8>?, _ count: Int) -> CInt {
  FuzzRequestParser.check(unsafe Array(UnsafeBufferPointer(start: start, count: count)))
  return 0
}

/// The fuzzer's own loop; the package manager gives the program its `main`.
@_silgen_name("LLVMFuzzerRunDriver")
private func runFuzzer(
  _ count: UnsafeMutablePointer<CInt>,
  _ arguments: UnsafeMutablePointer<UnsafeMutablePointer<UnsafeMutablePointer<CChar>?>>,
  _ run: @convention(c) (UnsafePointer<UInt8>?, Int) -> CInt
) -> CInt
