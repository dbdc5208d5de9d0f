//! A provider that answers right, and all the ways it may not.

#![allow(clippy::unwrap_used, reason = "a test says what it needs by failing")]

use liens::identite::{ErreurIdentite, Fournisseur, Identite, Reglages, Tentative};
use noyau::dates::Instant;
use openidconnect::core::{
    CoreGenderClaim, CoreHmacKey, CoreIdToken, CoreJsonWebKeySet, CoreJwsSigningAlgorithm,
    CoreRsaPrivateSigningKey,
};
use openidconnect::{EmptyAdditionalClaims, IdTokenClaims, JsonWebKeyId, PrivateSigningKey};
use serde_json::{Value, json};
use wiremock::matchers::{body_string_contains, method, path};
use wiremock::{Mock, MockServer, ResponseTemplate};

/// 2026-11-24 at noon in Paris.
const MAINTENANT: i64 = 1_795_518_000_000;

fn cle(pem: &str) -> CoreRsaPrivateSigningKey {
    CoreRsaPrivateSigningKey::from_pem(pem, Some(JsonWebKeyId::new("k1".to_owned()))).unwrap()
}

fn la_cle() -> CoreRsaPrivateSigningKey {
    cle(include_str!("cle-inventee.pem"))
}

/// A provider that publishes its addresses and its key.
async fn fournisseur() -> (MockServer, Fournisseur) {
    let serveur = MockServer::start().await;
    let emetteur = serveur.uri();
    let publie = json!({
        "issuer": emetteur,
        "authorization_endpoint": format!("{emetteur}/autoriser"),
        "token_endpoint": format!("{emetteur}/jeton"),
        "userinfo_endpoint": format!("{emetteur}/qui"),
        "end_session_endpoint": format!("{emetteur}/sortir"),
        "jwks_uri": format!("{emetteur}/cles"),
        "response_types_supported": ["code"],
        "subject_types_supported": ["pairwise"],
        "id_token_signing_alg_values_supported": ["RS256"],
    });
    let cles = CoreJsonWebKeySet::new(vec![la_cle().as_verification_key()]);
    repondre(&serveur, "GET", "/.well-known/openid-configuration", json_de(&publie)).await;
    repondre(&serveur, "GET", "/cles", json_de(&serde_json::to_value(&cles).unwrap())).await;
    (serveur, fournisseur_a(emetteur))
}

fn fournisseur_a(emetteur: String) -> Fournisseur {
    let reglages = Reglages {
        nom: "ProConnect",
        emetteur,
        client: "compagnon".to_owned(),
        secret: "secret-invente".to_owned(),
        retour: "http://127.0.0.1:8080/connexion/proconnect/retour".to_owned(),
        portees: &["email", "siret"],
        parametres: &[("acr_values", "eidas1")],
    };
    Fournisseur::nouveau(reglages).unwrap()
}

fn json_de(valeur: &Value) -> ResponseTemplate {
    ResponseTemplate::new(200).set_body_json(valeur)
}

async fn repondre(serveur: &MockServer, methode: &str, chemin: &str, reponse: ResponseTemplate) {
    Mock::given(method(methode)).and(path(chemin)).respond_with(reponse).mount(serveur).await;
}

fn tentative() -> Tentative {
    Tentative { etat: "etat".to_owned(), nonce: "nonce".to_owned(), verificateur: "v".repeat(64) }
}

fn revendications(emetteur: &str) -> Value {
    let maintenant = MAINTENANT / 1000;
    json!({
        "iss": emetteur, "aud": ["compagnon"], "sub": "agent-1", "nonce": "nonce",
        "iat": maintenant, "exp": maintenant + 60, "amr": ["pwd", "mfa"],
    })
}

fn signer(revendications: Value, cle: &CoreRsaPrivateSigningKey) -> CoreIdToken {
    let lues: IdTokenClaims<EmptyAdditionalClaims, CoreGenderClaim> =
        serde_json::from_value(revendications).unwrap();
    CoreIdToken::new(lues, cle, CoreJwsSigningAlgorithm::RsaSsaPkcs1V15Sha256, None, None).unwrap()
}

async fn donner(serveur: &MockServer, jeton: &CoreIdToken) {
    let corps = json!({
        "access_token": "acces", "token_type": "Bearer", "id_token": jeton.to_string(),
    });
    // Only who began knows the verifier.
    let mock = Mock::given(method("POST")).and(path("/jeton"));
    let mock = mock.and(body_string_contains(format!("code_verifier={}", "v".repeat(64))));
    mock.respond_with(json_de(&corps)).mount(serveur).await;
}

async fn dire_qui(serveur: &MockServer, sub: &str) {
    let qui = json!({
        "sub": sub, "email": "Camille@Exemple.fr", "given_name": "Camille",
        "usual_name": "Le Goff", "siret": "90000000100009", "idp_id": "x",
    });
    repondre(serveur, "GET", "/qui", json_de(&qui)).await;
}

