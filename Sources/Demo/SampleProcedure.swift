import Ticketing

/// One of the invented councils' procedures.
struct SampleProcedure {
  let code: String
  let topic: Topic
  let names: [Language: String]

  private init(_ code: String, _ topic: Topic, _ ca: String, _ es: String, _ en: String) {
    self.code = code
    self.topic = topic
    names = [.catalan: ca, .spanish: es, .english: en]
  }

  static let common = [
    SampleProcedure(
      "instancia", .eprocedures, "Instància genèrica", "Instancia genérica", "General request"),
    SampleProcedure(
      "padro-alta", .eprocedures, "Alta al padró", "Alta en el padrón", "Register of residents"),
    SampleProcedure(
      "padro-volant", .eprocedures, "Volant d'empadronament", "Volante de empadronamiento",
      "Proof of residence"),
    SampleProcedure(
      "tributs-pagament", .eprocedures, "Pagament de tributs", "Pago de tributos", "Paying taxes"),
    SampleProcedure(
      "cataleg", .information, "Catàleg de tràmits", "Catálogo de trámites",
      "Catalogue of procedures"),
    SampleProcedure(
      "horaris", .information, "Horaris i adreces", "Horarios y direcciones",
      "Opening hours and addresses"),
    SampleProcedure(
      "cita-previa", .appointments, "Cita prèvia a l'oficina", "Cita previa en la oficina",
      "Appointment at the office"),
    SampleProcedure(
      "carpeta", .folder, "Carpeta ciutadana", "Carpeta ciudadana", "The citizen's folder"),
    SampleProcedure(
      "notificacions", .folder, "Notificacions electròniques", "Notificaciones electrónicas",
      "Electronic notifications"),
    SampleProcedure(
      "idcat-mobil", .certificates, "Alta a l'idCAT Mòbil", "Alta en idCAT Móvil",
      "Joining idCAT Mòbil"),
    SampleProcedure(
      "certificat-digital", .certificates, "Certificat digital", "Certificado digital",
      "Digital certificate"),
    SampleProcedure(
      "queixes", .other, "Queixes i suggeriments", "Quejas y sugerencias",
      "Complaints and suggestions"),
  ]

  static let ofVilaclara = [
    SampleProcedure(
      "obres-comunicacio", .eprocedures, "Comunicació d'obres menors",
      "Comunicación de obras menores", "Notice of minor works"),
    SampleProcedure(
      "gual", .eprocedures, "Llicència de gual", "Licencia de vado", "Driveway permit"),
    SampleProcedure(
      "beques-menjador", .eprocedures, "Beques de menjador", "Becas de comedor",
      "School meal grants"),
    SampleProcedure(
      "cita-serveis-socials", .appointments, "Cita amb serveis socials",
      "Cita con servicios sociales", "Appointment with social services"),
  ]

  static let ofMontalba = [
    SampleProcedure(
      "llar-infants", .eprocedures, "Preinscripció a la llar d'infants",
      "Preinscripción en la guardería", "Nursery registration"),
    SampleProcedure(
      "crema-restes", .eprocedures, "Permís de crema de restes vegetals",
      "Permiso de quema de restos vegetales", "Permit to burn garden waste"),
    SampleProcedure(
      "mercat-parada", .information, "Parades del mercat setmanal",
      "Puestos del mercado semanal", "Stalls at the weekly market"),
  ]
}
