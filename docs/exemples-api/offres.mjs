// Offres de boulangerie à moins de 30 km de Rennes, et mission locale la plus proche (client officiel).
import { ApiClient } from "api-alternance-sdk";

const client = new ApiClient({ endpoint: `${process.env.COMPAGNON_ADRESSE}/api`, key: process.env.COMPAGNON_CLE });
const rennes = { latitude: 48.11, longitude: -1.68, radius: 30 };

const { jobs } = await client.get("/job/v1/search", { querystring: { ...rennes, romes: "D1102" } });
console.log(`${jobs.length} offres`);
const [mission] = await client.geographie.listMissionLocales(rennes);
console.log(mission.nom);