async fn identifier(lien: &Fournisseur) -> Result<Identite, ErreurIdentite> {
    lien.identifier("code", &tentative(), Instant::from_ms(MAINTENANT)).await
}

#[tokio::test]
async fn who_comes_back_is_known() {
    let (serveur, lien) = fournisseur().await;
    let depart = lien.depart(&tentative()).await.unwrap();
    for morceau in [
        "/autoriser?",
        "response_type=code",
        "state=etat",
        "nonce=nonce",
        "code_challenge_method=S256",
        "scope=openid+email+siret",
        "acr_values=eidas1",
    ] {
        assert!(depart.contains(morceau), "{morceau} in {depart}");
    }
    assert!(!depart.contains(&"v".repeat(64)), "the verifier stays here");
    let jeton = signer(revendications(&serveur.uri()), &la_cle());
    donner(&serveur, &jeton).await;
    dire_qui(&serveur, "agent-1").await;
    let identite = identifier(&lien).await.unwrap();
    let attendue = Identite {
        sub: "agent-1".to_owned(),
        courriel: Some("camille@exemple.fr".to_owned()),
        courriel_verifie: None,
        prenom: "Camille".to_owned(),
        nom: "Le Goff".to_owned(),
        siret: Some("90000000100009".to_owned()),
        double: true,
        jeton: jeton.to_string(),
    };
    assert_eq!(identite, attendue);
    let sortie = lien.sortie(&identite.jeton, "http://127.0.0.1:8080/").await.unwrap();
    assert!(sortie.contains("/sortir?id_token_hint=ey"), "{sortie}");
}

#[tokio::test]
async fn a_token_that_is_not_for_us_now_is_refused() {
    let minute = MAINTENANT / 1000 - 60;
    let faux: [(&str, Value); 6] = [
        ("nonce", json!("un autre")),
        ("nonce", Value::Null),
        ("iss", json!("https://ailleurs.exemple.fr")),
        ("aud", json!(["un-autre-client"])),
        ("aud", json!(["compagnon", "un-autre-client"])),
        ("exp", json!(minute)),
    ];
    for (nom, valeur) in faux {
        let (serveur, lien) = fournisseur().await;
        let mut dites = revendications(&serveur.uri());
        dites[nom] = valeur.clone();
        donner(&serveur, &signer(dites, &la_cle())).await;
        dire_qui(&serveur, "agent-1").await;
        let refus = identifier(&lien).await.unwrap_err();
        assert!(matches!(refus, ErreurIdentite::Invalide(_)), "{nom} {valeur}: {refus:?}");
    }
}

#[tokio::test]
async fn a_token_signed_by_someone_else_is_refused() {
    let (serveur, lien) = fournisseur().await;
    let autre = cle(include_str!("autre-cle-inventee.pem"));
    donner(&serveur, &signer(revendications(&serveur.uri()), &autre)).await;
    let refus = identifier(&lien).await.unwrap_err();
    assert!(matches!(refus, ErreurIdentite::Invalide(_)), "{refus:?}");
    // Nor one signed with our own secret, which is not a signature of the provider.
    let (serveur, lien) = fournisseur().await;
    let lues: IdTokenClaims<EmptyAdditionalClaims, CoreGenderClaim> =
        serde_json::from_value(revendications(&serveur.uri())).unwrap();
    let secret = CoreHmacKey::new("secret-invente");
    let algorithme = CoreJwsSigningAlgorithm::HmacSha256;
    donner(&serveur, &CoreIdToken::new(lues, &secret, algorithme, None, None).unwrap()).await;
    let refus = identifier(&lien).await.unwrap_err();
    assert!(matches!(refus, ErreurIdentite::Invalide(_)), "{refus:?}");
}

#[tokio::test]
async fn what_is_told_of_someone_else_is_refused() {
    let (serveur, lien) = fournisseur().await;
    donner(&serveur, &signer(revendications(&serveur.uri()), &la_cle())).await;
    dire_qui(&serveur, "agent-2").await;
    let refus = identifier(&lien).await.unwrap_err();
    assert!(matches!(refus, ErreurIdentite::Invalide(_)), "{refus:?}");
}

#[tokio::test]
async fn a_code_that_served_and_a_provider_that_is_down_are_told_apart() {
    let (serveur, lien) = fournisseur().await;
    let corps = json!({ "error": "invalid_grant" });
    let refus = ResponseTemplate::new(400).set_body_json(corps);
    repondre(&serveur, "POST", "/jeton", refus).await;
    assert!(matches!(identifier(&lien).await, Err(ErreurIdentite::Refuse(_))));
    let (serveur, lien) = fournisseur().await;
    let panne = ResponseTemplate::new(503).set_body_string("<html>en panne</html>");
    repondre(&serveur, "POST", "/jeton", panne).await;
    assert!(matches!(identifier(&lien).await, Err(ErreurIdentite::Indisponible(_))));
    // Nobody listens there.
    let lien = fournisseur_a("http://127.0.0.1:1".to_owned());
    assert!(matches!(lien.depart(&tentative()).await, Err(ErreurIdentite::Indisponible(_))));
}
