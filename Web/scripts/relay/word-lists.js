// The words that two people read to each other (PROTOCOL.md § 4): 256 for a language, no two alike
// on the telephone. Their order is part of the protocol: nothing here moves.
const list = (text) => text.trim().split(/\s+/);

export const wordLists = {
  ca: list(`
    abella abric acord adreça aigua albercoc alfàbrega alzina amanida ampolla aranja arbre armari arpa arracada arròs
    astronauta atzavara autobús avellana avió balcó ballarí bambú bandera barret basar bescuit biblioteca bicicleta blat bombolla
    bosc botiga braçalet brioix brúixola bufanda bunyol butaca bústia cabana cacauet cactus cadira cafè calaix calendari
    camell canari canoa cargol carpeta cascada castanya cavallet ceba cigonya ciment cirera cistell ciutat civada claraboia
    cocodril cogombre coixí colom cometa conill coral corbata cortina cuina cullera desert despertador diamant diari dibuix
    dinosaure dofí drac dàtil edifici elefant embut enciam entrepà eriçó escala espelma espinac esponja espàrrec esquirol
    estel estoig estrella estufa faldilla família fanal farina faristol faula fenc ferro festa fideus finestra flamenc
    flor foca follet formatge formiga fruita gall galàxia genet ginebra girafa glaçó globus gorra granota gronxador
    guant guineu guitarra hipopòtam hivern iglú iogurt jaguar jaqueta jardí jersei joguina julivert laberint llagosta llanterna
    llapis llebre llengua lleó llima maduixa magdalena magrana maleta mandarina maragda martell meduixot medusa melmelada meló
    mercat mestre mirall mitjó mocador mostassa motor muntanya museu mussol música nata navalla nespra núvol ocell
    ombra orenga orquestra pagès palau palmera pantalla papallona parc pastanaga pastís patata patinet pebrot peix perla
    piano pilota pingüí pinzell pissarra pistatxo planeta pluja plàtan poema pont primavera préssec puzle quadern quiosc
    rajola raïm regal rellotge revista robot rossinyol roure sabó safareig salsa sandàlia sargantana semàfor serp submarí
    sucre tambor tasca telescopi tenda tennis tigre tobogan tomàquet tortuga trapezi tren trompeta trèvol tulipa turmell
    túnel ulleres vainilla vaixell verdura vinya violeta violí volant xampinyó xarop xemeneia xiprer xiulet xocolata ànec
  `),
  es: list(`
    abeja aceite ajedrez alcachofa alfombra algodón almendra almohada ancla anillo antena arcoíris armario ascensor astronauta autobús
    avestruz avión azafrán azotea azúcar balcón ballena bambú bandera bellota berenjena bicicleta bigote bizcocho bocadillo bolsa
    bombilla bosque botella brócoli brújula bufanda burbuja buñuelo búho caballo cabaña cacao cactus calabaza calendario camino
    canasta canción canguro caracol carta castillo cebolla cebra cereza chaleco chimenea chocolate ciervo ciruela cisne ciudad
    clavel cocodrilo cohete colibrí collar conejo copa corcho cráter cuaderno cuchara cuerda danza dedal delantal delfín
    desierto diamante diario dibujo dinosaurio dragón ducha dátil elefante embudo enchufe erizo escalera escoba espejo espiga
    esponja espárrago esquina estanque estrella estufa faisán falda faro feria flamenco flauta flecha flor fresa fábula
    gafas galaxia gallo garbanzo gaviota gigante girasol globo golondrina gorra gorrión granja guitarra harina helado helecho
    hierba hilo hipopótamo hormiga hortensia hotel huevo hámster iglú imán invierno jabón jardín jilguero jirafa koala
    laberinto ladrillo lagarto langosta lechuga lenteja león libro libélula limonada linterna lluvia luna lámpara lápiz maceta
    maestro magdalena mandarina mango manzana mapache margarita mariposa medusa membrillo mercado mermelada miel mochila molino mosaico
    motor mueble museo máscara música nenúfar nevera niebla nieve nube oasis océano oliva orquesta orquídea ostra
    otoño paella palacio palmera paloma pantalla papel parque patata peine piano piedra pimiento pincel pingüino pistacho
    pizarra planeta playa plátano poema pozo pájaro quiosco radio regalo reloj remolacha rinoceronte robot ruiseñor sandía
    selva semilla semáforo sirena sobre sombrero submarino tambor techo telescopio tenis tigre tijeras tobogán tomate tortuga
    trapecio tren trineo trompeta tulipán túnel ventana verano violeta violín volcán yate yogur zanahoria zapato árbol
  `),
  en: list(`
    acorn airport alligator almond anchor apricot aquarium arrow artichoke astronaut aubergine autumn avocado bakery balloon bamboo
    banana barrel basket beach beaver bedroom bicycle biscuit blossom boat bonfire bottle bracelet bread broccoli buffalo
    bumblebee butter cabbage cactus calendar camel canoe carnival carpet castle cathedral cauliflower celery cheese cherry chestnut
    chimney chipmunk chocolate cinnamon circle clock clover coconut coffee collar compass copper coral cotton cradle cricket
    crocodile crystal cucumber cupboard curtain cushion daffodil daisy dancer desert diamond dinosaur dolphin domino donkey dragonfly
    drawer duckling eagle elephant engine falcon farmer feather fiddle firefly flag flamingo flute forest fountain galaxy
    garage garden garlic giraffe glacier goldfish goose guitar hammock hamster harbour harvest hazelnut hedgehog helmet hippo
    horizon hotel iceberg igloo island jaguar jasmine jelly jewel jigsaw juice jungle kangaroo kitchen kiwi koala
    labyrinth ladder lagoon lantern lavender lemon lettuce library lighthouse lilac lunch magnet marble marmalade meadow mermaid
    mirror mosaic muffin museum mushroom napkin nectar needle nest notebook nutmeg oasis oatmeal ocean octopus olive
    onion orange orchard ostrich painter palace pancake paper paprika peacock peanut pebble pelican pencil penguin piano
    picnic pigeon pillow pineapple pistachio pocket poem porcelain postcard potato pumpkin puppet puzzle pyramid queen quilt
    rabbit raccoon radish rainbow raisin rhubarb ribbon river robin rosemary sailor salad sandal sapphire saxophone scarecrow
    scarf school seagull seahorse shelf shirt skateboard slipper snail snowflake sofa spider spinach spoon squirrel starfish
    statue submarine sugar summer sunset swan teapot telescope tennis theatre thimble thunder tractor train trumpet tulip
    tunnel turtle umbrella valley vanilla village violin volcano waffle walnut whale window wolf yacht yoghurt zebra
  `),
};

/** Two bytes as two words of a language; null where it has no list. */
export const asWords = (bytes, language) =>
  wordLists[language] ? Array.from(bytes, (byte) => wordLists[language][byte]) : null;
