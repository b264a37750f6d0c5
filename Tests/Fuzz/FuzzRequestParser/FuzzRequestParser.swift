@testable import HTTP

/// One run of the fuzzer: the bytes may be anything, and however they are cut the outcome is the
/// same. Built and run with
///
///     ACOMPANYA_FUZZ=1 swift build --product FuzzRequestParser --scratch-path .build/fuzz
///     .build/fuzz/debug/FuzzRequestParser -max_total_time=60 Tests/Corpora/http/*
@_cdecl("LLVMFuzzerTestOneInput")
public func fuzzOne(_ start: UnsafePointer<UInt8>?, _ count: Int) -> CInt {
  let bytes = unsafe Array(UnsafeBufferPointer(start: start, count: count))
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
  return 0
}
