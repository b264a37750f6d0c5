/// In which form binary data are handed to who receives.
public enum BinaryForm: Sendable {
  /// Whole messages: ``Message/binary(_:)``.
  case messages
  /// Whole messages that can be sent on without another copy: ``Message/frame(_:)``.
  case frames
  /// What has come, without regard to messages: ``Message/binary(_:)``. For streams of bytes.
  case pieces
}
