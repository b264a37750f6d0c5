import Testing

@testable import WebSockets

@Suite struct BinaryForms {
  private func events(
    _ form: BinaryForm, _ reads: [[UInt8]]
  ) throws -> [MessageAssembler.Event] {
    var assembler = MessageAssembler(side: .server, form: form)
    var events: [MessageAssembler.Event] = []
    for bytes in reads {
      var position = 0
      while let event = try assembler.next(bytes.span, from: &position) { events.append(event) }
    }
    return events
  }

  private func sent(_ payload: [UInt8], isFinal: Bool = true, _ opcode: Opcode = .binary) -> [UInt8]
  {
    Frame(opcode, payload, isFinal: isFinal, mask: 0x0102_0304).bytes
  }

  @Test(arguments: [0, 5, 126, 70_000])
  func `a message comes as the frame that a server sends`(count: Int) throws {
    let payload = [UInt8](repeating: 9, count: count)
    let events = try events(.frames, [sent(payload)])
    #expect(events == [.message(.frame(Frame(binary: payload)))])
    #expect(Frame(binary: payload).payloadStart == Frame(binary: payload).bytes.count - count)
  }

  @Test func `a message in fragments becomes one frame`() throws {
    let bytes = sent([1, 2], isFinal: false) + sent([3], .continuation)
    #expect(try events(.frames, [bytes]) == [.message(.frame(Frame(binary: [1, 2, 3])))])
  }

  @Test func `frames of one read come as one piece, and the close after them`() throws {
    let close = Frame(close: .normal, mask: 5).bytes
    let events = try events(.pieces, [sent([1, 2]) + sent([3]) + close])
    #expect(events == [.message(.binary([1, 2, 3])), .close(.normal, "")])
  }

  @Test func `half a frame is a piece at once`() throws {
    let frame = sent([1, 2, 3, 4])
    let events = try events(.pieces, [Array(frame[..<8]), Array(frame[8...])])
    #expect(events == [.message(.binary([1, 2])), .message(.binary([3, 4]))])
  }

  @Test func `texts are whole in every form`() throws {
    let text = sent(Array("hola".utf8), .text)
    for form in [BinaryForm.frames, .pieces] {
      #expect(
        try events(form, [Array(text[..<8]), Array(text[8...])]) == [.message(.text("hola"))])
    }
  }
}
