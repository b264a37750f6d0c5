import WebSockets
import Wire

/// Carries the bytes of one shared desktop to one viewer, and the viewer's back.
///
/// Lives on the viewer's event loop, to which the desktop's connection was moved.
final class RFBBridge {
  private let computer: Connection
  private let channel: WebSocketChannel
  private let pipe: Pipe
  private var filter: RFBFilter
  private var isWriting = false
  /// Whether something may be pressed on the computer.
  private var hasActed = false

  init(_ computer: Connection, _ channel: WebSocketChannel, _ pipe: Pipe, _ version: RFBVersion) {
    self.computer = computer
    self.channel = channel
    self.pipe = pipe
    filter = RFBFilter(server: version)
  }

  /// Passes pictures on, straight from where they were read.
  ///
  /// Sending waits while the viewer doesn't read, and reading waits for sending: so the
  /// computer itself makes fewer pictures for a slow viewer.
  func carryPictures() async {
    while await canShow() {
      do throws(WireError) {
        guard let bytes = unsafe try computer.receive(max: EventLoop.readBytesMax) else {
          guard await computer.readable(until: .max) == .ready else { return }
          continue
        }
        guard unsafe !bytes.isEmpty, unsafe await show(bytes) else { return }
        // So much may be followed by the next without a wait: let the others live.
        if bytes.count >= 65_536 { await Task.yield() }
      } catch {
        return
      }
    }
  }

  /// Waits until the citizen shows something; the handshake goes on in any case.
  private func canShow() async -> Bool {
    while filter.serverIsThrough, !pipe.maySee {
      guard !computer.peerFinished, (try? await Timer.sleep(for: .milliseconds(50))) != nil else {
        return false
      }
    }
    return true
  }

  private func show(_ bytes: UnsafeRawBufferPointer) async -> Bool {
    pipe.count(bytes.count)
    if filter.serverIsThrough { return unsafe (try? await channel.send(borrowing: bytes)) != nil }
    guard let passed = unsafe try? filter.passFromServer(Array(bytes)) else { return false }
    return passed.isEmpty ? true : (try? await channel.send(.binary(passed))) != nil
  }

  /// Passes keys and wishes for pictures on.
  func carryInput() async {
    while case .binary(var bytes)? = await channel.receive() {
      let mayAct = pipe.mayAct
      hasActed = hasActed || mayAct
      guard (try? filter.passFromViewer(&bytes, mayAct: mayAct)) != nil else {
        return await channel.close(.policyViolation, reason: RelayError.notRFB.description)
      }
      guard await write(bytes) else { return }
    }
  }

  /// Lets go of what is pressed as soon as control has ended.
  func letGoAfterControl() async {
    while (try? await Timer.sleep(for: .milliseconds(50))) != nil {
      guard hasActed, !pipe.mayAct, !isWriting else { continue }
      hasActed = false
      guard await write(filter.letGo()) else { return }
    }
  }

  /// Only one task writes to the computer at a time.
  private func write(_ bytes: [UInt8]) async -> Bool {
    if bytes.isEmpty { return true }
    while isWriting {
      guard (try? await Timer.sleep(for: .milliseconds(5))) != nil else { return false }
    }
    isWriting = true
    defer { isWriting = false }
    return (try? await computer.write(bytes, timeout: .seconds(30))) != nil
  }
}
