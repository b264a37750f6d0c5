@testable import Templates
