// The components of DSFR Chart that our pages use.
import "@gouvfr/dsfr-chart/LineChart";
import "@gouvfr/dsfr-chart/MapChart";
