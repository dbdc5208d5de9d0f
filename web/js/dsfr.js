// The behaviours of the DSFR that our pages need: menu, dialogs, folds, tabs, theme.
import "@gouvfr/dsfr/dist/core/core.module.js";
import "@gouvfr/dsfr/dist/scheme/scheme.module.js";
import "@gouvfr/dsfr/dist/component/modal/modal.module.js";
import "@gouvfr/dsfr/dist/component/accordion/accordion.module.js";
import "@gouvfr/dsfr/dist/component/tab/tab.module.js";
import "@gouvfr/dsfr/dist/component/navigation/navigation.module.js";
import "@gouvfr/dsfr/dist/component/header/header.module.js";
import "@gouvfr/dsfr/dist/component/display/display.module.js";
