// The official client publishes an offer, reads whether it is published, changes it, and takes it away.
//
// COMPAGNON_ADRESSE and COMPAGNON_CLE are given by lancer.mjs.

import assert from "node:assert/strict";
import { test } from "node:test";
import { ApiClient } from "api-alternance-sdk";

const client = new ApiClient({ endpoint: `${process.env.COMPAGNON_ADRESSE}/api`, key: process.env.COMPAGNON_CLE });

const offre = (autres = {}) => ({
  identifier: { partner_job_id: `sdk-${process.pid}` },
  workplace: { siret: "91000003300019", name: "Fournil du Client", location: { address: "3 rue du Port 35400 Saint-Malo" } },
  apply: { email: "fournil@exemple.fr" },
  contract: { type: ["Apprentissage"], duration: 24 },
  offer: {
    title: "Boulanger, boulangère",
    description: "Vous pétrissez, façonnez et cuisez avec une équipe de trois personnes.",
    rome_codes: ["D1102"],
    target_diploma: { european: "3" },
    ...autres,
  },
});

const publication = async (id) =>
  (await client.get("/job/v1/offer/:id/publishing-informations", { params: { id } })).publishing;

test("publish, read, change, close", async () => {
  const { id } = await client.post("/job/v1/offer", { body: offre() });
  assert.deepEqual(await publication(id), { status: "PUBLISHED" });
  const lue = await client.get("/job/v1/offer/:id", { params: { id } });
  assert.equal(lue.offer.title, "Boulanger, boulangère");
  assert.equal(lue.apply.recipient_id, `partners_${id}`);
  assert.equal(JSON.stringify(lue).includes("fournil@exemple.fr"), false);
  await client.put("/job/v1/offer/:id", { params: { id }, body: offre({ opening_count: 3 }) });
  assert.equal((await client.get("/job/v1/offer/:id", { params: { id } })).offer.opening_count, 3);
  await client.put("/job/v1/offer/:id", { params: { id }, body: offre({ status: "Filled" }) });
  assert.equal((await publication(id)).error.code, "FILLED");
});

test("what is wrong names its field; what is not shown says why", async () => {
  const courte = { ...offre({ title: "x" }), identifier: { partner_job_id: `sdk-courte-${process.pid}` } };
  await assert.rejects(client.post("/job/v1/offer", { body: courte }), /offer.title/);
  const ecole = { ...offre({ description: "Notre école recherche pour une entreprise partenaire un boulanger." }) };
  ecole.identifier = { partner_job_id: `sdk-ecole-${process.pid}` };
  const { id } = await client.post("/job/v1/offer", { body: ecole });
  const { status, error } = await publication(id);
  assert.equal(status, "WILL_NOT_BE_PUBLISHED");
  assert.equal(error.code, "PROPOS_D_ECOLE");
});
