import Basics
import HTTP
import Templates
import Ticketing

/// What a kind of problem means: the page behind its `type`.
enum ProblemPages {
  static func explain(_ visit: Visit) async throws -> Response {
    let kind = try visit.part("kind")
    let language = visit.language()
    let texts = visit.site.texts
    guard let title = texts.find("problems.\(kind).title", in: language.rawValue) else {
      throw HTTPError.notFound
    }
    var context = visit.context(language)
    context["title"] = .string(title)
    context["detail"] = .string(texts.text("problems.\(kind).detail", in: language.rawValue))
    if let remedy = texts.find("problems.\(kind).remedy", in: language.rawValue) {
      context["remedy"] = .string(remedy)
    }
    context["homeHref"] = "/"
    return visit.page("error", context)
  }
}
