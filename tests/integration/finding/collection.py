"""What is there to be found, in four languages, and what people type who look for it.

Written before there was an index. No query repeats the words of a title as they stand there: it bends them, takes
words of the text, leaves out accents, and begins Welsh words as they begin after another word.
"""

from dataclasses import dataclass


@dataclass(frozen=True)
class Written:
    kind: str
    language: str
    key: str
    title: str
    words: str


@dataclass(frozen=True)
class Asked:
    language: str
    words: str
    first: str


COLLECTION = (
    # --- English ---
    Written(
        "problem",
        "en",
        "lamps",
        "Dark path behind the library",
        "The lamp posts along the river path stopped "
        "working in October. My daughter walks home from college that way and she is frightened.",
    ),
    Written(
        "problem",
        "en",
        "bins",
        "Overflowing bins on Market Street",
        "Every Saturday the litter bins are full by "
        "noon. Gulls tear the bags open and rubbish blows into the doorways of the shops.",
    ),
    Written(
        "problem",
        "en",
        "bus",
        "No bus after six",
        "The last bus to the hospital leaves before visiting time is "
        "over, so older people pay for a taxi or do not visit at all.",
    ),
    Written(
        "problem",
        "en",
        "damp",
        "Mould in the children's bedroom",
        "Our council flat has been wet since the storm. "
        "The walls are black, and my son coughs all night. Nobody has repaired the gutter.",
    ),
    Written(
        "challenge",
        "en",
        "falls",
        "Safer pavements in winter",
        "Last winter 412 people slipped on ice outside "
        "shops and surgeries. We learn too late where it freezes first, and we grit every street alike.",
    ),
    Written(
        "challenge",
        "en",
        "lonely",
        "Fewer people eating alone",
        "One in five residents over 75 speaks to nobody "
        "on most days. Volunteers want to help but cannot tell who would like company at a meal.",
    ),
    Written(
        "challenge",
        "en",
        "parcels",
        "Quieter deliveries in the old town",
        "Vans queue in narrow lanes from seven "
        "in the morning. Drivers circle to find a place to unload, and engines idle beneath windows.",
    ),
    Written(
        "challenge",
        "en",
        "forms",
        "Council letters that everybody understands",
        "A third of the calls to our "
        "contact centre are from people who could not make sense of a bill or a benefit decision.",
    ),
    Written(
        "pilot",
        "en",
        "drains",
        "Sensors in road gullies",
        "Small floats in 200 drains warned the crew before a "
        "street flooded. Crews cleared blocked gullies first and were called out at night half as often.",
    ),
    Written(
        "pilot",
        "en",
        "heat",
        "Warm rooms in village halls",
        "Five halls borrowed infrared panels that heat "
        "people rather than air. Lunch clubs met all winter, and the bills fell by a third.",
    ),
    # --- Welsh ---
    Written(
        "problem",
        "cy",
        "cath",
        "Anifeiliaid crwydr ger yr ysgol",
        "Mae cath wyllt a'i chathod bach yn byw o dan "
        "y cabanau. Mae'r plant yn eu bwydo, ac mae un ferch wedi cael ei chrafu.",
    ),
    Written(
        "problem",
        "cy",
        "pont",
        "Pont droed wedi cau",
        "Caewyd y bont dros yr afon ar ôl y llifogydd. Rhaid i bobl gerdded dwy filltir i gyrraedd y feddygfa.",
    ),
    Written(
        "problem",
        "cy",
        "golau",
        "Strydoedd tywyll yn y pentref",
        "Mae'r lampau'n diffodd am ddeg. Nid yw menywod yn teimlo'n ddiogel wrth gerdded o'r orsaf.",
    ),
    Written(
        "problem",
        "cy",
        "parcio",
        "Ceir ar y palmant",
        "Mae gyrwyr yn parcio ar y palmant y tu allan i'r siop "
        "bysgod, ac ni all neb basio gyda phram neu gadair olwyn.",
    ),
    Written(
        "challenge",
        "cy",
        "tai",
        "Cartrefi cynnes i denantiaid",
        "Mae llawer o dai cyngor yn oer ac yn llaith. "
        "Mae tenantiaid yn dewis rhwng bwyd a gwres, ac mae plant yn colli'r ysgol oherwydd asthma.",
    ),
    Written(
        "challenge",
        "cy",
        "dysgu",
        "Cymraeg yn y gweithle",
        "Mae staff gofal eisiau siarad Cymraeg â'r henoed ond "
        "maent yn brin o hyder. Nid oes amser i fynd i wersi gyda'r nos.",
    ),
    Written(
        "challenge",
        "cy",
        "gwastraff",
        "Llai o wastraff bwyd",
        "Mae ceginau ysgolion yn taflu tunnell o fwyd bob "
        "wythnos. Nid ydym yn gwybod faint o blant fydd yn bwyta ginio.",
    ),
    Written(
        "challenge",
        "cy",
        "bysiau",
        "Teithio o'r cymoedd",
        "Mae pobl ifanc yn gwrthod swyddi am nad oes bws yn gynnar yn y bore. Mae tacsi'n costio mwy na'r cyflog.",
    ),
    Written(
        "pilot",
        "cy",
        "coed",
        "Plannu coed stryd",
        "Plannwyd deugain coeden gan drigolion. Mae dŵr glaw yn "
        "llifo i'r pridd yn lle'r garthffos, ac mae'r gwres yn is yn yr haf.",
    ),
    Written(
        "pilot",
        "cy",
        "llyfrau",
        "Llyfrgell ar olwynion",
        "Aeth fan drydan â llyfrau a chyfrifiaduron at ffermydd pell. Benthycodd teuluoedd dair gwaith yn fwy.",
    ),
    # --- Catalan ---
    Written(
        "problem",
        "ca",
        "ascensor",
        "Ascensor avariat al metro",
        "Fa tres mesos que l'ascensor de l'estació no "
        "funciona. La meva mare va en cadira de rodes i no pot sortir de l'andana.",
    ),
    Written(
        "problem",
        "ca",
        "soroll",
        "Soroll de nit a la plaça",
        "Les terrasses tanquen a les dues. Els veïns no "
        "dormim, i les persones grans han deixat d'obrir les finestres a l'estiu.",
    ),
    Written(
        "problem",
        "ca",
        "aigua",
        "Fuita davant del mercat",
        "De la vorera surt aigua des del gener. El paviment s'ha aixecat, i dues veïnes han caigut.",
    ),
    Written(
        "problem",
        "ca",
        "nens",
        "Poques places a l'escola bressol",
        "Al nostre barri hi ha vint nadons per a cada "
        "plaça. Les famílies canvien d'horari de feina o deixen de treballar.",
    ),
    Written(
        "challenge",
        "ca",
        "calor",
        "Refugis durant les onades de calor",
        "A l'agost moren persones grans que viuen "
        "soles en pisos sense ombra. Cal saber qui necessita ajuda abans que truqui a urgències.",
    ),
    Written(
        "challenge",
        "ca",
        "llengua",
        "Acollir qui acaba d'arribar",
        "Els nouvinguts esperen mig any per aprendre l'idioma. Sense classes no troben feina ni entenen el metge.",
    ),
    Written(
        "challenge",
        "ca",
        "residus",
        "Menys plàstic als mercats municipals",
        "Cada parada gasta centenars de bosses. "
        "Els comerciants volen envasos que es tornin i es rentin sense perdre clients.",
    ),
    Written(
        "challenge",
        "ca",
        "mobilitat",
        "Repartiment sense furgonetes",
        "Al nucli antic els camions bloquegen el pas. Volem que l'última milla es faci amb bicicletes de càrrega.",
    ),
    Written(
        "pilot",
        "ca",
        "arbres",
        "Reg intel·ligent als parcs",
        "Les sondes mesuren la humitat de la terra. Els jardiners van regar un terç menys i cap arbre es va assecar.",
    ),
    Written(
        "pilot",
        "ca",
        "gent",
        "Trucades a la gent gran",
        "Voluntaris trucaven cada setmana a tres-centes àvies i avis. La solitud va baixar, segons el qüestionari.",
    ),
    # --- Spanish ---
    Written(
        "problem",
        "es",
        "farolas",
        "Parque a oscuras",
        "Las farolas junto al colegio llevan apagadas desde "
        "septiembre. Los niños vuelven a casa sin ver las raíces del camino.",
    ),
    Written(
        "problem",
        "es",
        "rampa",
        "Escaleras en el ayuntamiento",
        "No hay rampa en la entrada principal. Mi padre usa andador y tuvo que firmar los papeles en la calle.",
    ),
    Written(
        "problem",
        "es",
        "perros",
        "Excrementos en las aceras",
        "Muchos dueños no recogen lo que dejan sus perros. Los bebés gatean por el césped del jardín.",
    ),
    Written(
        "problem",
        "es",
        "lineas",
        "Autobuses llenos por la mañana",
        "El número doce pasa sin parar porque va "
        "completo. Los estudiantes llegan tarde al instituto tres días por semana.",
    ),
    Written(
        "challenge",
        "es",
        "soledad",
        "Mayores acompañados",
        "Muchas ancianas pasan el fin de semana sin hablar con "
        "nadie. Buscamos que los vecinos se conozcan sin que parezca caridad.",
    ),
    Written(
        "challenge",
        "es",
        "inundaciones",
        "Barrios preparados para la lluvia",
        "Cuando llueve mucho, los garajes se "
        "inundan en veinte minutos. Los avisos llegan cuando el agua ya está dentro.",
    ),
    Written(
        "challenge",
        "es",
        "tramites",
        "Ayudas que se piden sin papeles",
        "La mitad de las familias con derecho a una subvención no la solicita: el formulario tiene catorce páginas.",
    ),
    Written(
        "challenge",
        "es",
        "basura",
        "Calles limpias después de la fiesta",
        "Tras cada verbena recogemos ocho toneladas de vasos. La limpieza cuesta más que la música.",
    ),
    Written(
        "pilot",
        "es",
        "sombra",
        "Toldos en los patios",
        "Tres escuelas probaron velas de tela sobre el recreo. La "
        "temperatura del suelo bajó once grados, y los alumnos jugaron fuera en junio.",
    ),
    Written(
        "pilot",
        "es",
        "empleo",
        "Primer trabajo para jóvenes",
        "Veinte talleres contrataron aprendices con un tutor. Quince de ellos siguen con contrato un año más tarde.",
    ),
)

