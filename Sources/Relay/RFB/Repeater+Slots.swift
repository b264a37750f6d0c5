import Basics
import Wire

extension Repeater {
  /// Opens a port for a computer that can't say an id.
  ///
  /// - Returns: nil when there are no such ports, or all are taken.
  func openSlot(
    for session: String, from network: IPAddress, at now: Moment
  ) -> (port: UInt16, until: Moment)? {
    slots?.open(for: session, from: network, at: now)
  }

  /// Serves the ports that are opened, until no more are.
  func acceptAtSlots() async {
    guard let slots else { return }
    await withDiscardingTaskGroup { group in
      for await slot in slots.opened {
        group.addTask { await self.serve(slot) }
      }
      group.cancelAll()
    }
  }

  /// Takes the first computer that comes from the citizen's own network, and closes the port.
  private func serve(_ slot: DesktopSlots.Slot) async {
    await withDiscardingTaskGroup { group in
      while let connection = await slot.listener.accept() {
        guard connection.peer.address.network() == slot.network else {
          connection.close()
          continue
        }
        slots?.close(slot.session)
        group.addTask(executorPreference: connection.loop) {
          if (try? connection.open()) != nil {
            await self.receive(
              .citizen(session: slot.session, isAnother: false), connection, [])
          }
          connection.closeNow()
        }
        return
      }
    }
  }
}
