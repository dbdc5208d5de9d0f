// An identity provider, for the journeys: whoever types a name is that person, at exemple.fr;
// "sans-preuve.cfa" is someone who says that cfa@exemple.fr is theirs, which nobody checked.
//
//   node e2e/commun/fournisseur.mjs <port> <address of the site>

import Provider from "oidc-provider";

const [port, site] = process.argv.slice(2);

const personne = (nom) => ({
  accountId: nom,
  claims: () => ({
    sub: nom,
    email: `${nom.split(".").at(-1)}@exemple.fr`,
    email_verified: !nom.startsWith("sans-preuve"),
    given_name: "Camille",
    usual_name: "Le Goff",
    siret: "90000000100009",
    idp_id: "essai",
  }),
});

const fournisseur = new Provider(`http://127.0.0.1:${port}`, {
  clients: [
    {
      client_id: "compagnon",
      client_secret: "secret-invente-pour-les-parcours",
      redirect_uris: [`${site}/connexion/proconnect/retour`],
      post_logout_redirect_uris: [`${site}/`],
    },
  ],
  claims: {
    email: ["email", "email_verified"],
    given_name: ["given_name"],
    usual_name: ["usual_name"],
    siret: ["siret"],
    idp_id: ["idp_id"],
  },
  features: { claimsParameter: { enabled: true }, devInteractions: { enabled: true } },
  findAccount: (_, nom) => personne(nom),
  pkce: { required: () => true, methods: ["S256"] },
  cookies: { keys: ["parcours"] },
});

fournisseur.listen(Number(port), "127.0.0.1");
