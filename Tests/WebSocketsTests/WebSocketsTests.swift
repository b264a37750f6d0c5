@testable import WebSockets
