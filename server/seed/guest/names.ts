/** Invented people: common given and family names, combined at random. Weights follow who travels to Portugal. */
export interface NamePool {
  readonly country: string
  readonly language: string
  readonly dialCode: string
  readonly weight: number
  readonly given: readonly string[]
  readonly family: readonly string[]
}

const words = (text: string) => text.trim().split(/\s+/)

export const NAME_POOLS: readonly NamePool[] = [
  {
    country: 'PT',
    language: 'pt',
    dialCode: '+351',
    weight: 24,
    given: words(
      'Ana Beatriz Catarina Duarte Filipa Gonçalo Inês João Leonor Mafalda Miguel Nuno Rita Rui Sofia Tiago',
    ),
    family: words(
      'Almeida Baptista Carvalho Esteves Ferreira Figueira Lourenço Magalhães Monteiro Nogueira Pinto Ramalho Sequeira Tavares Valente Xavier',
    ),
  },
  {
    country: 'GB',
    language: 'en',
    dialCode: '+44',
    weight: 14,
    given: words(
      'Alice Callum Charlotte Edward Emily Fiona George Harriet Imogen Jack Oliver Rosie Simon Thomas Victoria William',
    ),
    family: words(
      'Ashworth Bailey Cartwright Davies Ellison Fletcher Greenwood Hargreaves Kirby Lockwood Marsden Norris Pemberton Redfern Shaw Whitaker',
    ),
  },
  {
    country: 'ES',
    language: 'es',
    dialCode: '+34',
    weight: 13,
    given: words(
      'Alba Álvaro Carmen Diego Elena Gonzalo Irene Javier Lucía Marcos Marta Nuria Pablo Rocío Sergio Teresa',
    ),
    family: words(
      'Aguilar Bermejo Castaño Domínguez Escudero Garrido Hidalgo Iglesias Lozano Molina Navarro Ortega Pascual Rosales Santana Vidal',
    ),
  },
  {
    country: 'FR',
    language: 'fr',
    dialCode: '+33',
    weight: 11,
    given: words(
      'Adèle Baptiste Camille Clément Élodie Étienne Gaëlle Hugo Juliette Lucas Manon Mathieu Noémie Pauline Rémi Théo',
    ),
    family: words(
      'Aubert Bonnet Chevalier Delorme Fontaine Garnier Joubert Lambert Marchand Mercier Perrin Renaud Rousseau Tessier Vasseur Vidal',
    ),
  },
  {
    country: 'DE',
    language: 'de',
    dialCode: '+49',
    weight: 11,
    given: words('Anja Benedikt Carla Dieter Frieda Gerd Hanna Jonas Katrin Lars Lena Matthias Nele Ralf Sabine Uwe'),
    family: words(
      'Albrecht Brandt Ebert Friedrich Grünwald Hartmann Jäger Kessler Lindner Möller Neumann Pohl Richter Schuster Vogel Winkler',
    ),
  },
  {
    country: 'US',
    language: 'en',
    dialCode: '+1',
    weight: 9,
    given: words('Aaron Brooke Caleb Dana Evan Grace Hannah Jordan Kelsey Logan Megan Nathan Paige Ryan Tessa Wyatt'),
    family: words(
      'Abbott Bishop Calloway Dawson Everett Gallagher Holloway Jennings Kendrick Lawson Maddox Prescott Reyes Sutton Vaughn Whitfield',
    ),
  },
  {
    country: 'IT',
    language: 'it',
    dialCode: '+39',
    weight: 6,
    given: words('Alessia Bruno Chiara Davide Elisa Fabio Giulia Lorenzo Marco Martina Paolo Silvia'),
    family: words('Barbieri Caputo Donati Fabbri Gallo Leone Mancini Pellegrini Rinaldi Serra Testa Vitale'),
  },
  {
    country: 'BR',
    language: 'pt-BR',
    dialCode: '+55',
    weight: 6,
    given: words('Amanda Bruno Camila Davi Eduarda Felipe Gabriela Henrique Larissa Mateus Rafaela Vinícius'),
    family: words(
      'Araújo Barbosa Cardoso Freitas Guimarães Macedo Nascimento Peixoto Queiroz Siqueira Teixeira Vasconcelos',
    ),
  },
  {
    country: 'NL',
    language: 'nl',
    dialCode: '+31',
    weight: 4,
    given: words('Anouk Bram Daan Femke Jeroen Lieke Maarten Niels Roos Sanne Thijs Wouter'),
    family: words('Bakker Dekker Dijkstra Hendriks Jansen Kuipers Meijer Mulder Postma Smit Verhoeven Visser'),
  },
  {
    country: 'SE',
    language: 'sv',
    dialCode: '+46',
    weight: 3,
    given: words('Astrid Björn Elsa Gustav Ingrid Johan Karin Linnea Magnus Nils Saga Viktor'),
    family: words(
      'Åkesson Berglund Dahlgren Eklund Forsberg Hedlund Lindqvist Nyström Öberg Sandström Söderberg Wallin',
    ),
  },
  {
    country: 'PL',
    language: 'pl',
    dialCode: '+48',
    weight: 3,
    given: words('Agnieszka Bartosz Dorota Grzegorz Joanna Krzysztof Łukasz Magdalena Paweł Weronika Zofia Żaneta'),
    family: words(
      'Adamczyk Borkowski Czarnecki Dąbrowska Górski Jabłońska Kaczmarek Łukasik Mazurek Sikora Wróbel Zając',
    ),
  },
  {
    country: 'JP',
    language: 'ja',
    dialCode: '+81',
    weight: 3,
    given: words('Akira Chiyo Daichi Emi Haruto Kenji Mei Naoko Ren Sakura Takumi Yuna'),
    family: words('Abe Fujimoto Hayashi Inoue Kobayashi Matsuda Nakagawa Okada Sakamoto Takahashi Ueno Yamashita'),
  },
]
