/**
 * ISO 3166-1: alpha-3 then alpha-2, by the language region whose names its guests are given. The grouping serves invented names only.
 */
const REGIONS = {
  portuguese: 'PRTPT BRABR AGOAO MOZMZ CPVCV GNBGW STPST TLSTL',
  spanish:
    'ESPES MEXMX ARGAR COLCO CHLCL PERPE VENVE ECUEC BOLBO PRYPY URYUY CRICR CUBCU DOMDO GTMGT HNDHN NICNI PANPA PRIPR SLVSV ANDAD GNQGQ',
  french:
    'FRAFR MCOMC LUXLU GLPGP MTQMQ GUFGF REURE MYTYT NCLNC PYFPF SPMPM BLMBL MAFMF WLFWF ATFTF HTIHT SENSN GINGN CIVCI MLIML BFABF NERNE TGOTG BENBJ GABGA COGCG CODCD CMRCM CAFCF TCDTD BDIBI RWARW MDGMG COMKM DJIDJ SYCSC MUSMU',
  german: 'DEUDE AUTAT CHECH LIELI',
  english:
    'GBRGB IRLIE USAUS CANCA AUSAU NZLNZ GGYGG JEYJE IMNIM GIBGI JAMJM BHSBS BRBBB BMUBM CYMKY VGBVG VIRVI AIAAI TCATC ATGAG DMADM GRDGD LCALC VCTVC KNAKN MSRMS TTOTT GUYGY BLZBZ FLKFK SHNSH PCNPN NFKNF CXRCX CCKCC COKCK NIUNU TKLTK ASMAS GUMGU MNPMP UMIUM SGSGS IOTIO HMDHM ATAAQ BVTBV ZAFZA ZWEZW ZMBZM BWABW NAMNA MWIMW LSOLS SWZSZ KENKE UGAUG TZATZ NGANG GHAGH SLESL LBRLR GMBGM ETHET ERIER SSDSS FJIFJ PNGPG SLBSB VUTVU WSMWS TONTO KIRKI TUVTV NRUNR MHLMH FSMFM PLWPW MLTMT',
  italian: 'ITAIT SMRSM VATVA',
  dutch: 'NLDNL BELBE SURSR ABWAW CUWCW SXMSX BESBQ',
  nordic: 'SWESE NORNO DNKDK FINFI ISLIS FROFO GRLGL ALAAX SJMSJ ESTEE LVALV LTULT',
  slavic:
    'POLPL RUSRU UKRUA BLRBY CZECZ SVKSK SVNSI HRVHR SRBRS BIHBA MNEME MKDMK BGRBG KAZKZ KGZKG TJKTJ TKMTM UZBUZ MNGMN',
  balkan: 'ROURO MDAMD HUNHU GRCGR CYPCY ALBAL GEOGE ARMAM AZEAZ TURTR',
  arabic:
    'MARMA DZADZ TUNTN LBYLY EGYEG SDNSD MRTMR ESHEH SAUSA AREAE QATQA KWTKW BHRBH OMNOM YEMYE JORJO LBNLB SYRSY IRQIQ PSEPS IRNIR AFGAF SOMSO',
  hebrew: 'ISRIL',
  asian:
    'CHNCN HKGHK MACMO TWNTW JPNJP KORKR PRKKP VNMVN THATH LAOLA KHMKH MMRMM MYSMY SGPSG BRNBN IDNID PHLPH INDIN PAKPK BGDBD LKALK NPLNP BTNBT MDVMV',
} as const

export type NameRegion = keyof typeof REGIONS

interface Entry {
  readonly alpha2: string
  readonly region: NameRegion
}

const byAlpha3 = new Map<string, Entry>()
const byAlpha2 = new Map<string, Entry>()
for (const [region, codes] of Object.entries(REGIONS) as [NameRegion, string][]) {
  for (const code of codes.split(' ')) {
    const entry = { alpha2: code.slice(3), region }
    byAlpha3.set(code.slice(0, 3), entry)
    byAlpha2.set(entry.alpha2, entry)
  }
}

/** Withdrawn codes that the dataset still has. */
const WITHDRAWN: Readonly<Record<string, string>> = {
  TMP: 'TLS',
  ROM: 'ROU',
  ZAR: 'COD',
  YUG: 'SRB',
  SCG: 'SRB',
  BUR: 'MMR',
}

export type CountryReading =
  | { readonly kind: 'known'; readonly alpha2: string }
  /** Not an alpha-3 code in force; `alpha2` is null where it is no code at all. */
  | { readonly kind: 'odd'; readonly alpha2: string | null }
  | { readonly kind: 'none'; readonly alpha2: null }

/**
 * Reads a country as the dataset writes it. Its 'CN' is taken for what ISO 3166 says, China, although no 'CAN' occurs and Canada may have
 * been meant: the flag keeps the doubt.
 */
export function countryOf(code: string): CountryReading {
  if (code === '' || code === 'NULL' || code === 'NA') return { kind: 'none', alpha2: null }
  const entry = byAlpha3.get(code)
  if (entry) return { kind: 'known', alpha2: entry.alpha2 }
  const guess = byAlpha2.get(code) ?? byAlpha3.get(WITHDRAWN[code] ?? '')
  return { kind: 'odd', alpha2: guess?.alpha2 ?? null }
}

export function nameRegionOf(alpha2: string | null): NameRegion {
  return byAlpha2.get(alpha2 ?? '')?.region ?? 'english'
}

/** How many countries the table holds: ISO 3166-1 has 249. */
export const COUNTRY_COUNT = byAlpha3.size
