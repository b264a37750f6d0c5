/// An object that only its event loop may touch, in a wrapper that may travel.
///
/// Unchecked, because the compiler can't know that only the loop's own thread opens it.
public struct LoopBound<Object: AnyObject>: @unchecked Sendable {
  /// The loop that owns the object.
  public let loop: EventLoop
  @usableFromInline let object: Object

  /// Binds the object to the loop; nobody else may keep it.
  public init(_ object: Object, to loop: EventLoop) {
    self.loop = loop
    self.object = object
  }

  /// The object.
  ///
  /// The caller must be on the loop.
  @inlinable public var value: Object {
    assert(loop.isCurrent, "only its own event loop may touch this")
    return object
  }
}