QUERIES = (
    Asked("en", "broken street lamp by river", "lamps"),
    Asked("en", "litter bin gull", "bins"),
    Asked("en", "buses hospital visit", "bus"),
    Asked("en", "mouldy walls repairs", "damp"),
    Asked("en", "icy pavement slipping", "falls"),
    Asked("en", "lonely volunteer meals", "lonely"),
    Asked("en", "delivery van unloading noise", "parcels"),
    Asked("en", "understanding a benefits letter", "forms"),
    Asked("en", "flooding from a blocked drain", "drains"),
    Asked("en", "heating for lunch club", "heat"),
    Asked("cy", "gath", "cath"),
    Asked("cy", "fy nghath yn crafu", "cath"),
    Asked("cy", "phont afon", "pont"),
    Asked("cy", "lamp yn y stryd", "golau"),
    Asked("cy", "gar ar balmant", "parcio"),
    Asked("cy", "thai oer", "tai"),
    Asked("cy", "dysgu Gymraeg yng ngofal", "dysgu"),
    Asked("cy", "fwyd yn cael ei daflu", "gwastraff"),
    Asked("cy", "goeden dwr glaw", "coed"),
    Asked("cy", "lyfr ar fferm", "llyfrau"),
    Asked("ca", "ascensors estacio", "ascensor"),
    Asked("ca", "terrassa sorolls veins", "soroll"),
    Asked("ca", "fuites d'aigua vorera", "aigua"),
    Asked("ca", "placa nado familia", "nens"),
    Asked("ca", "onada calorosa agost", "calor"),
    Asked("ca", "classe d'idiomes per nouvingut", "llengua"),
    Asked("ca", "bossa de plastic", "residus"),
    Asked("ca", "bicicleta de carrega", "mobilitat"),
    Asked("ca", "regar parc inteligent", "arbres"),
    Asked("ca", "trucar als avis voluntari", "gent"),
    Asked("es", "farola apagada colegios", "farolas"),
    Asked("es", "rampas entrada municipal", "rampa"),
    Asked("es", "perro excremento cesped", "perros"),
    Asked("es", "autobus completo estudiante", "lineas"),
    Asked("es", "vecino anciana soledad", "soledad"),
    Asked("es", "inundacion de garaje por lluvias", "inundaciones"),
    Asked("es", "solicitar subvencion familiar", "tramites"),
    Asked("es", "limpiar la calle tras las fiestas", "basura"),
    Asked("es", "toldo patio escolar", "sombra"),
    Asked("es", "trabajos de un joven aprendiz", "empleo"),
)
