import {
  Button,
  CharacterCount,
  ErrorSummary,
  FileUpload,
  NotificationBanner,
  PasswordInput,
  ServiceNavigation,
  SkipLink,
  createAll,
  isSupported,
} from "govuk-frontend";
import { startAutosave } from "./autosave.js";
import { startLive } from "./live.js";
import { startPicture } from "./picture.js";
import { startReveal } from "./reveal.js";
import { startScoring } from "./scoring.js";
import { startSimilar } from "./similar.js";
import { startUpload } from "./upload.js";

document.body.classList.add("js-enabled");
if ("noModule" in HTMLScriptElement.prototype) {
  document.body.classList.add("govuk-frontend-supported");
}

function start(scope) {
  createAll(Button, { preventDoubleClick: true }, scope);
  for (const component of [
    CharacterCount, ErrorSummary, FileUpload, NotificationBanner, PasswordInput, ServiceNavigation, SkipLink,
  ]) {
    createAll(component, undefined, scope);
  }
  const all = (selector) => scope.querySelectorAll(selector);
  all("[data-module=govuk-radios], [data-module=govuk-checkboxes]").forEach(startReveal);
  all("form[data-autosave-url]").forEach(startAutosave);
  // A comma that only some hear makes what the button is called another text than what can be read on it.
  all(".govuk-file-upload-button [id$=-comma]").forEach((comma) => comma.remove());
  all("form[enctype='multipart/form-data']").forEach((form) => startUpload(form, start));
  all("form[data-autosave-url]").forEach(startScoring);
  all("[data-live-url]").forEach(startLive);
  all("[data-similar-url]").forEach(startSimilar);
  all("[data-live-picture]").forEach(startPicture);
}

if (isSupported()) start(document);
