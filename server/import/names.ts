import { type NameRegion, nameRegionOf } from './countries.ts'

/**
 * Common first and last names by language region, put together at random: the dataset has no names, and no person is meant by any of them.
 */
const NAMES: Readonly<
  Record<NameRegion, { readonly language: string; readonly first: string; readonly last: string }>
> = {
  portuguese: {
    language: 'pt',
    first:
      'Ana Beatriz Carla Catarina Diana Filipa Helena Inês Joana Leonor Mariana Marta Rita Sofia Teresa Vera André Bruno Diogo Duarte Filipe Gonçalo Henrique Hugo João Luís Miguel Nuno Pedro Rui Tiago Vasco',
    last: 'Almeida Alves Antunes Azevedo Barbosa Cardoso Carvalho Coelho Costa Cruz Dias Duarte Faria Fernandes Ferreira Figueiredo Fonseca Gomes Gonçalves Henriques Lopes Machado Marques Martins Matos Mendes Monteiro Moreira Neves Nogueira Nunes Oliveira Pereira Pinto Ramos Reis Ribeiro Rocha Santos Silva Soares Sousa Tavares Teixeira Vieira Xavier',
  },
  spanish: {
    language: 'es',
    first:
      'Alba Carmen Clara Elena Irene Laura Lucía Marta Nuria Pilar Rocío Silvia Álvaro Andrés Carlos Diego Hugo Javier Jorge Luis Manuel Mateo Pablo Sergio',
    last: 'Blanco Cano Castro Delgado Díaz Domínguez Fernández García Gil Gómez González Gutiérrez Hernández Iglesias Jiménez López Marín Martín Molina Moreno Navarro Ortega Pérez Ramírez Romero Ruiz Sánchez Serrano Torres Vázquez',
  },
  french: {
    language: 'fr',
    first:
      'Alice Camille Chloé Claire Élise Emma Hélène Julie Léa Lucie Manon Sophie Antoine Baptiste Clément Hugo Jules Julien Louis Lucas Mathieu Nicolas Paul Théo',
    last: 'Bernard Blanc Bonnet Boyer Chevalier Dubois Dupont Durand Fontaine Fournier Garnier Girard Lambert Laurent Lefebvre Leroy Marchand Martin Mercier Moreau Morel Perrin Petit Renard Richard Robin Rousseau Roux Simon Vidal',
  },
  german: {
    language: 'de',
    first:
      'Anja Birgit Claudia Elke Franziska Hanna Heike Ines Julia Katrin Lena Sabine Andreas Bernd Christian Daniel Felix Jan Jonas Lukas Markus Matthias Stefan Tobias',
    last: 'Albrecht Bauer Becker Braun Fischer Frank Graf Hartmann Hoffmann Keller Klein Koch König Krüger Lang Maier Meyer Müller Neumann Richter Schäfer Schmidt Schneider Schulz Schwarz Vogel Wagner Weber Winkler Zimmermann',
  },
  english: {
    language: 'en',
    first:
      'Alice Amy Charlotte Claire Emily Fiona Grace Hannah Karen Lucy Olivia Sarah Adam Andrew Ben Callum Daniel George Harry James Liam Oliver Sean Thomas',
    last: 'Adams Baker Bennett Brown Campbell Carter Clarke Collins Cooper Davies Edwards Evans Fraser Green Harris Hughes Jackson Kelly Lewis Mitchell Moore Morgan Murphy Parker Roberts Scott Taylor Turner Walsh Wright',
  },
  italian: {
    language: 'it',
    first:
      'Alessia Anna Bianca Chiara Elena Federica Giulia Laura Marta Paola Sara Valentina Alessandro Andrea Davide Fabio Giovanni Luca Marco Matteo Nicola Paolo Stefano Tommaso',
    last: 'Barbieri Bianchi Bruno Caruso Colombo Conti Costa Esposito Ferrara Ferrari Fontana Gallo Gatti Giordano Greco Leone Lombardi Mancini Marino Moretti Ricci Rinaldi Rizzo Romano Rossi Russo Serra Testa Villa',
  },
  dutch: {
    language: 'nl',
    first:
      'Anouk Anne Eva Femke Iris Lieke Lotte Marieke Roos Sanne Tess Vera Bas Bram Daan Jasper Jeroen Joris Lars Niels Pieter Ruben Sander Wouter',
    last: 'Bakker Bos Brouwer Claes Dekker Dijkstra Hendriks Hermans Jacobs Jansen Janssens Koster Kuipers Maes Mertens Mulder Peeters Peters Prins Schouten Smit Smits Verhoeven Vermeulen Visser Vos Willems Wouters',
  },
  nordic: {
    language: 'en',
    first:
      'Astrid Elin Emma Freja Hanna Ida Ingrid Karin Kirsten Liv Maja Sigrid Anders Bjørn Erik Henrik Jens Jonas Lars Magnus Mikael Nils Oskar Sven',
    last: 'Andersen Andersson Berg Bergström Christensen Dahl Eriksson Hansen Holm Jensen Johansen Johansson Karlsson Korhonen Larsen Larsson Lind Lindberg Lund Nielsen Nieminen Nilsson Olsen Pedersen Persson Rasmussen Sandberg Strand Svensson Virtanen',
  },
  slavic: {
    language: 'en',
    first:
      'Agnieszka Anna Daria Elena Ewa Irina Jana Katarzyna Magda Marta Natalia Olga Adam Aleksander Dmitri Filip Igor Ivan Jakub Marek Michal Nikola Pavel Tomasz',
    last: 'Babić Dvořák Horvat Ivanov Jankowski Jovanović Kaminski Kovač Kowalski Kravchenko Lewandowski Marek Mazur Morozov Nikolov Novák Novikov Nowak Pavlov Petrov Popov Sokolov Svoboda Volkov Wójcik Zielinski',
  },
  balkan: {
    language: 'en',
    first:
      'Andreea Ayşe Dimitra Eleni Elif Ioana Katalin Maria Nino Raluca Réka Zsófia Alexandru Ákos Andrei Bence Emre Giorgi Gergő Kostas Mihai Murat Nikos Radu',
    last: 'Balogh Demir Dumitru Georgiou Horváth Ionescu Kaya Kiss Kovács Marin Molnár Nagy Nikolaidis Papadakis Pappas Popa Popescu Radu Rusu Stan Szabó Tóth Varga Yılmaz',
  },
  arabic: {
    language: 'en',
    first:
      'Amal Amina Dina Farah Hana Layla Leila Mariam Nadia Noor Salma Yasmin Adel Ahmed Ali Hassan Ibrahim Karim Khalid Nabil Omar Rami Samir Youssef',
    last: 'Abbas Aziz Bakr Benali Fares Farouk Haddad Hakim Hamdan Hosseini Idrissi Jaber Karimi Khalil Khoury Mansour Mansouri Najjar Nasser Qasim Rahimi Saleh Sayed Tazi',
  },
  hebrew: {
    language: 'en',
    first:
      'Adi Dana Efrat Hila Inbal Keren Maya Michal Noa Ronit Shira Tamar Amir Asaf Dan Eitan Gil Itai Lior Nadav Omer Ran Tal Yoav',
    last: 'Avraham Azulay Bar Ben-David Biton Cohen Dahan Eliyahu Friedman Gabay Golan Hadad Katz Levi Malka Mizrahi Ohayon Peretz Segal Shapira Sharon Tal Yosef Zamir',
  },
  asian: {
    language: 'en',
    first:
      'Aiko Anjali Fang Hui Jing Kavya Lan Lin Mei Min-ji Priya Yuki Arjun Bao Cheng Daichi Feng Hiroshi Jun Minh Rahul Sung-ho Wei Yong',
    last: 'Chan Chen Choi Das Gupta Huang Ito Kim Kumar Lee Li Lim Lin Liu Mehta Nguyen Park Patel Sato Shah Singh Suzuki Tan Tanaka Tran Wang Wong Wu Yang Zhang',
  },
}

