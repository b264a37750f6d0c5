import Reporting
import Templates

extension Site {
  /// What a site reads from the disk once: pages, texts, and the indicators' definitions.
  struct Sources: Sendable {
    let templates: TemplateLibrary
    let texts: Texts
    let catalogue: IndicatorCatalogue

    init(_ configuration: Configuration) throws {
      templates = try TemplateLibrary(root: configuration.web)
      texts = try Texts(root: configuration.web)
      catalogue = try IndicatorCatalogue(root: configuration.reports)
    }
  }
}
