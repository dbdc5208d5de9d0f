import assert from "node:assert/strict";
import { test } from "node:test";
import { alleger } from "../construction/alleger.mjs";
import { grouper } from "../js/grappes.js";

test("only the custom properties that something reads are kept", () => {
  const css = ":root{--a:1;--b:var(--c);--c:2;--d:var(--b)}p{color:var(--a);--e:3}q{--f:4}@media print{a{b:c}}";
  assert.equal(alleger(css), ":root{--a:1;}p{color:var(--a);}@media print{a{b:c}}");
});

const projeter = ({ lon, lat }) => ({ x: lon, y: lat });
const points = [
  { id: "a", lon: 0, lat: 0 },
  { id: "b", lon: 30, lat: 40 },
  { id: "c", lon: 60, lat: 0 },
  { id: "d", lon: 200, lat: 0 },
];
const ids = (rayon) => grouper(points, projeter, rayon).map(({ points }) => points.map(({ id }) => id).join(""));

test("points that would cover one another are grouped in the order of the list", () => {
  assert.deepEqual(ids(50), ["ab", "c", "d"]);
  assert.deepEqual(ids(60), ["abc", "d"]);
  assert.deepEqual(ids(1), ["a", "b", "c", "d"]);
});

test("no point is lost and the group stands where its first point is", () => {
  const grappes = grouper(points, projeter, 60);
  assert.equal(grappes.reduce((somme, { points }) => somme + points.length, 0), points.length);
  assert.deepEqual([grappes[0].lon, grappes[0].lat], [0, 0]);
});
