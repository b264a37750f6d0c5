import Basics
import Ticketing

/// What assistances are about, in an agent's words, with nobody's data in them.
enum SampleMatter {
  /// How often each topic comes up, in parts of a hundred.
  private static let weights: [(Topic, Int)] = [
    (.eprocedures, 31), (.information, 18), (.appointments, 17), (.folder, 14),
    (.certificates, 8), (.other, 12),
  ]

  static func topic(_ random: inout SeededGenerator) -> Topic {
    var draw = random.integer(in: 0...99)
    for (topic, weight) in weights {
      if draw < weight { return topic }
      draw -= weight
    }
    return .other
  }

  static func text(_ topic: Topic, _ random: inout SeededGenerator) -> String {
    random.pick(texts[topic] ?? []) ?? "Consulta general"
  }

  private static let texts: [Topic: [String]] = [
    .eprocedures: [
      "El formulari no accepta l'adjunt: passa dels 10 MB",
      "No troba el botó de signar a l'últim pas",
      "El pagament ha quedat a mitges i no sap si està fet",
      "Vol saber si la sol·licitud ha arribat",
      "Ajuda pas a pas per presentar la instància",
      "Error en validar les dades del padró",
      "El navegador bloqueja la finestra de signatura",
    ],
    .information: [
      "Quins documents calen per al tràmit",
      "Fins quan es pot presentar la sol·licitud",
      "On es demana i quant costa",
      "Consulta del termini de resolució",
      "Quin tràmit correspon al seu cas",
    ],
    .appointments: [
      "Demana cita prèvia a l'oficina",
      "Vol canviar el dia de la cita",
      "No li ha arribat la confirmació de la cita",
      "Anul·la la cita",
    ],
    .folder: [
      "No veu l'expedient a la carpeta ciutadana",
      "Ha rebut un avís de notificació i no la pot obrir",
      "Vol descarregar el justificant",
      "Canvi del correu d'avís de notificacions",
    ],
    .certificates: [
      "El certificat no s'instal·la",
      "Alta a l'idCAT Mòbil sense targeta sanitària",
      "El certificat ha caducat",
      "No li arriba el codi per SMS",
    ],
    .other: [
      "Suggeriment sobre el web",
      "Pregunta per un servei d'una altra administració",
      "Queixa per l'espera al telèfon",
      "Incidència a la via pública",
    ],
  ]

  /// What a citizen may write beside a score.
  static func comment(score: Int, _ random: inout SeededGenerator) -> String? {
    guard random.happens(score <= 2 ? 0.5 : 0.15) else { return nil }
    return random.pick(score <= 2 ? bad : score == 3 ? fair : good)
  }

  private static let good = [
    "Molt amable i molt clar.", "M'ho han resolt en cinc minuts.",
    "Muy buena atención, gracias.", "Sense ajuda no me n'hauria sortit.",
    "Very patient and helpful.",
  ]
  private static let fair = ["Bé, però he hagut d'esperar.", "Correcto.", "A mitges."]
  private static let bad = [
    "No m'han pogut ajudar.", "Massa espera.", "Sigo sin poder hacer el trámite.",
  ]
}
