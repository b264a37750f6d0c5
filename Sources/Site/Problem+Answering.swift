import Basics
import HTTP
import Storage
import Templates
import Ticketing

extension Visit {
  /// The answer to an error: JSON for programs, a page for people.
  func answer(to error: any Error) -> Response {
    let problem = problem(of: error)
    if problem.status == .notFound, let meant = meantAddress { return moved(to: meant) }
    var response: Response
    if wantsJSON {
      response = json(problem)
    } else if case .signedOut? = error as? Refusal, request.path.hasPrefix("/agent") {
      // What was to be changed can't be looked at: such an address answers to POST only.
      let canReturn = request.method.isSafe && request.path != "/agent"
      return seeOther("/agent/sign-in" + (canReturn ? "?next=" + request.path : ""))
    } else {
      response = page(problem)
    }
    for (name, value) in problem.fields { response.fields.set(name, value) }
    return response
  }

  private func json(_ problem: Problem) -> Response {
    let language = language
    var object: JSONObject = [
      "type": .string(problem.type),
      "title": .string(site.texts.problem(problem.kind, problem.status, "title", in: language)),
      "status": .integer(Int64(problem.status.code)),
      "detail": .string(site.texts.problem(problem.kind, problem.status, "detail", in: language)),
    ]
    for (name, value) in problem.members { object[name] = value }
    var response = Response(
      problem.status, "application/problem+json", JSON.object(object).serialized()
    )
    response.fields.append("Content-Language", language.rawValue)
    return response
  }

  private func page(_ problem: Problem) -> Response {
    let texts = site.texts
    let slug = request.segments.first ?? ""
    let organisation = desk.directory.organisation(slug)
    let language = language(of: organisation)
    var context = self.context(language, organisation)
    context["status"] = .integer(Int64(problem.status.code))
    for part in ["title", "detail", "remedy"] {
      let text = texts.problem(problem.kind, problem.status, part, in: language)
      if !text.isEmpty { context[part] = .string(text) }
    }
    context["homeHref"] = .string(organisation.map { "/" + $0.slug } ?? "/")
    context["retry"] = .bool([429, 500, 503].contains(problem.status.code))
    return page("error", context, status: problem.status)
  }
}

extension Texts {
  /// The sentence for a fault of a field, the most particular that there is.
  func sentence(for fault: Fault, in language: Language) -> String {
    let keys = [fault.textKey, "invalid.\(fault.field)", "invalid.\(fault.reason)"]
    return keys.lazy.compactMap { find($0, in: language.rawValue) }.first
      ?? text("invalid.malformed", in: language.rawValue)
  }

  /// A part of a problem's wording: by its kind, else by its status.
  func problem(_ kind: String, _ status: Status, _ part: String, in language: Language) -> String {
    find("problems.\(kind).\(part)", in: language.rawValue)
      ?? find("problems.\(status.code).\(part)", in: language.rawValue) ?? ""
  }
}
