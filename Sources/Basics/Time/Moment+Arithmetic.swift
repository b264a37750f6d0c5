extension Moment {
  /// The moment `duration` later, to the millisecond below; it stops at the last representable one.
  @inlinable
  public static func + (moment: Moment, duration: Duration) -> Moment {
    let (sum, overflow) = moment.milliseconds.addingReportingOverflow(duration.milliseconds)
    return Moment(milliseconds: overflow ? (sum < 0 ? .max : .min) : sum)
  }

  /// The moment `duration` earlier; it stops at the first representable one.
  @inlinable
  public static func - (moment: Moment, duration: Duration) -> Moment {
    let (rest, overflow) = moment.milliseconds.subtractingReportingOverflow(duration.milliseconds)
    return Moment(milliseconds: overflow ? (rest < 0 ? .max : .min) : rest)
  }

  /// The time from `earlier` to `later`, negative if they are the other way round.
  @inlinable
  public static func - (later: Moment, earlier: Moment) -> Duration {
    let difference = Int128(later.milliseconds) - Int128(earlier.milliseconds)
    return Duration(attoseconds: difference * 1_000_000_000_000_000)
  }

  /// Milliseconds from `earlier` to this moment, for arithmetic in bulk.
  @inlinable
  public func milliseconds(since earlier: Moment) -> Int64 {
    milliseconds - earlier.milliseconds
  }
}

extension Duration {
  /// Whole milliseconds, rounded towards the past and held within 64 bits.
  @inlinable public var milliseconds: Int64 {
    // 10^15 = 2^15 · 5^15, and floor divisions compose: after the shift, anything under
    // three days fits 64 bits, where a division costs a fifth of the 128-bit one.
    let shifted = attoseconds >> 15
    let fifths: Int64 = 30_517_578_125
    if let small = Int64(exactly: shifted) {
      let quotient = small / fifths
      return small < 0 && quotient * fifths != small ? quotient - 1 : quotient
    }
    let wide = Int128(fifths)
    let quotient = shifted / wide
    return Int64(clamping: shifted < 0 && quotient * wide != shifted ? quotient - 1 : quotient)
  }
}
