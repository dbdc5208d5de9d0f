// The official client applies to an offer that it found.

import assert from "node:assert/strict";
import { test } from "node:test";
import { ApiClient } from "api-alternance-sdk";

const client = new ApiClient({ endpoint: `${process.env.COMPAGNON_ADRESSE}/api`, key: process.env.COMPAGNON_CLE });

const candidature = (recipient_id) => ({
  applicant_first_name: "Inès",
  applicant_last_name: "Essai",
  applicant_email: "sdk@exemple.fr",
  applicant_phone: "0612345678",
  applicant_attachment_name: "cv.pdf",
  applicant_attachment_content: `data:application/pdf;base64,${Buffer.from("%PDF-1.7").toString("base64")}`,
  applicant_message: "Bonjour",
  recipient_id,
});

test("an application is accepted, and the limit of three is said with its code", async () => {
  const envoyer = (body) => client.post("/job/v1/apply", { body });
  for (let n = 0; n < 3; n += 1) {
    const { id } = await envoyer(candidature("partners_01DEM00FFRE00000000000000A"));
    assert.match(id, /^[0-9A-Z]{26}$/);
  }
  await assert.rejects(envoyer(candidature("partners_01DEM00FFRE00000000000000A")), (erreur) => {
    assert.equal(erreur.context.statusCode, 429);
    return true;
  });
  await assert.rejects(envoyer(candidature("partners_inconnue")), (erreur) => {
    assert.equal(erreur.context.statusCode, 404);
    return true;
  });
});
