"""Offres de boulangerie à moins de 30 km de Rennes, et mission locale la plus proche (Python 3)."""

import json
import os
import sys
from urllib.error import HTTPError
from urllib.parse import urlencode
from urllib.request import Request, urlopen

API = os.environ["COMPAGNON_ADRESSE"] + "/api"
CLE = os.environ["COMPAGNON_CLE"]
RENNES = {"latitude": 48.11, "longitude": -1.68, "radius": 30}


def demander(chemin, **parametres):
    requete = Request(f"{API}{chemin}?{urlencode(parametres)}", headers={"Authorization": f"Bearer {CLE}"})
    try:
        with urlopen(requete) as reponse:
            return json.load(reponse)
    except HTTPError as erreur:
        # L'erreur dit ce qui ne va pas, en français.
        sys.exit(json.load(erreur)["message"])


offres = demander("/job/v1/search", romes="D1102", **RENNES)["jobs"]
print(f"{len(offres)} offres")
print(demander("/geographie/v1/mission-locale", **RENNES)[0]["nom"])
