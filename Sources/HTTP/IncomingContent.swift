/// How far the content of the current request has come.
struct IncomingContent {
  enum Framing {
    case none
    case length(Int)
    case chunked(ChunkedDecoder)
  }

  var framing = Framing.none
  /// The client waits for `100 Continue` before it sends anything.
  var owesContinue = false
  var isBusy = false
  var failure: BodyError?
  /// How long the client may still keep us waiting, in nanoseconds.
  var patience: UInt64 = 0

  var isFinished: Bool {
    switch framing {
    case .none: true
    case .length(let left): left == 0 && failure == nil
    case .chunked(let decoder): decoder.isFinished && failure == nil
    }
  }

  /// Takes bytes.
  ///
  /// - Returns: The content in them and how many bytes that took.
  mutating func take(_ bytes: Span<UInt8>) throws(Refusal) -> (content: [UInt8], used: Int) {
    var output: [UInt8] = []
    switch framing {
    case .none: return ([], 0)
    case .length(let left):
      let count = min(left, bytes.count)
      output.append(contentsOf: bytes.extracting(0..<count))
      framing = .length(left - count)
      return (output, count)
    case .chunked(var decoder):
      // The decoder must not be copied with the bytes; it is a few words.
      let used = try decoder.decode(bytes, into: &output)
      framing = .chunked(decoder)
      return (output, used)
    }
  }
}
