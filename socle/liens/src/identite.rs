//! Identity providers that speak OpenID Connect: ProConnect for agents and professionals,
//! FranceConnect for persons. Authorization code with PKCE (S256); the token of identity is signed
//! with RS256 or ES256 by a key that the provider publishes, for us, now, in answer to our nonce.

mod client;
mod transport;

use std::time::Duration;

use noyau::dates::Instant;
use openidconnect::core::{CoreAuthenticationFlow, CoreGenderClaim, CoreJwsSigningAlgorithm};
use openidconnect::{
    AccessTokenHash, AuthorizationCode, ClaimsVerificationError, CsrfToken, LogoutRequest, Nonce,
    OAuth2TokenResponse, PkceCodeChallenge, PkceCodeVerifier, PostLogoutRedirectUrl,
    RequestTokenError, Scope, SignatureVerificationError, TokenResponse, UserInfoClaims,
};

use client::{Cles, Jeton, Reponse, Revendications, Supplement};
pub use client::{Fournisseur, Reglages};
use transport::Transport;

/// A provider has this long to answer.
const DELAI: Duration = Duration::from_secs(5);

/// Why someone could not be identified.
#[derive(Debug, thiserror::Error)]
pub enum ErreurIdentite {
    /// The provider cannot be reached, or fails.
    #[error("{0} est indisponible pour le moment.")]
    Indisponible(&'static str),
    /// The provider refuses the code: it served before, or it is too late.
    #[error("{0} n’a pas reconnu votre connexion : elle a servi ou a trop attendu.")]
    Refuse(&'static str),
    /// What the provider says cannot be trusted: signature, issuer, audience, date, nonce.
    #[error("La réponse de {0} ne peut pas être vérifiée.")]
    Invalide(&'static str),
}

/// Who a provider says that someone is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Identite {
    /// Identifier at the provider, stable.
    pub sub: String,
    /// Mailbox, when it is told.
    pub courriel: Option<String>,
    /// Whether the provider says that the mailbox is theirs; nothing when it says nothing.
    pub courriel_verifie: Option<bool>,
    /// First name.
    pub prenom: String,
    /// Last name.
    pub nom: String,
    /// SIRET of the organisation, as declared.
    pub siret: Option<String>,
    /// Whether a second proof of identity was given there.
    pub double: bool,
    /// What proves to the provider who asks to leave.
    pub jeton: String,
}

/// The secrets of one attempt, that only the provider and this program know.
#[derive(Clone, Debug)]
pub struct Tentative {
    /// Comes back with the answer.
    pub etat: String,
    /// Comes back in the token.
    pub nonce: String,
    /// Proves that who asked is who exchanges (PKCE).
    pub verificateur: String,
}

impl Fournisseur {
    /// Where to send the browser.
    ///
    /// # Errors
    /// [`ErreurIdentite::Indisponible`].
    pub async fn depart(&self, t: &Tentative) -> Result<String, ErreurIdentite> {
        let cles = self.cles(false).await?;
        let (etat, nonce) = (t.etat.clone(), t.nonce.clone());
        let preuve = PkceCodeVerifier::new(t.verificateur.clone());
        let mut demande = cles
            .client
            .authorize_url(
                CoreAuthenticationFlow::AuthorizationCode,
                move || CsrfToken::new(etat),
                move || Nonce::new(nonce),
            )
            .set_pkce_challenge(PkceCodeChallenge::from_code_verifier_sha256(&preuve));
        for portee in self.reglages.portees {
            demande = demande.add_scope(Scope::new((*portee).to_owned()));
        }
        for (nom, valeur) in self.reglages.parametres {
            demande = demande.add_extra_param(*nom, *valeur);
        }
        Ok(demande.url().0.to_string())
    }

    /// Who came back with this code.
    ///
    /// # Errors
    /// [`ErreurIdentite`].
    pub async fn identifier(
        &self,
        code: &str,
        t: &Tentative,
        maintenant: Instant,
    ) -> Result<Identite, ErreurIdentite> {
        let cles = self.cles(false).await?;
        let reponse = self.echanger(&cles, code, t).await?;
        let jeton = reponse.id_token().ok_or(ErreurIdentite::Invalide(self.reglages.nom))?;
        let revendications = match self.verifier(&cles, jeton, &reponse, t, maintenant) {
            Err(ClaimsVerificationError::SignatureVerification(
                SignatureVerificationError::NoMatchingKey,
            )) => {
                // The provider may have changed its keys since they were read.
                let neuves = self.cles(true).await?;
                self.verifier(&neuves, jeton, &reponse, t, maintenant)
            }
            autre => autre,
        };
        let revendications = revendications.map_err(|cause| self.refuser(&cause))?;
        let dites = self.interroger(&cles, &reponse, &revendications).await?;
        Ok(identite(&revendications, dites.as_ref(), jeton))
    }

    async fn echanger(
        &self,
        cles: &Cles,
        code: &str,
        t: &Tentative,
    ) -> Result<Reponse, ErreurIdentite> {
        let transport = Transport(&self.http);
        let demande = cles
            .client
            .exchange_code(AuthorizationCode::new(code.to_owned()))
            .map_err(|_| ErreurIdentite::Indisponible(self.reglages.nom))?
            .set_pkce_verifier(PkceCodeVerifier::new(t.verificateur.clone()));
        demande.request_async(&transport).await.map_err(|cause| {
            tracing::warn!(fournisseur = self.reglages.nom, %cause, "a code was not exchanged");
            match cause {
                RequestTokenError::ServerResponse(_) => ErreurIdentite::Refuse(self.reglages.nom),
                RequestTokenError::Parse(..) => ErreurIdentite::Invalide(self.reglages.nom),
                _ => ErreurIdentite::Indisponible(self.reglages.nom),
            }
        })
    }

    fn verifier(
        &self,
        cles: &Cles,
        jeton: &Jeton,
        reponse: &Reponse,
        t: &Tentative,
        maintenant: Instant,
    ) -> Result<Revendications, ClaimsVerificationError> {
        let instant =
            move || chrono::DateTime::from_timestamp_millis(maintenant.ms()).unwrap_or_default();
        let verificateur = cles
            .client
            .id_token_verifier()
            .set_allowed_algs([
                CoreJwsSigningAlgorithm::RsaSsaPkcs1V15Sha256,
                CoreJwsSigningAlgorithm::EcdsaP256Sha256,
            ])
            .set_time_fn(instant);
        let revendications = jeton.claims(&verificateur, &Nonce::new(t.nonce.clone()))?;
        if let Some(attendue) = revendications.access_token_hash() {
            let autre = |_| ClaimsVerificationError::Other("at_hash".to_owned());
            let algorithme = jeton.signing_alg().map_err(|_| autre(()))?;
            let cle = jeton.signing_key(&verificateur).map_err(|_| autre(()))?;
            let trouvee = AccessTokenHash::from_token(reponse.access_token(), algorithme, cle)
                .map_err(|_| autre(()))?;
            if trouvee != *attendue {
                return Err(autre(()));
            }
        }
        Ok(revendications.clone())
    }

    fn refuser(&self, cause: &ClaimsVerificationError) -> ErreurIdentite {
        tracing::warn!(fournisseur = self.reglages.nom, %cause, "a token of identity was refused");
        ErreurIdentite::Invalide(self.reglages.nom)
    }

    /// What the provider tells besides, about the same person.
    async fn interroger(
        &self,
        cles: &Cles,
        reponse: &Reponse,
        revendications: &Revendications,
    ) -> Result<Option<Dites>, ErreurIdentite> {
        let sub = revendications.subject().clone();
        let acces = reponse.access_token().clone();
        let Ok(demande) = cles.client.user_info(acces, Some(sub)) else { return Ok(None) };
        let transport = Transport(&self.http);
        let dites = demande.request_async(&transport).await.map_err(|cause| {
            tracing::warn!(fournisseur = self.reglages.nom, %cause, "who it is was not told");
            ErreurIdentite::Invalide(self.reglages.nom)
        })?;
        Ok(Some(dites))
    }

    /// Where to send the browser of someone who leaves, when the provider has such an address.
    pub async fn sortie(&self, jeton: &str, retour: &str) -> Option<String> {
        let cles = self.cles(false).await.ok()?;
        let adresse = cles.sortie.clone()?;
        let retour = PostLogoutRedirectUrl::new(retour.to_owned()).ok()?;
        let jeton: Jeton = jeton.parse().ok()?;
        let demande = LogoutRequest::from(adresse)
            .set_id_token_hint(&jeton)
            .set_post_logout_redirect_uri(retour);
        Some(demande.http_get_url().to_string())
    }
}

type Dites = UserInfoClaims<Supplement, CoreGenderClaim>;

/// What was told in the token first, then besides.
fn identite(jeton: &Revendications, dites: Option<&Dites>, brut: &Jeton) -> Identite {
    let dans = |lire: &dyn Fn(&Supplement) -> Option<String>| {
        let ailleurs = dites.map(UserInfoClaims::additional_claims).and_then(lire);
        lire(jeton.additional_claims()).or(ailleurs).unwrap_or_default()
    };
    let courriel = jeton.email().or_else(|| dites.and_then(UserInfoClaims::email));
    let verifie = jeton.email_verified().or_else(|| dites.and_then(UserInfoClaims::email_verified));
    let premier = |nom: Option<&openidconnect::LocalizedClaim<openidconnect::EndUserGivenName>>| {
        nom.and_then(|n| n.get(None)).map(|n| n.to_string())
    };
    let prenom =
        premier(jeton.given_name()).or_else(|| dites.and_then(|d| premier(d.given_name())));
    let siret = dans(&|s| s.siret.clone());
    let famille = jeton.family_name().or_else(|| dites.and_then(UserInfoClaims::family_name));
    let famille = famille.and_then(|n| n.get(None)).map(|n| n.to_string()).unwrap_or_default();
    let usage = dans(&|s| s.usual_name.clone());
    Identite {
        sub: jeton.subject().to_string(),
        courriel: courriel.map(|c| c.to_lowercase()),
        courriel_verifie: verifie,
        prenom: prenom.unwrap_or_default(),
        nom: if usage.is_empty() { famille } else { usage },
        siret: (!siret.is_empty()).then_some(siret),
        double: double(jeton),
        jeton: brut.to_string(),
    }
}

/// Whether a second proof was given: `mfa` among the methods (RFC 8176), or a level of assurance
/// that requires one (eIDAS substantial and high; the `-2fa` levels of ProConnect).
fn double(jeton: &Revendications) -> bool {
    let methodes = jeton.auth_method_refs().into_iter().flatten();
    let mfa = methodes.into_iter().any(|m| m.as_str() == "mfa");
    let niveau = jeton.auth_context_ref().map(|n| n.as_str()).unwrap_or_default();
    mfa || matches!(niveau, "eidas2" | "eidas3")
        || (niveau.starts_with("https://proconnect.gouv.fr/assurance/") && niveau.ends_with("-2fa"))
}
