@testable import Ticketing