const lists = Object.fromEntries(
  Object.entries(NAMES).map(([region, { language, first, last }]) => [
    region,
    { language, first: first.split(' '), last: last.split(' ') },
  ]),
) as unknown as Record<NameRegion, { language: string; first: string[]; last: string[] }>

export interface InventedGuest {
  readonly firstName: string
  readonly lastName: string
  readonly language: string
}

/** The same seed and country give the same guest, always. */
export function inventGuest(seed: string, alpha2: string | null): InventedGuest {
  const { language, first, last } = lists[nameRegionOf(alpha2)]
  const hash = hashOf(seed)
  return {
    firstName: first[hash % first.length] ?? 'Guest',
    lastName: last[Math.floor(hash / 64) % last.length] ?? 'Guest',
    language,
  }
}

/** 32 bits, evenly spread (FNV-1a with a final mix): for seeded choices, never for secrets. */
export function hashOf(seed: string): number {
  let hash = 0x811c9dc5
  for (let i = 0; i < seed.length; i += 1) hash = Math.imul(hash ^ seed.charCodeAt(i), 0x01000193)
  hash = Math.imul(hash ^ (hash >>> 16), 0x7feb352d)
  hash = Math.imul(hash ^ (hash >>> 15), 0x846ca68b)
  return (hash ^ (hash >>> 16)) >>> 0
}
