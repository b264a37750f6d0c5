@testable import Basics
